"""The picker's Python half over the real engine; a recording comm plays the page."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from spark_nb.domain.file_plan import Removal
from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.domain.preset_shelf import PresetShelf, RefusedPreset
from spark_nb.errors import ServiceUnavailable
from spark_nb.pipeline.preset_standing import read_standing
from spark_nb.pipeline.remove_preset import plan_preset_removal
from spark_nb.testing import RecordingComm
from spark_nb.widgets.looks import Looks
from spark_nb.widgets.preset_picker import PresetPicker
from tests.pipeline.preset_project import PresetProject, make_preset

pytestmark = pytest.mark.usefixtures("without_sync")

HERO, LEVEL = "Assets/Mini/Hero.cs", "Assets/Mini/Level.unity"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
FILES = {
    "Mini/Hero.cs": b"public class Hero\n{\n    int hp = 3;\n\n\n\n    int speed = 4;\n}\n",
    "Mini/Sprites/hero.png": PNG,
    "Mini/Level.unity": b"%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n",
}
MINI = replace(make_preset("mini", FILES), picture=PNG)
NEWER = make_preset(
    "mini",
    FILES | {"Mini/Hero.cs": FILES["Mini/Hero.cs"].replace(b"hp = 3", b"hp = 5")},
    version="2.0.0",
)
BAD = RefusedPreset("/presets/bad", "bad/preset.toml, pitch: pitch is missing.")


class Workshop:
    """The session's part: presets on a shelf, and a project of the real engine."""

    def __init__(self, project: PresetProject) -> None:
        self.project = project
        self.shelf = PresetShelf({"mini": MINI}, (BAD,))
        self.fault: Exception | None = None
        self.going = asyncio.Event()
        self.going.set()

    async def preset_shelf(self):
        return self.shelf

    async def preset_standing(self, preset_id):
        return await read_standing(self.project.service, preset_id)

    async def plan_preset(self, preset_id):
        return await self.project.plan(self.shelf.presets[preset_id])

    async def plan_preset_removal(self, preset_id) -> Removal:
        return await plan_preset_removal(self.project.pipeline, preset_id, ["mini"])

    async def apply_preset(self, preset_id, *, on_conflict="refuse", on_progress=None):
        if self.fault:
            raise self.fault
        self.project.service.going = self.going
        return await self.project.apply(
            self.shelf.presets[preset_id], on_conflict, on_progress=on_progress
        )

    async def remove_preset(self, preset_id, *, force=False, on_progress=None):
        preset = self.shelf.presets[preset_id]
        return await self.project.remove(preset, force=force, on_progress=on_progress)


def gated(service):
    """Have the engine wait after three writes for as long as ``service.going`` is not set."""
    call = service.call

    async def wait_and_call(*arguments):
        if service.writes >= 3:
            await service.going.wait()
        return await call(*arguments)

    service.call = wait_and_call


async def look_at(scene):
    if scene != LEVEL:
        raise ServiceUnavailable("The engine is away.")
    return Frame(frame_ref=frame_ref(PNG), format="png", width=1, height=1, data=PNG, time_s=0.0)


@pytest.fixture
async def workshop(tmp_path):
    return Workshop(await asyncio.to_thread(PresetProject, tmp_path / "Game"))


@pytest.fixture
async def page():
    return RecordingComm()


@pytest.fixture
async def widget(workshop, page):
    made = PresetPicker(workshop.project.pipeline.patches, workshop, look_at, comm=page)
    yield made
    await made.aclose()


def card(page):
    rows = page.state.get("presets") or [{}]
    return rows[0]


async def shows(page, state):
    await page.until(lambda: card(page).get("state") == state)


async def order(page, kind, outcome, **fields):
    """Ask for something to be written, and return what became of it."""
    page.state["outcome"] = None
    page.tell({"kind": kind, "id": "mini", **fields})
    await page.until(lambda: (page.state["outcome"] or {}).get("kind") == outcome)
    return page.state["outcome"]


async def answer(page, kind, **fields):
    """Ask to be told something; return the answer and its bytes."""
    seen = len(page.messages) + len(page.parcels)
    page.tell({"kind": kind, "id": "mini", **fields})
    await page.until(lambda: len(page.messages) + len(page.parcels) > seen)
    if page.parcels and page.parcels[-1][0]["kind"] == kind:
        content, (data,) = page.parcels[-1]
        return content, data
    return page.messages[-1], b""


