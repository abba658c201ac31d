"""The studio's Python half over the real engine; recording comms play the pages."""

from __future__ import annotations

import asyncio

import pytest

from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.domain.shot import Shot
from spark_nb.errors import RejectedError
from spark_nb.pipeline.scene_files import scene_files
from spark_nb.testing import RecordingComm
from spark_nb.widgets.looks import Looks
from spark_nb.widgets.preset_picker import PresetPicker
from spark_nb.widgets.preview import Preview
from spark_nb.widgets.studio import Studio, check_layout
from spark_nb.widgets.undo import Undo
from tests.pipeline.preset_project import PresetProject
from tests.widgets.test_preset_picker import LEVEL, PNG, Workshop, look_at, order

pytestmark = pytest.mark.usefixtures("without_sync")


async def render(time_s):
    return Frame(
        frame_ref=frame_ref(PNG), format="png", width=1, height=1, data=PNG, time_s=time_s
    )


class Filming:
    """Takes what is chosen; every scene looks the same here."""

    at_once = 2

    def __init__(self) -> None:
        self.shot, self.scale = Shot(), 1.0

    async def scenes(self):
        return []

    def lossless(self):
        raise NotImplementedError


class Rig:
    """A studio with a page for each of its parts."""

    def __init__(self, workshop: Workshop, **choices) -> None:
        patches = workshop.project.pipeline.patches
        self.pages = {
            name: RecordingComm() for name in ("studio", "preview", "presets", "history")
        }
        self.preview = Preview(render, filming=Filming(), comm=self.pages["preview"])
        self.presets = PresetPicker(patches, workshop, look_at, comm=self.pages["presets"])
        self.history = Undo(patches, workshop.project, comm=self.pages["history"])
        root = workshop.project.root

        async def scenes():
            found = await asyncio.to_thread(scene_files, root)
            return [scene.path for scene in found]

        self.studio = Studio(
            self.preview,
            self.presets,
            {"history": self.history},
            patches,
            scenes,
            comm=self.pages["studio"],
            **choices,
        )


@pytest.fixture
async def workshop(tmp_path):
    return Workshop(await asyncio.to_thread(PresetProject, tmp_path / "Game"))


@pytest.fixture
async def rig(workshop):
    made = Rig(workshop)
    yield made
    await made.studio.aclose()


async def test_it_names_its_parts_and_begins_with_the_presets(rig):
    await rig.pages["studio"].until_status("live")
    assert rig.studio.parts == {
        "preview": rig.preview.model_id,
        "presets": rig.presets.model_id,
        "history": rig.history.model_id,
    }
    assert (rig.studio.empty, rig.preview.playing) == (True, False)


async def test_what_was_applied_is_shown_and_what_was_undone_no_more(rig, workshop):
    await rig.pages["presets"].until_status("live")
    await order(rig.pages["presets"], "apply", "applied")
    assert rig.preview.scene == LEVEL
    assert (rig.studio.empty, rig.preview.playing) == (False, True)
    assert (rig.studio.look["tab"], rig.studio.look["presets"]) == ("preview", False)
    await workshop.project.undo()
    await rig.pages["studio"].until(lambda: rig.pages["studio"].state.get("empty") is True)
    assert rig.preview.playing is False
    assert rig.preview.scene is None


async def test_the_scene_of_what_was_undone_gives_way_to_the_first(rig, workshop):
    workshop.project.write("Assets/Mine.unity", b"%YAML 1.1\n")
    await rig.pages["presets"].until_status("live")
    await order(rig.pages["presets"], "apply", "applied")
    assert rig.preview.scene == LEVEL
    await workshop.project.undo()
    await rig.pages["preview"].until(lambda: rig.pages["preview"].state.get("scene") is None)
    assert (rig.studio.empty, rig.preview.playing) == (False, True)


async def test_a_project_with_scenes_begins_with_its_game(workshop):
    workshop.project.write("Assets/Mine.unity", b"%YAML 1.1\n")
    rig = Rig(workshop, arrangement="tabs", height=400)
    await rig.pages["studio"].until_status("live")
    assert (rig.studio.empty, rig.preview.playing) == (False, True)
    assert (rig.studio.arrangement, rig.studio.height) == ("tabs", 400)
    await rig.studio.aclose()


async def test_closing_it_closes_all_of_it(workshop):
    rig = Rig(workshop)
    await rig.pages["studio"].until_status("live")
    await rig.studio.aclose()
    assert {name: page.closed for name, page in rig.pages.items()} == dict.fromkeys(
        rig.pages, True
    )
    assert workshop.project.pipeline.patches._watchers == []


async def test_what_was_chosen_is_there_again_when_the_cell_runs_again(rig, workshop):
    looks = Looks()
    looks.keep("studio", rig.studio)
    rig.studio.look = {"tab": "history", "split": 50}
    again = Rig(workshop)
    looks.keep("studio", again.studio)
    assert again.studio.look == {"tab": "history", "split": 50}
    await again.studio.aclose()


async def test_without_a_browser_its_parts_stand_below_each_other(rig):
    await rig.pages["presets"].until_status("live")
    lines = rig.studio.static().text.splitlines()
    assert lines[0] == "1 preset to start from."
    assert lines[-1] == "No changes yet."


@pytest.mark.parametrize(
    ("layout", "height", "words"),
    [
        ("grid", 640, "A studio's layout is one of auto, wide, tabs"),
        ("auto", 319, "height must be 320 to 2000 pixels"),
        ("auto", 2001, "height must be 320 to 2000 pixels"),
    ],
)
def test_a_layout_that_cannot_be_is_refused(layout, height, words):
    with pytest.raises(RejectedError, match=words):
        check_layout(layout, height)
