"""The committed files of ``2d-platformer``: whole, small, and as Unity wants them."""

from __future__ import annotations

import io
import re
from collections import Counter
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import pytest
import tree_sitter_c_sharp
import yaml
from PIL import Image
from tree_sitter import Language, Parser

from spark_nb.domain.preset import Preset, PresetBuild, preset_files
from spark_nb.domain.text import TEXT_LIMIT_BYTES
from spark_nb.domain.unity import ASSET_LIMIT_BYTES

DOCUMENT = re.compile(r"^--- !u!(\d+) &(\d+)\n", re.MULTILINE)
REFERENCE = re.compile(r"\{fileID: (-?\d+)(?:, guid: ([0-9a-f]{32}), type: \d)?\}")
UNITY_BUILT_IN = re.compile(r"0{16}[ef]0{15}")
IMAGE = ".png"


@cache
def load(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def metas(assets: dict[str, bytes]) -> dict[str, Any]:
    return {
        path.removesuffix(".meta"): load(content.decode())
        for path, content in assets.items()
        if path.endswith(".meta")
    }


def unity_yaml(assets: dict[str, bytes]) -> dict[str, str]:
    endings = (".unity", ".asset", ".physicsMaterial2D")
    return {path: text.decode() for path, text in assets.items() if path.endswith(endings)}


def documents(text: str) -> dict[int, tuple[str, dict[str, Any]]]:
    """Return kind and fields of each document of a Unity file by its id."""
    _, *parts = DOCUMENT.split(text)
    bodies = {int(parts[i + 1]): load(parts[i + 2]) for i in range(0, len(parts), 3)}
    return {number: next(iter(body.items())) for number, body in bodies.items()}


def file_ids(path: str, assets: dict[str, bytes], meta: dict[str, Any]) -> set[int]:
    """Return the ids by which others may refer to what is in a file."""
    if path.endswith(".cs"):
        return {11500000}
    if path.endswith(IMAGE):
        sheet = meta["TextureImporter"]["spriteSheet"]["sprites"]
        return {sprite["internalID"] for sprite in sheet} or {21300000}
    return set(documents(assets[path].decode()))


def test_every_file_has_its_place_in_the_order(assets: dict[str, bytes], preset: Preset) -> None:
    written = preset_files(preset, [*assets, "preset.toml", "make_art.py", "art/props.py"])
    assert sorted(file.path for file in written) == sorted(assets)
    assert written[-1].path == preset.scenes[-1]


def test_guids_are_unique(assets: dict[str, bytes]) -> None:
    counted = Counter(meta["guid"] for meta in metas(assets).values())
    assert [guid for guid, count in counted.items() if count > 1] == []


def test_object_ids_are_unique_in_each_file(assets: dict[str, bytes]) -> None:
    for path, text in unity_yaml(assets).items():
        counted = Counter(found[2] for found in DOCUMENT.finditer(text))
        assert [(path, number) for number, count in counted.items() if count > 1] == []


def test_every_reference_resolves(assets: dict[str, bytes]) -> None:
    by_guid = {meta["guid"]: (path, meta) for path, meta in metas(assets).items()}
    dangling = []
    for path, text in unity_yaml(assets).items():
        own = set(documents(text)) | {0}
        for number, guid in REFERENCE.findall(text):
            if not guid:
                known = own
            elif UNITY_BUILT_IN.fullmatch(guid):
                continue
            elif guid in by_guid:
                target, meta = by_guid[guid]
                known = file_ids(target, assets, meta)
            else:
                known = set()
            if int(number) not in known:
                dangling.append((path, number, guid))
    assert dangling == []


def test_scenes_use_only_what_the_preview_plays(assets: dict[str, bytes], preset: Preset) -> None:
    kinds = {kind for kind, _ in documents(assets[preset.scenes[0]].decode()).values()}
    assert kinds == {
        "OcclusionCullingSettings",
        "RenderSettings",
        "LightmapSettings",
        "NavMeshSettings",
        "GameObject",
        "Transform",
        "Camera",
        "AudioListener",
        "SpriteRenderer",
        "Rigidbody2D",
        "BoxCollider2D",
        "CircleCollider2D",
        "PolygonCollider2D",
        "MonoBehaviour",
        "SceneRoots",
    }


def test_game_objects_and_components_know_each_other(
    assets: dict[str, bytes], preset: Preset
) -> None:
    objects = documents(assets[preset.scenes[0]].decode())
    listed = {
        part["component"]["fileID"]: number
        for number, (kind, fields) in objects.items()
        if kind == "GameObject"
        for part in fields["m_Component"]
    }
    owned = {
        number: fields["m_GameObject"]["fileID"]
        for number, (_, fields) in objects.items()
        if "m_GameObject" in fields
    }
    assert listed == owned


def test_the_camera_shows_each_art_pixel_as_two_by_two(
    assets: dict[str, bytes], preset: Preset
) -> None:
    objects = documents(assets[preset.scenes[0]].decode()).values()
    size = next(fields["orthographic size"] for kind, fields in objects if kind == "Camera")
    assert 360 / (2 * size) == 2 * 16


def test_serialised_fields_exist_in_the_scripts(assets: dict[str, bytes]) -> None:
    by_guid = {meta["guid"]: path for path, meta in metas(assets).items()}
    engine = {"m_Script", "m_Name", "m_EditorClassIdentifier", "m_EditorHideFlags", "m_Enabled"}
    engine |= {"m_ObjectHideFlags", "m_GameObject", "m_CorrespondingSourceObject"}
    engine |= {"m_PrefabInstance", "m_PrefabAsset"}
    unknown = []
    for text in unity_yaml(assets).values():
        for kind, fields in documents(text).values():
            if kind != "MonoBehaviour":
                continue
            script = by_guid[fields["m_Script"]["guid"]]
            code = assets[script].decode()
            unknown += [
                (script, name)
                for name in fields.keys() - engine
                if not re.search(rf"(?:private|public) [\w\[\]]+ {name}\b", code)
            ]
    assert unknown == []


def test_player_stats_asset_holds_the_defaults_of_the_script(assets: dict[str, bytes]) -> None:
    code = assets["Assets/Platformer2D/Scripts/PlayerStats.cs"].decode()
    defaults = {
        name: float(value) for name, value in re.findall(r"float (\w+) = ([\d.]+)f;", code)
    }
    text = assets["Assets/Platformer2D/Settings/PlayerStats.asset"].decode()
    ((_, fields),) = documents(text).values()
    assert {name: value for name, value in fields.items() if name in defaults} == defaults


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("textureType", 8),
        ("filterMode", 0),
        ("enableMipMap", 0),
        ("isReadable", 0),
        ("nPOTScale", 0),
        ("spriteMeshType", 0),
        ("spritePixelsToUnits", 16),
        ("alphaIsTransparency", 1),
        ("wrapU", 1),
        ("wrapV", 1),
    ],
)
def test_textures_are_imported_as_pixel_art(
    assets: dict[str, bytes], setting: str, value: int
) -> None:
    importers = [meta["TextureImporter"] for path, meta in metas(assets).items() if IMAGE in path]
    flat = [{**each, **each["mipmaps"], **each["textureSettings"]} for each in importers]
    assert {each[setting] for each in flat} == {value}


