"""Presets' project settings in the sandbox: merged, shared, kept, taken out byte by byte."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.settings_ledger import LEDGER_PATH
from spark_nb.errors import RejectedError, SparkError
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project import settings_sync
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.scene.document import read_documents

pytestmark = pytest.mark.usefixtures("without_sync")
ONE, TWO = "Assets/One/One.projectsettings.json", "Assets/Two/Two.projectsettings.json"
SCENE = "Assets/One/Level.unity"
GZIP = {"asset": "ProjectSettings", "property": "webGLCompressionFormat", "defaults": ["1"]}
WISHES: dict[str, Any] = {
    "tags": ["Coin", "Player"],
    "layers": [{"name": "Ground", "slot": 9}, {"name": "Enemy", "slot": 11}],
    "sorting_layers": [{"name": "Background", "id": 17}, {"name": "Front", "id": 18}],
    "build_scenes": [SCENE],
    "values": [{**GZIP, "value": "2"}],
    "quality": [{"property": "vSyncCount", "defaults": ["1"], "value": "0"}],
}
QUALITY = """%YAML 1.1
%TAG !u! tag:unity3d.com,2011:
--- !u!47 &1
QualitySettings:
  m_ObjectHideFlags: 0
  m_CurrentQuality: 1
  m_QualitySettings:
  - serializedVersion: 2
    name: Low
    vSyncCount: 1
    lodBias: 0.3
  - serializedVersion: 2
    name: High
    vSyncCount: 2
    lodBias: 1
  m_PerPlatformDefaultQuality: {}
