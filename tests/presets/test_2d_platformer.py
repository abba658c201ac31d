"""What the platformer promises beside what every preset does."""

from __future__ import annotations

import re

import pytest

from spark_nb.clients.preset_files import load_preset
from tests.presets.unity_files import documents, of_kind

ROOT = "Assets/Platformer2D"


@pytest.fixture(scope="module")
def game() -> dict[str, bytes]:
    return load_preset("2d-platformer").files


def test_the_camera_shows_each_art_pixel_as_two_by_two(game: dict[str, bytes]) -> None:
    cameras = of_kind(game, "Camera")
    assert {360 / (2 * fields["orthographic size"]) for _, fields in cameras} == {2 * 16}


def test_player_stats_asset_holds_the_defaults_of_the_script(game: dict[str, bytes]) -> None:
    code = game[f"{ROOT}/Scripts/PlayerStats.cs"].decode()
    defaults = {
        name: float(value) for name, value in re.findall(r"float (\w+) = ([\d.]+)f;", code)
    }
    ((_, fields),) = documents(game[f"{ROOT}/Settings/PlayerStats.asset"].decode()).values()
    assert {name: value for name, value in fields.items() if name in defaults} == defaults


def test_the_knob_of_the_quickstart_is_one_line(game: dict[str, bytes]) -> None:
    code = game[f"{ROOT}/Scripts/PlayerController2D.cs"].decode()
    assert code.splitlines().count("        private const float GravityScale = 3f;") == 1
