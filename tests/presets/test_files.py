"""The committed files of every preset: whole, small, and as Unity wants them."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import soundfile
import tree_sitter_c_sharp
from PIL import Image
from tree_sitter import Language, Parser

from spark_nb.assets import asset_folder
from spark_nb.clients.preset_files import load_preset, preset_ids
from spark_nb.domain.preset import Preset, preset_files
from spark_nb.domain.text import TEXT_LIMIT_BYTES
from spark_nb.domain.unity import ASSET_LIMIT_BYTES
from spark_nb.sandbox.builds.packages import UI_PACKAGE_GUIDS
from tests.presets.unity_files import (
    DOCUMENT,
    FONTS,
    PICTURES,
    REFERENCE,
    SOUNDS,
    UNITY_BUILT_IN,
    documents,
    file_ids,
    metas,
    of_kind,
    pictures,
    unity_text,
)

SETTINGS = ".projectsettings.json"
BUILT_IN_TAGS = {"Untagged", "MainCamera", "Player", "Respawn", "Finish", "EditorOnly"}
BINARY = (*PICTURES, *SOUNDS, *FONTS)
REPOSITORY_LIMIT_BYTES = 3_000_000
SOUND_LIMIT_BYTES, MUSIC_LIMIT_BYTES = 60_000, 600_000


def test_every_file_has_its_place_in_the_order(assets: dict[str, bytes], preset: Preset) -> None:
    written = preset_files(preset, [*assets, "preset.toml", "recipe.py", "art/props.py"])
    assert sorted(file.path for file in written) == sorted(assets)
    assert [file.kind for file in written[-2:]] == ["scene", "settings"]


def test_guids_are_unique(assets: dict[str, bytes]) -> None:
    counted = Counter(meta["guid"] for meta in metas(assets).values())
    assert [guid for guid, count in counted.items() if count > 1] == []


def test_presets_share_only_files_that_are_the_same() -> None:
    by_guid: dict[str, set[tuple[str, bytes]]] = {}
    for each in preset_ids():
        for path, content in load_preset(each).files.items():
            if path.endswith(".meta"):
                guid = re.search(r"^guid: (\w+)$", content.decode(), re.MULTILINE)
                by_guid.setdefault(guid[1] if guid else "", set()).add((path, content))
    assert {guid: found for guid, found in by_guid.items() if len(found) > 1} == {}


def test_object_ids_are_unique_in_each_file(assets: dict[str, bytes]) -> None:
    for path, text in unity_text(assets).items():
        counted = Counter(found[2] for found in DOCUMENT.finditer(text))
        assert [(path, number) for number, count in counted.items() if count > 1] == []


def test_every_reference_resolves(assets: dict[str, bytes]) -> None:
    by_guid = {meta["guid"]: (path, meta) for path, meta in metas(assets).items()}
    dangling = []
    for path, text in unity_text(assets).items():
        own = set(documents(text)) | {0}
        for number, guid in REFERENCE.findall(text):
            if not guid:
                known = own
            elif UNITY_BUILT_IN.fullmatch(guid) or guid in UI_PACKAGE_GUIDS:
                continue
            elif guid in by_guid:
                target, meta = by_guid[guid]
                known = file_ids(target, assets, meta)
            else:
                known = set()
            if int(number) not in known:
                dangling.append((path, number, guid))
    assert dangling == []


def test_game_objects_and_components_know_each_other(assets: dict[str, bytes]) -> None:
    for path, text in unity_text(assets).items():
        objects = documents(text)
        listed = {
            part["component"]["fileID"]: number
            for number, (kind, fields) in objects.items()
            if kind == "GameObject" and "m_Component" in fields
            for part in fields["m_Component"]
        }
        owned = {
            number: fields["m_GameObject"]["fileID"]
            for number, (_, fields) in objects.items()
            if fields.get("m_GameObject", {"fileID": 0})["fileID"]
        }
        assert (path, listed) == (path, owned)


def test_parents_and_children_know_each_other(assets: dict[str, bytes]) -> None:
    for path, text in unity_text(assets).items():
        objects = documents(text)
        placed = {
            number: fields
            for number, (kind, fields) in objects.items()
            if kind in ("Transform", "RectTransform") and "m_Father" in fields
        }
        down = {(child["fileID"], at) for at, f in placed.items() for child in f["m_Children"]}
        up = {(at, f["m_Father"]["fileID"]) for at, f in placed.items() if f["m_Father"]["fileID"]}
        for number, (kind, fields) in objects.items():
            if (
                kind == "PrefabInstance"
                and fields["m_Modification"]["m_TransformParent"]["fileID"]
            ):
                stand_ins = {
                    at
                    for at, (other, those) in objects.items()
                    if other == "Transform" and those.get("m_PrefabInstance") == {"fileID": number}
                }
                up |= {
                    (at, fields["m_Modification"]["m_TransformParent"]["fileID"])
                    for at in stand_ins
                }
        assert (path, down) == (path, up)


def wanted_settings(assets: dict[str, bytes]) -> dict[str, Any]:
    ((_, content),) = ((path, text) for path, text in assets.items() if path.endswith(SETTINGS))
    return dict(json.loads(content))


def test_sorting_layers_tags_and_layers_are_those_the_preset_brings(
    assets: dict[str, bytes],
) -> None:
    wanted = wanted_settings(assets)
    sorting = {0} | {layer["id"] for layer in wanted["sorting_layers"]}
    tags = BUILT_IN_TAGS | set(wanted.get("tags", ()))
    layers = set(range(8)) | {layer["slot"] for layer in wanted.get("layers", ())}
    for path, text in unity_text(assets).items():
        for _, fields in documents(text).values():
            assert (path, fields.get("m_SortingLayerID", 0) in sorting) == (path, True)
            assert (path, fields.get("m_TagString", "Untagged") in tags) == (path, True)
            assert (path, fields.get("m_Layer", 0) in layers) == (path, True)


def test_the_settings_build_the_scenes_of_the_preset(
    assets: dict[str, bytes], preset: Preset
) -> None:
    assert wanted_settings(assets)["build_scenes"] == list(preset.scenes)
    assert sorted(path for path in assets if path.endswith(".unity")) == sorted(preset.scenes)


def test_the_settings_say_what_the_build_config_says(
    assets: dict[str, bytes], preset: Preset
) -> None:
    values = {each["property"]: each["value"] for each in wanted_settings(assets)["values"]}
    numbers = {"brotli": "0", "gzip": "1", "none": "2"}
    assert values["webGLCompressionFormat"] == numbers[preset.build.compression]
    assert values["stripEngineCode"] == str(int(preset.build.strip_engine_code))


def test_preset_toml_tells_of_every_script_and_folder(
    assets: dict[str, bytes], preset: Preset
) -> None:
    code = [path for path in assets if path.endswith(".cs")]
    classes = {PurePosixPath(path).stem for path in code if "/Tests/" not in path}
    assert set(preset.scripts) == classes
    (root,) = {"/".join(path.split("/")[:2]) for path in assets if path.count("/") > 1}
    folders = {
        path.split("/")[2] for path in assets if path.startswith(root) and path.count("/") > 2
    }
    assert set(preset.assets) == folders - {"Scripts", "Tests", "Editor"}


ENGINE_FIELDS = frozenset(
    ["m_Script", "m_Name", "m_EditorClassIdentifier", "m_EditorHideFlags", "m_Enabled"]
    + ["m_ObjectHideFlags", "m_GameObject", "m_CorrespondingSourceObject"]
    + ["m_PrefabInstance", "m_PrefabAsset"]
)
TILE_FIELDS = frozenset(
    ["m_Sprite", "m_Color", "m_Transform", "m_InstancedGameObject", "m_Flags", "m_ColliderType"]
)


def test_serialised_fields_exist_in_the_scripts(assets: dict[str, bytes]) -> None:
    by_guid = {meta["guid"]: path for path, meta in metas(assets).items()}
    unknown = []
    for _, fields in of_kind(assets, "MonoBehaviour"):
        script = by_guid.get(fields["m_Script"].get("guid", ""))
        if script is None:
            continue  # Unity's own; that it is known is asked above
        code = assets[script].decode()
        unknown += [
            (script, name)
            for name in fields.keys() - ENGINE_FIELDS
            if not re.search(rf"(?:private|public) (?:readonly )?[\w\[\]<>.]+ {name}\b", code)
            and not (name in TILE_FIELDS and re.search(r"class \w+ : Tile\b", code))
        ]
    assert unknown == []


def test_overrides_of_prefabs_change_what_is_there(assets: dict[str, bytes]) -> None:
    by_guid = {meta["guid"]: path for path, meta in metas(assets).items()}
    unknown = []
    for path, fields in of_kind(assets, "PrefabInstance"):
        for change in fields["m_Modification"]["m_Modifications"]:
            target = change["target"]
            prefab = documents(assets[by_guid[target["guid"]]].decode())
            field = change["propertyPath"].split(".")[0]
            if field not in prefab[target["fileID"]][1]:
                unknown.append((path, prefab[target["fileID"]][0], field))
    assert unknown == []


CALL = re.compile(r"m_TargetAssemblyTypeName: ([\w.]+), ([\w.]+)\n +m_MethodName: (\w+)")


def test_events_call_public_methods_that_are_there(assets: dict[str, bytes]) -> None:
    code = {
        PurePosixPath(path).stem: text for path, text in assets.items() if path.endswith(".cs")
    }
    for path, text in unity_text(assets).items():
        for full_name, _, method in CALL.findall(text):
            class_name = full_name.rsplit(".", 1)[-1]
            there = f"public void {method}(".encode() in code.get(class_name, b"")
            assert (path, full_name, method, there) == (path, full_name, method, True)


def test_scripts_parse_and_declare_the_class_of_their_file(assets: dict[str, bytes]) -> None:
    parser = Parser(Language(tree_sitter_c_sharp.language()))
    for path, content in assets.items():
        if not path.endswith(".cs"):
            continue
        assert not parser.parse(content).root_node.has_error, path
        kinds = "(?:class|struct|enum|interface)"
        assert re.search(rf"public .*{kinds} {PurePosixPath(path).stem}\b", content.decode())


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("textureType", 8),
        ("enableMipMap", 0),
        ("isReadable", 0),
        ("nPOTScale", 0),
        ("alphaIsTransparency", 1),
    ],
)
def test_pictures_are_imported_as_lean_sprites(
    assets: dict[str, bytes], setting: str, value: int
) -> None:
    found = {path: {**each, **each["mipmaps"]}[setting] for path, each in pictures(assets).items()}
    assert {path: got for path, got in found.items() if got != value} == {}


def test_pixel_art_stays_square(assets: dict[str, bytes], preset: Preset) -> None:
    assert "pixel-art" in preset.tags
    for path, importer in pictures(assets).items():
        filter_mode = importer["textureSettings"]["filterMode"]
        platforms = {each["textureCompression"] for each in importer["platformSettings"]}
        assert (path, filter_mode, platforms) == (path, 0, {0})


def test_webgl_overrides_are_on_and_agree_with_the_build(
    assets: dict[str, bytes], preset: Preset
) -> None:
    assert (preset.build.target, preset.build.compression) == ("WebGL", "gzip")
    assert preset.build.strip_engine_code
    most = preset.build.texture_max_size
    assert 512 <= most <= 1024
    for path, importer in pictures(assets).items():
        platforms = {each["buildTarget"]: each for each in importer["platformSettings"]}
        assert (path, platforms["WebGL"]["overridden"]) == (path, 1)
        sizes = [
            importer["maxTextureSize"],
            *(each["maxTextureSize"] for each in platforms.values()),
        ]
        assert (path, [size for size in sizes if size > most]) == (path, [])


def test_no_picture_is_larger_than_its_import(assets: dict[str, bytes]) -> None:
    for path, importer in pictures(assets).items():
        side = max(Image.open(io.BytesIO(assets[path])).size)
        assert (path, side <= importer["maxTextureSize"]) == (path, True)


def test_sprites_of_sheets_lie_in_their_pictures_under_one_name(assets: dict[str, bytes]) -> None:
    for path, importer in pictures(assets).items():
        if importer["spriteMode"] == 1:
            continue
        sprites = importer["spriteSheet"]["sprites"]
        width, height = Image.open(io.BytesIO(assets[path])).size
        for rect in (sprite["rect"] for sprite in sprites):
            assert rect["x"] >= 0 <= rect["y"]
            assert rect["x"] + rect["width"] <= width
            assert rect["y"] + rect["height"] <= height
        table = {sprite["name"]: sprite["internalID"] for sprite in sprites}
        assert len(table) == len(sprites) == len(set(table.values()))
        assert importer["spriteSheet"]["nameFileIdTable"] == table
        assert {
            entry["second"]: entry["first"][213] for entry in importer["internalIDToNameTable"]
        } == table


def test_sounds_are_small_and_mono(assets: dict[str, bytes]) -> None:
    found = metas(assets)
    for path, content in assets.items():
        if not path.endswith(SOUNDS):
            continue
        music = path.endswith(".ogg")
        about = soundfile.info(io.BytesIO(content))
        assert (path, about.channels, about.samplerate) == (path, 1, 22050)
        assert len(content) <= (MUSIC_LIMIT_BYTES if music else SOUND_LIMIT_BYTES)
        importer = found[path]["AudioImporter"]
        assert importer["forceToMono"] == 1
        settings = importer["defaultSettings"]
        # Unpacked when loaded, or packed in memory; Vorbis either way.
        assert (settings["loadType"], settings["compressionFormat"]) == (int(music), 1)


def test_files_fit_the_limits_of_the_tools(assets: dict[str, bytes]) -> None:
    text = (".cs", ".meta", ".asmdef", ".json")
    limits = {
        path: TEXT_LIMIT_BYTES if path.endswith(text) else ASSET_LIMIT_BYTES for path in assets
    }
    assert [path for path, content in assets.items() if len(content) > limits[path]] == []


def test_a_preset_is_small_in_the_repository(folder: Path) -> None:
    files = [
        path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    assert sum(path.stat().st_size for path in files) <= REPOSITORY_LIMIT_BYTES


def test_text_is_utf8_with_unix_line_ends(assets: dict[str, bytes]) -> None:
    texts = [content for path, content in assets.items() if not path.endswith(BINARY)]
    assert [text for text in texts if b"\r" in text or not text.endswith(b"\n")] == []
    assert [text for text in texts if text.decode().startswith("\ufeff")] == []


def test_what_makes_presets_is_no_preset() -> None:
    assert (asset_folder("presets") / "forge").is_dir()
    assert "forge" not in preset_ids()
