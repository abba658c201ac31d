"""Presets of the user's own: found, shown, refused with file, field and reason."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

import spark_nb as spark
from spark_nb.clients.preset_files import load_preset, preset_ids, read_shelf
from spark_nb.domain.preset import Preset
from spark_nb.errors import RejectedError, SetupError
from tests.pipeline.preset_project import PresetProject, make_preset

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
SETTINGS = {"tags": ["Coin"], "build_scenes": ["Assets/Own/Main.unity"]}
FILES = {
    "Own/Main.unity": b"%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n",
    "Own/Hero.cs": b"public class Hero {}\n",
    "Own/Own.projectsettings.json": json.dumps(SETTINGS).encode(),
}


def put(folder: Path, preset_id: str = "own", **extra: bytes) -> Path:
    """Write a preset as a user would have it; ``extra`` are files by their path, _ for /."""
    root = folder / preset_id
    preset = make_preset(preset_id, FILES)
    for path, content in preset.files.items():
        write(root / path, content)
    write(root / "preset.toml", toml(preset.preset).encode())
    for path, content in extra.items():
        write(root / path.replace("_", "/", 2), content)
    return root


def write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def toml(preset: Preset) -> str:
    fields = {"id": preset.id, "title": preset.title, "pitch": preset.pitch}
    lists = {"unity": preset.unity, "scenes": preset.scenes, "tags": ["Cosy <b>"]}
    lines = [f"{name} = {json.dumps(value)}" for name, value in (fields | lists).items()]
    return "\n".join([*lines, f'version = "{preset.version}"', ""])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "My presets"
    monkeypatch.setenv("SPARK_PRESETS", str(folder))
    return folder


def test_own_presets_stand_beside_ours(folder: Path) -> None:
    put(folder)
    deck = spark.presets.find()
    assert [loaded.preset.id for loaded in deck] == sorted([*preset_ids(), "own"])
    assert deck.refused == ()
    assert repr(spark.presets.get("own")).startswith("own 1.0.0: Own. The smallest game. ")


def test_a_path_names_several_folders_and_single_presets(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "many", "first")
    put(tmp_path / "many", "second")
    single = put(tmp_path / "elsewhere", "third")
    monkeypatch.setenv("SPARK_PRESETS", os.pathsep.join([str(tmp_path / "many"), str(single)]))
    found = {loaded.preset.id for loaded in spark.presets.find()}
    assert found == {*preset_ids(), "first", "second", "third"}


def test_presets_are_filtered_by_words_tag_and_version(folder: Path) -> None:
    put(folder)

    def ids(*words: str, **filters: str) -> list[str]:
        return [loaded.preset.id for loaded in spark.presets.find(*words, **filters)]

    assert ids("SMALLEST game") == ["own"]
    assert ids(tag="cosy <b>") == ["own"]
    assert ids("orchard") == ["2d-platformer"]
    assert ids("orchard", tag="cosy <b>") == ids(unity="2019.4") == []
    assert "own" in ids(unity="2022.3")


def test_a_deck_is_cards_with_pictures_in_a_notebook(folder: Path) -> None:
    put(folder, **{"preview.png": PNG})
    html = spark.presets.find("smallest")._repr_html_()
    assert 'src="data:image/png;base64,iVBORw0KGgo' in html
    assert "Cosy &lt;b&gt;" in html
    assert html.count('class="card"') == spark.presets.get("own")._repr_html_().count('="card"')
    assert "No preset." in spark.presets.find("no such words")._repr_html_()


BAD = {
    "no toml": ({"preset.toml": b"id ="}, r"own/preset\.toml: "),
    "no such field": ({"preset.toml": b'colour = "red"'}, r"own/preset\.toml, "),
    "toml that is no text": ({"preset.toml": b"\xff"}, r"own/preset\.toml: byte 0 is not UTF-8"),
    "file without .meta": ({"Assets_Own_a.txt": b""}, r"own: Assets/Own/a\.txt\.meta is missing"),
    "script that is no text": (
        {"Assets_Own_Hero.cs": b"\xff"},
        r"own/Assets/Own/Hero\.cs: byte 0 is not UTF-8",
    ),
    "script over the limit": (
        {"Assets_Own_Hero.cs": b"/" * 204_801},
        r"own/Assets/Own/Hero\.cs, code: Text is 1 byte over the limit",
    ),
    "picture that is none": ({"preview.png": b"GIF89a"}, r"own/preview\.png is no PNG"),
    "settings": (
        {"Assets_Own_Own.projectsettings.json": b'{"layers": [{"name": "A", "slot": 99}]}'},
        r"own/Assets/Own/Own\.projectsettings\.json, layers\.0\.slot: layers\.0\.slot must be",
    ),
    "another Editor script": (
        {"Assets_SPARK_Editor/ISettings.cs": b"interface ISettings {}"},
        r"Assets/SPARK/Editor/ISettings\.cs is SPARK's own file",
    ),
}


@pytest.mark.parametrize(("extra", "reason"), BAD.values(), ids=BAD)
def test_a_bad_one_is_refused_with_the_reason_and_hides_no_other(
    folder: Path, extra: dict[str, bytes], reason: str
) -> None:
    put(folder, **extra)
    put(folder, "good")
    deck = spark.presets.find()
    assert "good" in [loaded.preset.id for loaded in deck]
    (bad,) = deck.refused
    assert bad.folder == str(folder / "own")
    with pytest.raises(SetupError, match=reason) as caught:
        spark.presets.get("own")
    assert bad.reason == str(caught.value)
    assert "Refused" in deck._repr_html_()
    assert f"Refused: {bad.reason}" in repr(deck)


def test_an_id_that_is_taken_is_refused(folder: Path) -> None:
    put(folder, "2d-platformer")
    deck = spark.presets.find()
    assert deck.refused[0].reason.endswith(
        "preset.toml, id: '2d-platformer' is taken. Rename the folder and the id."
    )
    assert load_preset("2d-platformer", [folder]).preset.title == "2D Platformer"


def test_a_folder_that_is_not_there_is_told(folder: Path) -> None:
    (bad,) = read_shelf([folder]).refused
    assert "No such file or directory" in bad.reason
    with pytest.raises(RejectedError, match=r"There is no preset 'own'.*SPARK_PRESETS"):
        spark.presets.get("own")


async def test_two_presets_share_the_editor_script_and_the_last_one_takes_it(
    tmp_path: Path, folder: Path, loop_guard: object
) -> None:
    loop_guard.deactivate()  # type: ignore[attr-defined]  # files are put there and looked at
    put(folder, "one")
    two = put(folder, "two")
    for file in sorted((two / "Assets").rglob("*Own*"), reverse=True):
        file.rename(file.with_name(file.name.replace("Own", "Two")))
    text = (two / "preset.toml").read_text().replace("Own/Main", "Two/Main")
    (two / "preset.toml").write_text(text)
    one, other = (load_preset(preset_id, [folder]) for preset_id in ("one", "two"))
    script = "Assets/SPARK/Editor/SettingsMerge.cs"
    project = PresetProject(tmp_path / "Game")
    before = project.tree()
    await project.apply(one)
    assert script in (await project.apply(other)).unchanged
    project.known_ids = {"one"}  # the folder of the other one is gone by now
    removed = await project.remove(one)
    assert (script in removed.removed, (project.root / script).is_file()) == (False, True)
    await project.remove(other)
    assert project.tree() == before


async def test_a_settings_file_the_user_edited_stays_with_what_merges_it(
    tmp_path: Path, folder: Path, loop_guard: object
) -> None:
    loop_guard.deactivate()  # type: ignore[attr-defined]
    put(folder)
    loaded = load_preset("own", [folder])
    path, script = "Assets/Own/Own.projectsettings.json", "Assets/SPARK/Editor/SettingsMerge.cs"
    project = PresetProject(tmp_path / "Game")
    before = project.tree()
    await project.apply(loaded)
    project.write(path, json.dumps({"tags": ["Coin", "Mine"]}).encode())
    kept = (await project.remove(loaded)).kept
    assert path in kept
    assert script in kept
    assert b"- Mine\n" in project.read("ProjectSettings/TagManager.asset")
    await project.undo()
    assert (await project.remove(loaded, force=True)).kept == ()
    assert project.tree() == before
