"""Whatever a user does meanwhile, taking presets out leaves what is theirs and nothing else."""

from __future__ import annotations

import asyncio
import itertools
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spark_nb.domain.preset import LoadedPreset
from spark_nb.errors import RejectedError
from tests.pipeline.preset_project import PresetProject, make_preset

pytestmark = pytest.mark.usefixtures("without_sync")
SCENE = b"%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n"
SHARED = {"Shared/Tool.cs": b"class Tool\n{\n}\n"}


def wishes(name: str, tag: str, compression: str) -> bytes:
    scalar = {"asset": "ProjectSettings", "property": "webGLCompressionFormat", "defaults": ["1"]}
    return json.dumps(
        {
            "tags": ["Coin", tag],
            "layers": [{"name": "Ground", "slot": 9}, {"name": name, "slot": 12}],
            "sorting_layers": [{"name": "Background", "id": 17}],
            "build_scenes": [f"Assets/{name}/Main.unity"],
            "values": [{**scalar, "value": compression}],
        }
    ).encode()


def small(name: str, tag: str, compression: str, *, version: str = "1.0.0") -> LoadedPreset:
    lines = b"".join(b"line %d of %s\n" % (at, version.encode()) for at in range(8))
    files = {
        **SHARED,
        f"{name}/Main.unity": SCENE,
        f"{name}/Text/Story.txt": lines,
        f"{name}/{name}.projectsettings.json": wishes(name, tag, compression),
    }
    if version != "1.0.0":
        files[f"{name}/More.txt"] = b"more\n"
        del files[f"{name}/Text/Story.txt"]
        files[f"{name}/Story.txt"] = lines
    return make_preset(name.lower(), files, version=version)


ONE, TWO = small("One", "Gem", "2"), small("Two", "Key", "0")
ONE_2 = small("One", "Star", "2", version="2.0.0")
OURS = [path for path in ONE.files if not path.endswith(".meta") and "/One/" in path]
METAS = [path for path in ONE.files if path.endswith(".meta") and "/One" in path]
METAS.remove("Assets/One/One.projectsettings.json.meta")  # says nothing, so it goes all the same
MINE = ["Assets/Mine.txt", "Assets/One/Own.txt", "Assets/One/Text/Own.txt", "Assets/Shared/A.txt"]
TEXTS = st.sampled_from([b"mine\n", b"line 0 of 1.0.0\nmine\n", b""])
ACTIONS = st.one_of(
    st.tuples(st.just("edit"), st.sampled_from(OURS[:-1] + METAS), TEXTS),
    st.tuples(st.just("delete"), st.sampled_from(OURS)),
    st.tuples(st.just("own"), st.sampled_from(MINE), TEXTS),
    st.tuples(st.sampled_from(["apply one", "apply two", "upgrade", "remove two", "again"])),
)


APPLIED = {"apply one": ONE, "again": ONE, "apply two": TWO, "upgrade": ONE_2}


def presets_files(*presets: LoadedPreset) -> set[str]:
    return {path for preset in presets for path in preset.files}


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    before=st.dictionaries(st.sampled_from(MINE), TEXTS, max_size=2),
    actions=st.lists(ACTIONS, max_size=6),
)
def test_taking_out_leaves_exactly_what_is_the_users(
    tmp_path_factory: pytest.TempPathFactory, before: dict[str, bytes], actions: list[Any]
) -> None:
    asyncio.run(live(tmp_path_factory.mktemp("game"), before, actions))


async def live(folder: Path, before: dict[str, bytes], actions: list[Any]) -> None:
    """Do it all in one project beside a plain list of what is the user's, and compare."""
    project = PresetProject(folder)
    for path, content in before.items():
        project.write(path, content)
        for parent in [Path(path), *Path(path).parents][:-2]:  # Unity has given each its .meta
            guid = f"{len(parent.as_posix()):032x}"
            project.write(
                f"{parent.as_posix()}.meta", f"guid: {guid}\nfolderAsset: yes\n".encode()
            )
    start = project.tree()
    await project.apply(ONE)
    theirs = dict(before)
    for action, *arguments in actions:
        await do(project, theirs, action, arguments)
    for preset in (ONE, TWO):
        if (project.root / f"Assets/.spark/{preset.preset.id}.json").exists():
            await project.remove(preset)
    left = project.tree()
    assert {path: left.get(path) for path in theirs} == theirs
    settings_left = {path: left[path] for path in left if path.startswith("ProjectSettings/")}
    assert settings_left == {path: start[path] for path in settings_left}
    known = presets_files(ONE, TWO, ONE_2)
    strangers = {path for path, content in left.items() if content is not None} - start.keys()
    assert strangers - theirs.keys() <= known  # a kept file's .meta and its folders'
    edited = {path.removesuffix(".meta") for path in theirs}  # an edited .meta keeps its asset
    assert {path for path in strangers & known if not path.endswith(".meta")} <= edited
    if not theirs.keys() - before.keys():
        assert left == start | theirs