async def test_cards_say_what_there_is_and_what_is_no_preset(widget, page):
    await page.until_status("live")
    assert card(page) | {"can_do": []} == {
        "id": "mini",
        "title": "Mini",
        "pitch": "The smallest game",
        "version": "1.0.0",
        "tags": [],
        "can_do": [],
        "byte_length": MINI.byte_length,
        "pictured": True,
        "state": "absent",
        "applied_version": None,
        "edited": [],
        "fault": None,
    }
    assert page.state["refused"] == [{"folder": BAD.folder, "reason": BAD.reason}]
    assert page.parcels == [], "pictures wait until they are looked at"


async def test_a_page_is_told_what_it_looks_at(widget, page):
    await page.until_status("live")
    assert await answer(page, "picture") == ({"kind": "picture", "id": "mini"}, PNG)
    details, _ = await answer(page, "details")
    assert details["scripts"] == [
        {"path": HERO, "does": "", "byte_length": len(FILES["Mini/Hero.cs"])}
    ]
    assert [folder["folder"] for folder in details["folders"]] == [
        "Assets/Mini",
        "Assets/Mini/Sprites",
    ]
    assert (details["scenes"], details["build"]["target"]) == ([LEVEL], "WebGL")
    code, _ = await answer(page, "file", path=HERO)
    assert code["text"].startswith("public class Hero")
    picture = "Assets/Mini/Sprites/hero.png"
    assert (await answer(page, "file", path=picture))[1] == PNG
    scene, data = await answer(page, "scene", path=LEVEL)
    assert (scene["format"], data) == ("png", PNG)


async def test_a_plan_comes_with_its_diffs_and_writes_nothing(widget, workshop, page):
    await page.until_status("live")
    before = workshop.project.tree()
    plan, _ = await answer(page, "plan")
    assert [file["path"] for file in plan["adds"]] == [
        path for path in MINI.files if not path.endswith(".meta")
    ]
    assert plan["metas"] == len(MINI.files) - 3
    assert (plan["conflicts"], plan["changes"], plan["upgrades_from"]) == ([], [], None)
    assert workshop.project.tree() == before


async def test_applied_edited_and_newer_are_told_apart(widget, workshop, page):
    await page.until_status("live")
    outcome = await order(page, "apply", "applied")
    assert outcome["words"].startswith("Applied Mini: 8 files added")
    assert (outcome["scene"], outcome["hint"]) == (LEVEL, "Run session.preview() to see it move.")
    await shows(page, "applied")
    workshop.project.write(HERO, b"// mine\n")
    page.tell({"kind": "refresh"})
    await shows(page, "edited")
    assert card(page)["edited"] == [HERO]
    workshop.shelf = PresetShelf({"mini": NEWER}, ())
    page.tell({"kind": "refresh"})
    await shows(page, "update")
    assert (card(page)["applied_version"], card(page)["version"]) == ("1.0.0", "2.0.0")
    workshop.project.write(HERO, FILES["Mini/Hero.cs"])
    await workshop.project.undo()
    await shows(page, "absent")


async def test_a_conflict_writes_nothing_until_it_is_chosen(widget, workshop, page):
    await page.until_status("live")
    await order(page, "apply", "applied")
    mine = FILES["Mini/Hero.cs"].replace(b"speed = 4", b"speed = 9")
    workshop.project.write(HERO, mine)
    workshop.shelf = PresetShelf({"mini": NEWER}, ())
    page.tell({"kind": "refresh"})
    await shows(page, "update")
    outcome = await order(page, "apply", "conflict")
    assert HERO in outcome["words"]
    assert workshop.project.read(HERO) == mine
    plan, _ = await answer(page, "plan")
    assert plan["conflicts"][0]["lines"][1:4] == [" public class Hero", " {", "-    int hp = 3;"]
    await order(page, "apply", "applied", on_conflict="merge")
    merged = workshop.project.read(HERO)
    assert b"hp = 5" in merged
    assert b"speed = 9" in merged


async def test_cancelled_it_stops_cleanly_and_goes_on_later(widget, workshop, page):
    await page.until_status("live")
    gated(workshop.project.service)
    workshop.going.clear()
    page.state["outcome"] = None
    page.tell({"kind": "apply", "id": "mini"})
    await page.until(lambda: (page.state.get("progress") or {}).get("total", 0) > 0)
    page.tell({"kind": "apply", "id": "mini"})
    await page.until_status("error")
    assert page.state["words"].startswith("One preset at a time")
    page.tell({"kind": "cancel"})
    workshop.going.set()
    await page.until(lambda: (page.state["outcome"] or {}).get("kind") == "cancelled")
    assert " of 8 files" in page.state["outcome"]["words"]
    assert page.state["progress"] is None
    await shows(page, "unfinished")
    assert [op.kind for op in workshop.project.pipeline.patches] == ["preset"]
    await order(page, "apply", "applied")
    await shows(page, "applied")


