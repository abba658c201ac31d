"""What the platformer promises beside what every preset does."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from spark_nb.clients.preset_files import load_preset
from tests.presets.unity_files import documents, metas, of_kind

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


@dataclass(frozen=True)
class Surface:
    """Something to stand on, in units."""

    left: float
    right: float
    top: float


GRAVITY = 9.81 * 3
THORNS_HEIGHT = 12 / 16


def reach(stats: dict[str, Any], rise: float) -> float:
    """Return how far a full jump at top speed goes when it ends ``rise`` units higher."""
    up = math.sqrt(2 * stats["jumpHeight"] / GRAVITY)
    drop = stats["jumpHeight"] - rise
    if drop < 0:
        return -1
    return float(stats["maxSpeed"] * (up + math.sqrt(2 * drop / (GRAVITY * stats["fallGravity"]))))


def surfaces(game: dict[str, bytes], scene: str) -> Iterator[Surface]:
    """Yield what the tilemaps, islands and rafts of a scene offer."""
    objects = documents(game[scene].decode())
    places = {
        fields["m_GameObject"]["fileID"]: fields["m_LocalPosition"]
        for kind, fields in objects.values()
        if kind == "Transform" and "m_LocalPosition" in fields
    }
    for kind, fields in objects.values():
        if kind == "Tilemap":
            cells = {(each["first"]["x"], each["first"]["y"]) for each in fields["m_Tiles"]}
            yield from (Surface(x, x + 1, y + 1) for x, y in cells if (x, y + 1) not in cells)
        elif kind == "PolygonCollider2D":
            at = places[fields["m_GameObject"]["fileID"]]
            xs, ys = zip(
                *[(p["x"], p["y"]) for p in fields["m_Points"]["m_Paths"][0]], strict=True
            )
            yield Surface(at["x"] + min(xs), at["x"] + max(xs), at["y"] + max(ys))
    for at, values in placed(game, scene, "MovingPlatform"):
        for share in (0, 0.5, 1):
            x, y = at[0] + values["travel.x"] * share, at[1] + values["travel.y"] * share
            yield Surface(x - 1.5, x + 1.5, y + 0.375)


def placed(
    game: dict[str, bytes], scene: str, prefab: str
) -> Iterator[tuple[tuple[float, float], dict[str, Any]]]:
    """Yield place and overrides of each instance of a prefab."""
    guid = metas(game)[f"{ROOT}/Prefabs/{prefab}.prefab"]["guid"]
    for path, fields in of_kind(game, "PrefabInstance"):
        if path == scene and fields["m_SourcePrefab"]["guid"] == guid:
            changes = fields["m_Modification"]["m_Modifications"]
            values = {change["propertyPath"]: change["value"] for change in changes}
            yield (values["m_LocalPosition.x"], values["m_LocalPosition.y"]), values


def on_thorns(game: dict[str, bytes], scene: str, surface: Surface) -> bool:
    return any(
        abs(x - (surface.left + surface.right) / 2) < values["m_Size.x"] / 2
        and abs(y - THORNS_HEIGHT / 2 - surface.top) < 0.01
        for (x, y), values in placed(game, scene, "Spikes")
    )


def test_thorns_are_nothing_to_stand_on(game: dict[str, bytes]) -> None:
    scene = f"{ROOT}/Scenes/Level01.unity"
    bed = [each for each in surfaces(game, scene) if on_thorns(game, scene, each)]
    assert sorted(each.left for each in bed) == [*range(15, 20), *range(34, 43), 59, 62, 63]


@pytest.mark.parametrize("level", ["Level01", "Level02"])
def test_a_level_can_be_finished_and_every_coin_be_had(game: dict[str, bytes], level: str) -> None:
    scene = f"{ROOT}/Scenes/{level}.unity"
    stats = documents(game[f"{ROOT}/Settings/PlayerStats.asset"].decode())[11400000][1]
    known = {each for each in surfaces(game, scene) if not on_thorns(game, scene, each)}
    ((start, _),) = placed(game, scene, "Player")
    ((goal, _),) = placed(game, scene, "Goal")

    def below(x: float, y: float) -> Surface:
        under = [each for each in known if each.left <= x <= each.right and each.top <= y + 0.01]
        return max(under, key=lambda each: each.top)

    reached, edge = {below(*start)}, {below(*start)}
    while edge:
        new = {
            other
            for other in known - reached
            for each in edge
            if max(other.left - each.right, each.left - other.right, 0)
            <= 0.8 * reach(stats, other.top - each.top)
        }
        reached, edge = reached | new, new
    assert below(*goal) in reached
    for (x, y), _ in placed(game, scene, "Coin"):
        near = [s for s in reached if s.left - 2.5 <= x <= s.right + 2.5 and s.top <= y + 0.5]
        assert max(s.top for s in near) + stats["jumpHeight"] >= y - 0.5, (x, y)