"""


def write(engine: Engine, path: str, wishes: dict[str, Any]) -> None:
    content = json.dumps(wishes).encode()
    arguments = {"path": path, "content": content, "media_type": "application/json"}
    engine.call("ingest_asset", arguments)


def delete(engine: Engine, path: str) -> None:
    content = engine.project.read(path) or b""
    patch = f"diff --git a/{path} b/{path}\ndeleted file mode 100644\n"
    fields = {"path": path, "patch": patch, "expected_sha256": content_sha256(content)}
    engine.call("apply_patch", fields)


def state(project: ProjectFolder) -> dict[str, bytes]:
    folder = project.root / "ProjectSettings"
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def fields(project: ProjectFolder, asset: str) -> dict[str, Any]:
    return read_documents((project.root / f"ProjectSettings/{asset}.asset").read_text())[0].fields


def edit(project: ProjectFolder, asset: str, old: str, new: str, count: int = 1) -> None:
    file = project.root / f"ProjectSettings/{asset}.asset"
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, count))


@pytest.fixture
def engine(project: ProjectFolder) -> Engine:
    (project.root / "ProjectSettings/QualitySettings.asset").write_text(QUALITY)
    engine = Engine(project)
    scene = {"path": SCENE, "content": b"%YAML 1.1\n", "media_type": "text/plain"}
    engine.call("ingest_asset", scene)
    return engine


def test_everything_is_merged_and_taken_out_again(engine: Engine) -> None:
    before = state(engine.project)
    write(engine, ONE, WISHES)
    tags = fields(engine.project, "TagManager")
    assert tags["tags"] == ["Coin"]
    assert (tags["layers"][9], tags["layers"][11]) == ("Ground", "Enemy")
    assert [(layer["name"], layer["uniqueID"]) for layer in tags["m_SortingLayers"]] == [
        ("Default", "0"),
        ("Background", "17"),
        ("Front", "18"),
    ]
    scenes = fields(engine.project, "EditorBuildSettings")["m_Scenes"]
    guid = engine.project.guid(SCENE)
    assert scenes == [{"enabled": "1", "path": SCENE, "guid": guid}]
    assert fields(engine.project, "ProjectSettings")["webGLCompressionFormat"] == "2"
    levels = fields(engine.project, "QualitySettings")["m_QualitySettings"]
    assert [level["vSyncCount"] for level in levels] == ["0", "2"]
    delete(engine, ONE)
    assert state(engine.project) == before


def test_the_users_own_stays_where_it_is(engine: Engine) -> None:
    project = engine.project
    edit(project, "TagManager", "tags: []", "tags:\n  - Mine\n  - Coin")
    lines = (project.root / "ProjectSettings/TagManager.asset").read_text().split("\n")
    at = lines.index("  layers:") + 1
    lines[at + 9], lines[at + 12] = "  - Water Mill", "  - Enemy"
    (project.root / "ProjectSettings/TagManager.asset").write_text("\n".join(lines))
    edit(project, "ProjectSettings", "webGLCompressionFormat: 1", "webGLCompressionFormat: 0")
    mine = "m_Scenes:\n  - enabled: 0\n    path: Assets/Mine.unity\n    guid: " + "a" * 32
    edit(project, "EditorBuildSettings", "m_Scenes: []", mine)
    before = state(project)
    write(engine, ONE, WISHES)
    tags = fields(project, "TagManager")
    assert tags["tags"] == ["Mine", "Coin"]
    assert {tags["layers"][slot]: slot for slot in (8, 9, 11, 12)} == {
        "Ground": 8,
        "Water Mill": 9,
        "": 11,
        "Enemy": 12,
    }
    scenes = fields(project, "EditorBuildSettings")["m_Scenes"]
    assert [scene["path"] for scene in scenes] == ["Assets/Mine.unity", SCENE]
    assert fields(project, "ProjectSettings")["webGLCompressionFormat"] == "0"
    delete(engine, ONE)
    assert state(project) == before


@pytest.mark.parametrize("first", [ONE, TWO])
def test_two_presets_share_and_the_last_one_takes_it_out(engine: Engine, first: str) -> None:
    before = state(engine.project)
    second = TWO if first == ONE else ONE
    write(engine, first, WISHES)
    alone = state(engine.project)
    write(engine, second, {**WISHES, "tags": ["Coin", "Gem"], "values": [{**GZIP, "value": "0"}]})
    tags = fields(engine.project, "TagManager")
    assert (tags["tags"], tags["layers"].count("Ground")) == (["Coin", "Gem"], 1)
    assert fields(engine.project, "ProjectSettings")["webGLCompressionFormat"] == "2"
    both = state(engine.project)
    delete(engine, second)
    assert state(engine.project) == alone
    write(engine, second, {**WISHES, "tags": ["Coin", "Gem"], "values": [{**GZIP, "value": "0"}]})
    assert state(engine.project) == both
    delete(engine, first)
    assert fields(engine.project, "TagManager")["tags"] == ["Coin", "Gem"]
    assert fields(engine.project, "ProjectSettings")["webGLCompressionFormat"] == "0"
    delete(engine, second)
    assert state(engine.project) == before


def test_a_newer_file_takes_out_what_it_no_longer_wants(engine: Engine) -> None:
    before = state(engine.project)
    write(engine, ONE, WISHES)
    fewer = {**WISHES, "tags": ["Gem"], "layers": WISHES["layers"][:1], "quality": []}
    write(engine, ONE, {**fewer, "values": [{**GZIP, "value": "0"}]})
    tags = fields(engine.project, "TagManager")
    assert (tags["tags"], tags["layers"][9], tags["layers"][11]) == (["Gem"], "Ground", "")
    assert fields(engine.project, "ProjectSettings")["webGLCompressionFormat"] == "0"
    levels = fields(engine.project, "QualitySettings")["m_QualitySettings"]
    assert levels[0]["vSyncCount"] == "1"
    delete(engine, ONE)
    assert state(engine.project) == before


def test_what_the_user_changed_meanwhile_is_not_taken_back(engine: Engine) -> None:
    write(engine, ONE, WISHES)
    project = engine.project
    edit(project, "TagManager", "  - Ground", "  - Floor")
    edit(project, "TagManager", "  - Coin", "  - Coin\n  - Mine")
    edit(project, "ProjectSettings", "webGLCompressionFormat: 2", "webGLCompressionFormat: 0")
    delete(engine, ONE)
    tags = fields(project, "TagManager")
    assert (tags["tags"], tags["layers"][9], tags["layers"][11]) == (["Mine"], "Floor", "")
    assert fields(project, "ProjectSettings")["webGLCompressionFormat"] == "0"
    assert project.read(LEDGER_PATH) is None


def test_what_the_user_took_out_by_hand_stays_out_when_another_preset_comes(
    engine: Engine,
) -> None:
    write(engine, ONE, WISHES)
    edit(engine.project, "TagManager", "tags:\n  - Coin", "tags: []")
    write(engine, TWO, {"layers": WISHES["layers"]})
    assert fields(engine.project, "TagManager")["tags"] == []


def test_a_layer_goes_to_the_old_slots_only_when_nothing_else_is_free(engine: Engine) -> None:
    project = engine.project
    file = project.root / "ProjectSettings/TagManager.asset"
    lines = file.read_text().split("\n")
    at = lines.index("  layers:") + 1
    for slot in range(8, 32):
        lines[at + slot] = f"  - Mine {slot}"
    file.write_text("\n".join(lines))
    write(engine, ONE, {"layers": WISHES["layers"]})
    layers = fields(project, "TagManager")["layers"]
    assert (layers[6], layers[7], layers[9]) == ("Ground", "Enemy", "Mine 9")


def test_windows_line_ends_and_a_missing_last_one_survive(engine: Engine) -> None:
    for name in ("TagManager", "EditorBuildSettings"):
        file = engine.project.root / f"ProjectSettings/{name}.asset"
        file.write_bytes(file.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n"))
    before = state(engine.project)
    write(engine, ONE, WISHES)
    tags = state(engine.project)["TagManager.asset"]
    assert tags.count(b"\n") == tags.count(b"\r\n")
    delete(engine, ONE)
    assert state(engine.project) == before


BAD = {
    "unknown key": ({"colour": "red"}, "There is no field colour"),
    "slot of Unity's": ({"layers": [{"name": "Ground", "slot": 5}]}, "layers.0.slot must be at"),
    "name that breaks the file": ({"tags": ["a: b"]}, "A name has letters"),
    "value that breaks the file": (
        {"values": [{**GZIP, "value": "1\n  x: 2"}]},
        "A value is a number or a word",
    ),
    "scene elsewhere": ({"build_scenes": ["Library/a.unity"]}, "Path must start with Assets/"),
    "asset elsewhere": ({"values": [{**GZIP, "asset": "../x", "value": "1"}]}, "A name has"),
}


@pytest.mark.parametrize(("wishes", "message"), BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_before_it_is_written(
    engine: Engine, wishes: dict[str, Any], message: str
) -> None:
    before = state(engine.project)
    with pytest.raises(RejectedError, match=message) as caught:
        write(engine, ONE, wishes)
    assert ONE in str(caught.value)
    assert (engine.project.read(ONE), state(engine.project)) == (None, before)


def test_a_file_that_was_broken_by_hand_is_named(engine: Engine) -> None:
    write(engine, ONE, WISHES)
    (engine.project.root / ONE).write_text("{")
    with pytest.raises(RejectedError, match=ONE):
        write(engine, TWO, WISHES)
    delete(engine, ONE)
    assert fields(engine.project, "TagManager")["tags"] == []


def test_settings_the_project_does_not_have_are_left_to_unity(engine: Engine) -> None:
    for name in ("TagManager", "EditorBuildSettings", "QualitySettings"):
        (engine.project.root / f"ProjectSettings/{name}.asset").unlink()
    before = state(engine.project)
    absent = {"asset": "ProjectSettings", "property": "webWasm2023", "defaults": ["0"]}
    write(engine, ONE, {**WISHES, "values": [{**absent, "value": "1"}]})
    delete(engine, ONE)
    assert state(engine.project) == before


class Crash(BaseException):
    pass


@pytest.mark.parametrize("writes", range(7))
def test_a_crash_between_any_two_files_is_made_good(
    engine: Engine, writes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = state(engine.project)
    left = writes

    def failing(self: ProjectFolder, path: str, content: bytes) -> bool:
        nonlocal left
        if path.startswith("ProjectSettings/"):
            if left == 0:
                raise Crash
            left -= 1
        return real(self, path, content)

    real = ProjectFolder.write
    with monkeypatch.context() as patched:
        patched.setattr(ProjectFolder, "write", failing)
        crashed = False
        try:
            write(engine, ONE, WISHES)
        except Crash:
            crashed = True
    assert crashed == (writes < 6)
    engine = Engine(ProjectFolder.open(engine.project.root))  # started again
    if writes == 0:  # nothing was known yet; the write is repeated
        settings_sync.sync_settings(engine.project)
    assert fields(engine.project, "TagManager")["tags"] == ["Coin"]
    assert fields(engine.project, "ProjectSettings")["webGLCompressionFormat"] == "2"
    delete(engine, ONE)
    assert state(engine.project) == before


NAMES = st.sampled_from(["A", "B", "C", "D e", "F-1"])
WISHED = st.fixed_dictionaries(
    {
        "tags": st.lists(NAMES, max_size=3),
        "layers": st.lists(
            st.builds(lambda name, slot: {"name": name, "slot": slot}, NAMES, st.integers(8, 10)),
            max_size=3,
        ),
        "sorting_layers": st.lists(
            st.builds(lambda name, at: {"name": name, "id": at}, NAMES, st.integers(1, 4)),
            max_size=3,
        ),
        "build_scenes": st.lists(st.just(SCENE), max_size=1),
        "values": st.lists(
            st.builds(lambda value: {**GZIP, "value": value}, st.sampled_from("012")), max_size=2
        ),
        "quality": st.lists(
            st.builds(
                lambda value: {"property": "vSyncCount", "defaults": ["1", "2"], "value": value},
                st.sampled_from("012"),
            ),
            max_size=2,
        ),
    }
)
PATHS = [ONE, TWO, "Assets/Three.projectsettings.json"]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(st.tuples(st.sampled_from(PATHS), st.none() | WISHED), max_size=6),
    mine=st.sets(NAMES),
)
def test_whatever_comes_and_goes_in_the_end_nothing_is_left(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Any], mine: set[str]
) -> None:
    engine = make(tmp_path_factory.mktemp("game"), mine)
    before = state(engine.project)
    for path, wishes in steps:
        if wishes is not None:
            write(engine, path, wishes)
        elif engine.project.read(path) is not None:
            delete(engine, path)
        layers = [name for name in fields(engine.project, "TagManager")["layers"] if name]
        assert len(layers) == len(set(layers))
    for path in PATHS:
        if engine.project.read(path) is not None:
            delete(engine, path)
    assert state(engine.project) == before


def make(folder: Path, mine: set[str]) -> Engine:
    project = ProjectFolder.open(folder)
    (project.root / "ProjectSettings/QualitySettings.asset").write_text(QUALITY)
    if mine:
        edit(project, "TagManager", "tags: []", "tags:\n  - " + "\n  - ".join(sorted(mine)))
        for name in mine:
            edit(project, "TagManager", "  - \n", f"  - {name}\n")
    engine = Engine(project)
    engine.call("ingest_asset", {"path": SCENE, "content": b"x", "media_type": "text/plain"})
    return engine


def test_errors_are_sparks(engine: Engine) -> None:
    (engine.project.root / LEDGER_PATH).write_text("[]")
    with pytest.raises(SparkError, match=LEDGER_PATH):
        write(engine, ONE, WISHES)