async def test_a_removal_says_what_stays_before_and_after(widget, workshop, page):
    await page.until_status("live")
    await order(page, "apply", "applied")
    workshop.project.write(HERO, b"// mine\n")
    removal, _ = await answer(page, "plan_removal")
    assert removal["kept"] == [HERO]
    assert LEVEL in removal["removes"]
    outcome = await order(page, "remove", "removed")
    assert outcome["hint"] == f"Yours stayed: {HERO}."
    await shows(page, "absent")
    assert workshop.project.read(HERO) == b"// mine\n"


async def test_force_takes_edits_too(widget, workshop, page):
    await page.until_status("live")
    await order(page, "apply", "applied")
    workshop.project.write(HERO, b"// mine\n")
    assert (await order(page, "remove", "removed", force=True))["hint"] == ""
    assert HERO not in workshop.project.tree()


async def test_a_failure_stands_in_words_until_it_is_dismissed(widget, workshop, page):
    await page.until_status("live")
    workshop.fault = ServiceUnavailable("The engine is away.", hint="Start it again.")
    page.tell({"kind": "apply", "id": "mini"})
    page.tell({"kind": "ping"})
    await page.until_status("error")
    assert (page.state["words"], page.state["hint"]) == ("The engine is away.", "Start it again.")
    assert page.state["progress"] is None
    page.tell({"kind": "dismiss"})
    await page.until_status("live")


async def test_a_record_nobody_can_read_spoils_its_own_card_alone(widget, workshop, page):
    await page.until_status("live")
    workshop.project.write("Assets/.spark/mini.json", b"{")
    page.tell({"kind": "refresh"})
    await shows(page, "unknown")
    assert "Assets/.spark/mini.json" in card(page)["fault"]
    assert page.state["status"] == "live"


@pytest.mark.parametrize(
    "content",
    [
        {"kind": "explode"},
        {"kind": "details", "id": "gone"},
        {"kind": "file", "id": "mini", "path": "../../secret"},
        {"kind": "scene", "id": "mini", "path": "Assets/Other.unity"},
        {"kind": "apply", "id": "gone"},
        {"kind": "apply", "id": "mini", "on_conflict": "overwrite"},
        {"kind": "plan_removal", "id": "mini"},
        "apply",
    ],
)
async def test_nonsense_of_a_page_is_an_error_in_words(widget, workshop, page, content):
    await page.until_status("live")
    before = workshop.project.tree()
    page.tell(content)
    await page.until_status("error")
    assert page.state["words"]
    assert workshop.project.tree() == before


async def test_a_scene_that_cannot_be_rendered_says_so_in_its_place(workshop, page):
    async def away(_scene):
        raise ServiceUnavailable("The engine is away.")

    patches = workshop.project.pipeline.patches
    widget = PresetPicker(patches, workshop, away, comm=page)
    await page.until_status("live")
    scene, _ = await answer(page, "scene", path=LEVEL)
    assert scene["words"] == "The engine is away."
    assert page.state["status"] == "live"
    await widget.aclose()
    assert patches._watchers == []


async def test_closed_in_the_middle_it_leaves_what_can_be_gone_on_with(workshop, page):
    widget = PresetPicker(workshop.project.pipeline.patches, workshop, look_at, comm=page)
    await page.until_status("live")
    gated(workshop.project.service)
    workshop.going.clear()
    page.tell({"kind": "apply", "id": "mini"})
    await page.until(lambda: (page.state.get("progress") or {}).get("total", 0) > 0)
    widget.close()
    workshop.going.set()
    await widget.aclose()
    assert not (await read_standing(workshop.project.service, "mini")).is_whole


async def test_what_was_chosen_is_there_again_in_the_next_one(widget, workshop, page):
    looks = Looks()
    looks.keep("picker", widget)
    widget.look = {"text": "boat", "tag": "", "selected": "mini"}
    patches = workshop.project.pipeline.patches
    again = PresetPicker(patches, workshop, look_at, comm=RecordingComm())
    looks.keep("picker", again)
    assert again.look == widget.look
    await again.aclose()


async def test_without_a_browser_it_is_a_table(widget, page):
    assert "spark.presets.find()" in widget.static().text
    await page.until_status("live")
    assert widget.static().text.splitlines() == [
        "1 preset to start from.",
        "Mini  The smallest game  1.0.0  absent",
    ]
