"""What a ``preset.toml`` may say, and the order its files are written in."""

from __future__ import annotations

from typing import Any

import pytest

from spark_nb.domain.preset import Preset, PresetBuild, PresetFile, parse_preset, preset_files
from spark_nb.errors import SetupError

SOURCE = "presets/tiny/preset.toml"
TINY = """
id = "tiny"
title = "Tiny"
pitch = "The smallest game"
version = "0.1.0"
unity = ["2022.3"]
scenes = ["Assets/Tiny/Main.unity"]
"""


def tiny(old: str = "", new: str = "") -> str:
    assert old in TINY
    return TINY.replace(old, new) if old else TINY + new


def test_reads_what_is_there_and_fills_in_the_rest() -> None:
    assert parse_preset(TINY, SOURCE) == Preset(
        id="tiny",
        title="Tiny",
        pitch="The smallest game",
        version="0.1.0",
        unity=("2022.3",),
        scenes=("Assets/Tiny/Main.unity",),
    )


def test_a_build_says_webgl_and_gzip_unless_told_otherwise() -> None:
    assert parse_preset(TINY, SOURCE).build == PresetBuild(
        target="WebGL", compression="gzip", texture_max_size=1024, strip_engine_code=True
    )


REFUSALS = {
    "missing field": (tiny('title = "Tiny"\n'), f"{SOURCE}, title: title is missing."),
    "empty field": (
        tiny('"Tiny"', '""'),
        f"{SOURCE}, title: title: string should have at least 1 character (got '').",
    ),
    "unknown key": (tiny(new='colour = "red"'), f"{SOURCE}, colour: There is no field colour."),
    "unknown key in a table": (
        tiny(new="[build]\nspeed = 3"),
        f"{SOURCE}, build.speed: There is no field build.speed.",
    ),
    "id that is no id": (
        tiny('"tiny"', '"Tiny Game"'),
        f"{SOURCE}, id: An id is lower-case words joined by - (got 'Tiny Game').",
    ),
    "id of another folder": (
        tiny('"tiny"', '"other"'),
        f"{SOURCE}, id: 'other' is not the name of its folder, 'tiny'.",
    ),
    "long pitch": (
        tiny("The smallest game", "a b c d e f g h i"),
        f"{SOURCE}, pitch: A pitch has 1 to 8 words (got 9).",
    ),
    "version": (
        tiny("0.1.0", "1"),
        f"{SOURCE}, version: A version has three numbers (got '1').",
    ),
    "unity version": (
        tiny("2022.3", "latest"),
        f"{SOURCE}, unity.0: A Unity version has two numbers (got 'latest').",
    ),
    "path outside Assets": (
        tiny("Assets/Tiny/Main.unity", "ProjectSettings/Main.unity"),
        f"{SOURCE}, scenes.0: Path must start with Assets/ (got ProjectSettings/Main.unity).",
    ),
    "path that climbs out": (
        tiny("Assets/Tiny/Main.unity", "Assets/../Main.unity"),
        f"{SOURCE}, scenes.0: Path must not contain the segment '..' (got Assets/../Main.unity).",
    ),
    "scene that is none": (
        tiny("Main.unity", "Main.png"),
        f"{SOURCE}, scenes.0: A scene ends in .unity (got 'Assets/Tiny/Main.png').",
    ),
    "unknown target": (
        tiny(new='[build]\ntarget = "Amiga"'),
        f"{SOURCE}, build.target: build.target must be one of 'WebGL', 'StandaloneWindows64', "
        "'StandaloneLinux64', 'StandaloneOSX', 'Android' or 'iOS' (got 'Amiga').",
    ),
}


@pytest.mark.parametrize(("text", "message"), REFUSALS.values(), ids=REFUSALS.keys())
def test_refuses_with_file_field_and_reason(text: str, message: str) -> None:
    with pytest.raises(SetupError) as caught:
        parse_preset(text, SOURCE)
    assert caught.value.message == message


def test_refuses_a_file_that_is_no_toml() -> None:
    with pytest.raises(SetupError, match=r"^presets/tiny/preset\.toml: .*line 1"):
        parse_preset("id: tiny", SOURCE)


def paths(**changes: Any) -> list[str]:
    base = [
        "preset.toml",
        "make_art.py",
        "Assets/Tiny.meta",
        "Assets/Tiny/Main.unity",
        "Assets/Tiny/Code/Hero.cs",
        "Assets/Tiny/Code/Tiny.asmdef",
        "Assets/Tiny/Hero.png",
        "Assets/Tiny/Jump.wav",
        "Assets/Tiny/Stats.asset",
        "Assets/Tiny/Code.meta",
    ]
    inner = [f"{path}.meta" for path in base if path.count("/") >= 2 and "meta" not in path]
    whole = [*base, *inner, *changes.get("more", ())]
    return [path for path in whole if path not in changes.get("less", ())]


def test_writes_metas_first_from_the_outside_in_and_scenes_last() -> None:
    meta = "text/plain"
    assert preset_files(parse_preset(TINY, SOURCE), paths()) == (
        PresetFile("Assets/Tiny.meta", "meta", meta),
        PresetFile("Assets/Tiny/Code.meta", "meta", meta),
        PresetFile("Assets/Tiny/Hero.png.meta", "meta", meta),
        PresetFile("Assets/Tiny/Jump.wav.meta", "meta", meta),
        PresetFile("Assets/Tiny/Main.unity.meta", "meta", meta),
        PresetFile("Assets/Tiny/Stats.asset.meta", "meta", meta),
        PresetFile("Assets/Tiny/Code/Hero.cs.meta", "meta", meta),
        PresetFile("Assets/Tiny/Code/Tiny.asmdef.meta", "meta", meta),
        PresetFile("Assets/Tiny/Code/Tiny.asmdef", "assembly", "application/json"),
        PresetFile("Assets/Tiny/Code/Hero.cs", "script", "text/plain"),
        PresetFile("Assets/Tiny/Hero.png", "texture", "image/png"),
        PresetFile("Assets/Tiny/Jump.wav", "audio", "audio/wav"),
        PresetFile("Assets/Tiny/Stats.asset", "asset", "text/plain"),
        PresetFile("Assets/Tiny/Main.unity", "scene", "text/plain"),
    )


BROKEN = {
    "scene that is not there": (
        paths(less=["Assets/Tiny/Main.unity"]),
        "tiny/preset.toml, scenes: Assets/Tiny/Main.unity is not there.",
    ),
    "file without meta": (
        paths(less=["Assets/Tiny/Hero.png.meta"]),
        "tiny: Assets/Tiny/Hero.png.meta is missing.",
    ),
    "folder without meta": (
        paths(less=["Assets/Tiny/Code.meta"]),
        "tiny: Assets/Tiny/Code.meta is missing.",
    ),
    "meta without file": (
        paths(more=["Assets/Tiny/Gone.png.meta"]),
        "tiny: Assets/Tiny/Gone.png.meta belongs to no file.",
    ),
    "name that Windows reserves": (
        paths(more=["Assets/Tiny/aux.cs", "Assets/Tiny/aux.cs.meta"]),
        "tiny: Path contains a name that Windows reserves (got Assets/Tiny/aux.cs).",
    ),
}


@pytest.mark.parametrize(("found", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_refuses_a_folder_that_is_not_whole(found: list[str], message: str) -> None:
    preset = parse_preset(TINY, SOURCE)
    with pytest.raises(SetupError) as caught:
        preset_files(preset, found)
    assert caught.value.message == message
