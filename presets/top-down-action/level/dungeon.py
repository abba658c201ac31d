"""The ruins below: find the key, open the door, light the great lamp."""

from __future__ import annotations

from forge.unity.scene import Prefab, Scene
from forge.unity.tilemap import Cell

from level import things
from level.land import CARPET, FLOOR, WALL, add_ground, add_night, box
from level.stage import Stage, begin, people, place, scatter

STAGE = Stage(
    "Dungeon",
    "The ruins",
    "Ruins",
    start=(-0.75, -1.5),
    view=(0, 0),
    area=(-24, -8, 22, 22),
)


def build() -> Scene:
    scene = begin(STAGE)
    _ground(scene)
    _hall(scene)
    _key_room(scene)
    _store(scene)
    _sanctum(scene)
    people(scene, STAGE)
    return scene


def _rooms() -> set[Cell]:
    return (
        box(-8, -4, 8, 4)  # the hall
        | box(-1, 4, 1, 9)  # to the sanctum, behind the door
        | box(-13, -2, -8, 0)  # to the key
        | box(-22, -5, -13, 4)
        | box(8, -2, 12, 0)  # to the store
        | box(12, -5, 20, 3)
        | box(-7, 9, 7, 19)
    )


def _ground(scene: Scene) -> None:
    floor = _rooms()
    around = {
        (x + dx, y + dy) for x, y in floor for dx in (-1, 0, 1) for dy in (-1, 0, 1, 2)
    } - floor
    carpet = box(-1, -4, 1, 9) | box(-2, 9, 2, 15)
    inside = box(-5, -3, -4, -2) | box(4, -3, 5, -2) | box(-18, 0, -17, 1) | box(15, -2, 17, -1)
    add_ground(scene, [(FLOOR, floor), (CARPET, carpet), (WALL, around | inside)])
    add_night(scene, box(-30, -12, 28, 28) - floor - around)


def _enemies(scene: Scene, *placed: tuple[Prefab, float, float, tuple[float, float]]) -> None:
    for prefab, x, y, way in placed:
        place(scene, prefab, x, y, {(prefab.root, "EnemyBrain"): {"round": way}})


def _hall(scene: Scene) -> None:
    place(scene, things.DOOR, 0, 4)
    scatter(scene, things.BRAZIER, (-2.75, 3.1), (2.75, 3.1), (-7.1, -3.4), (7.1, -3.4))
    scatter(scene, things.PILLAR, (-5.5, 1.25), (5.5, 1.25), (-2.9, -2.4))
    scatter(scene, things.BROKEN_PILLAR, (2.9, -2.4))
    scatter(scene, things.BANNER, (-4.25, 4.75), (4.25, 4.75))
    scatter(scene, things.URN, (-7.5, 1.1), (-6.7, 3.35), (7.3, 3.2), (-4.5, -1.9))
    scatter(scene, things.SMALL["Rubble"], (3.9, -1.6), (-6.3, -1.2), (6.2, -0.4))
    scatter(scene, things.SMALL["Glowcap"], (7.4, 2.3), (-7.4, 0.6), (1.9, -3.6))
    scatter(scene, things.SMALL["Rock"], (6.6, 2.6), (-5.9, -3.5))
    scatter(scene, things.GEM, (4.6, -1.4), (-5.5, -0.4))
    place(scene, things.SPARK, 6.5, -1.2)
    _enemies(
        scene,
        (things.SHADE, -4.2, 2, (8, 0)),
        (things.EMBER, 4, 0.6, (0, -2.25)),
        (things.SHADE, -6.4, -1.75, (3, 0)),
    )


def _key_room(scene: Scene) -> None:
    place(scene, things.KEY, -20, 1)
    scatter(scene, things.BRAZIER, (-20.75, 2.2), (-15, 2.2), (-14, -4.3))
    scatter(scene, things.URN, (-21.3, -4.2), (-20.6, -4.3), (-21.2, -3.4))
    scatter(scene, things.SMALL["Glowcap"], (-16, -4.2), (-21.3, 3.2))
    place(scene, things.BANNER, -18, 4.75)
    _enemies(
        scene,
        (things.EMBER, -18.5, 1.8, (3, 0)),
        (things.SHADE, -16, -3, (-4, 0)),
        (things.SHADE, -20.5, -1.5, (0, 2)),
    )


def _store(scene: Scene) -> None:
    scatter(scene, things.HEART, (18.5, 1.5), (18.5, -3.5))
    scatter(scene, things.SPARK, (16, 1.8), (14, -4))
    scatter(scene, things.GEM, (13.5, 1.8), (19, -1))
    scatter(scene, things.BRAZIER, (12.9, 2.2), (19.2, 2.2), (16, -3.2))
    scatter(scene, things.URN, (17.3, 2.3), (18, 2.2), (19.4, -4.4), (12.6, -4.5))
    _enemies(scene, (things.SHADE, 14.5, 0.5, (3, 0)), (things.SHADE, 17.5, -3.4, (-3, 0)))


def _sanctum(scene: Scene) -> None:
    flow = scene.refer("Hud", "GameFlow")
    place(scene, things.SHRINE, 0, 15.5, {("Shrine", "Shrine"): {"flow": flow}})
    scatter(scene, things.PILLAR, (-4, 16), (4, 16), (-4, 12), (4, 12))
    scatter(scene, things.BRAZIER, (-5.75, 17.75), (5.75, 17.75), (-5.75, 9.75), (5.75, 9.75))
    scatter(scene, things.BANNER, (-3, 19.75), (3, 19.75), (0, 19.75))
    scatter(scene, things.GEM, (-2.5, 17.5), (2.5, 17.5))
    _enemies(
        scene,
        (things.EMBER, -3, 13.5, (6, 0)),
        (things.EMBER, 3, 17, (-6, 0)),
        (things.SHADE, 0, 11.5, (0, 2)),
    )