def test_webgl_overrides_are_on_and_agree_with_the_build(
    assets: dict[str, bytes], preset: Preset
) -> None:
    assert preset.build == PresetBuild(texture_max_size=512)
    importers = [meta["TextureImporter"] for path, meta in metas(assets).items() if IMAGE in path]
    wanted = {"overridden": 1, "maxTextureSize": 512, "textureCompression": 0, "textureFormat": -1}
    for importer in importers:
        (webgl,) = (
            each for each in importer["platformSettings"] if each["buildTarget"] == "WebGL"
        )
        assert {name: webgl[name] for name in wanted} == wanted


def test_no_picture_is_larger_than_its_import(assets: dict[str, bytes], preset: Preset) -> None:
    sides = [
        max(Image.open(io.BytesIO(content)).size)
        for path, content in assets.items()
        if path.endswith(IMAGE)
    ]
    assert max(sides) <= preset.build.texture_max_size


def test_frames_of_sheets_fill_their_pictures(assets: dict[str, bytes]) -> None:
    for path, meta in metas(assets).items():
        if not path.endswith(IMAGE) or meta["TextureImporter"]["spriteMode"] == 1:
            continue
        importer = meta["TextureImporter"]
        sprites = importer["spriteSheet"]["sprites"]
        width, height = Image.open(io.BytesIO(assets[path])).size
        assert sum(sprite["rect"]["width"] for sprite in sprites) == width
        assert {sprite["rect"]["height"] for sprite in sprites} == {height}
        table = {sprite["name"]: sprite["internalID"] for sprite in sprites}
        assert importer["spriteSheet"]["nameFileIdTable"] == table
        assert {
            entry["second"]: entry["first"][213] for entry in importer["internalIDToNameTable"]
        } == table


def test_scripts_parse_and_declare_the_class_of_their_file(assets: dict[str, bytes]) -> None:
    parser = Parser(Language(tree_sitter_c_sharp.language()))
    for path, content in assets.items():
        if not path.endswith(".cs"):
            continue
        assert not parser.parse(content).root_node.has_error, path
        assert re.search(rf"public sealed class {PurePosixPath(path).stem}\b", content.decode())


def test_the_knob_of_the_quickstart_is_one_line(assets: dict[str, bytes]) -> None:
    code = assets["Assets/Platformer2D/Scripts/PlayerController2D.cs"].decode()
    assert code.splitlines().count("        private const float GravityScale = 3f;") == 1


def test_files_fit_the_limits_of_the_tools(assets: dict[str, bytes]) -> None:
    limits = {path: ASSET_LIMIT_BYTES if IMAGE in path else TEXT_LIMIT_BYTES for path in assets}
    limits |= {path: TEXT_LIMIT_BYTES for path in assets if path.endswith(".meta")}
    assert [path for path, content in assets.items() if len(content) > limits[path]] == []
    assert sum(map(len, assets.values())) <= 3_000_000


def test_text_is_utf8_with_unix_line_ends(assets: dict[str, bytes]) -> None:
    texts = [content for path, content in assets.items() if not path.endswith(IMAGE)]
    assert [text for text in texts if b"\r" in text or not text.endswith(b"\n")] == []
    assert [text for text in texts if text.decode().startswith("\ufeff")] == []