async def do(
    project: PresetProject, theirs: dict[str, bytes], action: str, arguments: list[Any]
) -> None:
    if action in APPLIED:
        await project.apply(APPLIED[action], "keep")
    elif action == "remove two" and (project.root / "Assets/.spark/two.json").exists():
        await project.remove(TWO)
    elif action == "delete":
        (project.root / arguments[0]).unlink(missing_ok=True)
        theirs.pop(arguments[0], None)
    elif action == "own" or (action == "edit" and (project.root / arguments[0]).exists()):
        project.write(*arguments)
        theirs |= dict([arguments])
    for path in list(theirs):
        if theirs[path] in (ONE.files.get(path), TWO.files.get(path), ONE_2.files.get(path)):
            del theirs[path]  # the same as the preset's, so nobody can tell whose it is


THREE = small("Three", "Gem", "2")
ORDERS = [list(order) for order in itertools.permutations([ONE, TWO, THREE])]


@pytest.mark.parametrize("chosen", ORDERS, ids=lambda order: " ".join(p.preset.id for p in order))
def test_presets_go_together_in_any_order(tmp_path: Path, chosen: list[LoadedPreset]) -> None:
    async def live() -> None:
        project = PresetProject(tmp_path / "Game")
        before = project.tree()
        for preset in chosen:
            await project.apply(preset)
        index = project.service.project.guid_index(project.service.project.snapshot())
        assert index.duplicates() == {}
        tags = project.read("ProjectSettings/TagManager.asset").decode()
        assert (tags.count("  - Ground\n"), tags.count("- Coin\n")) == (1, 1)
        scenes = project.read("ProjectSettings/EditorBuildSettings.asset").decode()
        assert scenes.count("Assets/One/Main.unity") == scenes.count("Assets/Two/Main.unity") == 1
        for preset in (chosen[1], chosen[0], chosen[2]):
            await project.remove(preset)
        assert project.tree() == before

    asyncio.run(live())


def test_a_plan_says_what_becomes_of_the_settings(tmp_path: Path) -> None:
    async def live() -> None:
        project = PresetProject(tmp_path / "Game")
        tags = project.read("ProjectSettings/TagManager.asset")
        project.write(
            "ProjectSettings/TagManager.asset", tags.replace(b"tags: []", b"tags:\n  - Coin")
        )
        before = project.tree()
        plan = await project.plan(ONE)
        assert project.tree() == before
        assert [str(note) for note in plan.settings] == [
            "tag Coin: there already",
            "tag Gem: added",
            "layer Ground: added in slot 9",
            "layer One: added in slot 12",
            "sorting layer Background: added",
            "build scene Assets/One/Main.unity: added as number 0",
            "ProjectSettings webGLCompressionFormat: 1 → 2",
        ]
        told = {step.path: step.after for step in plan.merge.steps}
        assert "+  - Ground\n" in plan.diff("ProjectSettings/TagManager.asset")
        await project.apply(ONE)
        assert {path: project.read(path) for path in told} == told
        assert (await project.plan(ONE)).settings == ()
        await project.undo()
        assert project.tree() == before

    asyncio.run(live())


def test_a_preset_without_room_for_its_layers_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    async def live() -> None:
        project = PresetProject(tmp_path / "Game")
        text = project.read("ProjectSettings/TagManager.asset").decode()
        numbers = itertools.count()
        lines = [f"  - L{next(numbers)}" if line == "  - " else line for line in text.split("\n")]
        project.write("ProjectSettings/TagManager.asset", "\n".join(lines).encode())
        before = project.tree()
        with pytest.raises(RejectedError, match=r"One needs the layer Ground, and all 32 layers"):
            await project.apply(ONE)
        assert project.tree() == before

    asyncio.run(live())
