"""Level 1: an orchard where barrels come down from the tree, pits, a raft, and a star."""

from __future__ import annotations

import math

from forge.unity import physics2d
from forge.unity.scene import Scene

from level import kit, names, things
from level.backdrop import add_backdrop
from level.land import Land
from level.names import FRONT, GROUND, SCENERY, material
from level.stage import Stage, begin, goal, people

FLOOR = -3
STAGE = Stage("Level01", "Level 1: The orchard", "Orchard", (-1.75, FLOOR + 1.5), -10, 74)


def build() -> Scene:
    scene = begin(STAGE)
    add_backdrop(scene)
    _land().add_to(scene)
    _islands(scene)
    _decoration(scene)
    _ramp(scene)
    _orchard_goods(scene)
    _people_of_the_orchard(scene)
    people(scene, STAGE)
    _first_pit(scene)
    _terraces(scene)
    _raft(scene)
    _meadow(scene)
    _last_steps(scene)
    return scene


def _land() -> Land:
    land = Land()
    land.ground(-18, 15, FLOOR)
    land.stone(9, 13, FLOOR, FLOOR + 1)
    land.stone(11, 13, FLOOR + 1, FLOOR + 2)
    land.stone(15, 20, -7, -5)  # the bed of the first pit
    land.ground(20, 34, FLOOR)
    land.plank(22, 25, -1)
    land.plank(25, 28, 1)
    land.stone(29, 34, FLOOR, -1)
    land.stone(31, 34, -1, 0)
    land.stone(34, 43, -7, -5)  # the bed of the second
    land.ground(43, 59, -1)
    land.plank(52, 55, 1)
    land.plank(55, 58, 3)
    land.stone(59, 66, -7, -5)
    land.stone(60, 62, -5, 0)
    land.stone(64, 66, -5, -1)
    land.ground(66, 84, FLOOR)
    land.stone(69, 74, FLOOR, FLOOR + 1)
    return land


def _islands(scene: Scene) -> None:
    kit.island(scene, 7.25, 0.75)
    kit.island(scene, 17.5, -1.5)


_PLANTS = (
    # picture, x, order
    ("Bush", -4.2, SCENERY),
    ("Bush", 7.4, SCENERY),
    ("Fence", -3.6, SCENERY),
    ("Fence", -2.4, SCENERY),
    ("Sign", 0.75, SCENERY),
    ("Rock", -9.2, FRONT),
    ("Mushroom", -5.7, SCENERY),
    ("Mushroom", 4.9, SCENERY),
    ("FlowerRed", -8.3, FRONT),
    ("FlowerWhite", -7.9, SCENERY),
    ("FlowerBlue", -5.2, FRONT),
    ("FlowerRed", -0.8, SCENERY),
    ("FlowerWhite", -1.2, SCENERY),
    ("FlowerBlue", 5.3, FRONT),
    ("FlowerWhite", 7.3, FRONT),
    ("Tuft", -6.6, FRONT),
    ("Tuft", -1.9, FRONT),
    ("Tuft", 4.6, FRONT),
    ("Tuft", 13.9, FRONT),
    ("Tree", 24.5, SCENERY),
    ("Bush", 21.3, SCENERY),
    ("Bush", 28, SCENERY),
    ("FlowerRed", 22.6, SCENERY),
    ("Mushroom", 20.6, FRONT),
    ("FlowerBlue", 26.4, FRONT),
    ("Tree", 71.5, SCENERY),
    ("FlowerRed", 67.2, FRONT),
    ("FlowerWhite", 67.9, SCENERY),
    ("Bush", 68.6, SCENERY),
)


def _decoration(scene: Scene) -> None:
    kit.picture(scene, "Tree", -7, FLOOR, SCENERY)
    for name, x, order in _PLANTS:
        kit.picture(scene, name, x, FLOOR, order)
    kit.picture(scene, "Fossil", 3.75, -4.75, GROUND + 1)
    kit.picture(scene, "Gem", -6.25, -4.5, GROUND + 1)
    kit.picture(scene, "Gem", 21.5, -4.75, GROUND + 1)
    kit.picture(scene, "Tuft", 6.3, 0.75, FRONT)
    kit.picture(scene, "FlowerRed", 8.7, 0.75, FRONT)


RAMP_FOOT, RAMP_LENGTH, RAMP_FALL = (0.6, 1.4), 7.75, 6.5  # units, units, degrees


def _along_ramp(distance: float, above: float) -> tuple[float, float]:
    """Return the point ``distance`` up the ramp from its foot and ``above`` its middle."""
    turn = math.radians(RAMP_FALL)
    x = RAMP_FOOT[0] - distance * math.cos(turn) + above * math.sin(turn)
    y = RAMP_FOOT[1] + distance * math.sin(turn) + above * math.cos(turn)
    return x, y


def _ramp(scene: Scene) -> None:
    for distance in (0.75, 3.75):
        x, top = _along_ramp(distance, 0)
        left = round((x - 0.1875) * 16) / 16
        box = (left, float(FLOOR), 0.375, round((top - FLOOR) * 16) / 16)
        kit.tiled(scene, "Post", box, names.WALL)
    x, y = _along_ramp(RAMP_LENGTH / 2, 0)
    box = (x - RAMP_LENGTH / 2, y - 0.25, RAMP_LENGTH, 0.5)
    solid = physics2d.box((RAMP_LENGTH, 0.5), material=material("Wood"))
    kit.tiled(scene, "Plank", box, names.WALL + 2, solid, title="Ramp", angle=-RAMP_FALL)


def _orchard_goods(scene: Scene) -> None:
    for distance in (1.9, 4.6, 7.1):
        scene.place(things.BARREL, _along_ramp(distance, 0.25 + 0.625))
    for x, level in ((2, 0), (3, 0), (2, 1), (3, 1), (2.5, 2), (2.5, 3)):
        scene.place(things.CRATE, (x, FLOOR + 0.5 + level))
    for x, y, angle in ((-9.1, 0.6, 10), (-8.2, 2.2, -20), (-7.9, 3.4, 0), (-5.4, 3.9, 25)):
        scene.place(things.APPLE, (x, y), angle=angle)
    scene.place(things.BEACH_BALL, (-4.3, 4.8))
    scene.place(things.BEACH_BALL, (4.25, 5.0))


def _people_of_the_orchard(scene: Scene) -> None:
    scene.place(things.CHECKPOINT, (7.75, 0.75))
    kit.slime(scene, 6.6, FLOOR, right=True)
    kit.coin_arc(scene, 4.5, 1.5, 3, 0.75)
    kit.coin_row(scene, 9.5, FLOOR + 1.6, 2)


def _first_pit(scene: Scene) -> None:
    kit.spikes(scene, 15, -5, 5)
    kit.coin_arc(scene, 16, -0.25, 4, 0.75)


def _terraces(scene: Scene) -> None:
    """Planks above each other, each a jump higher, and slimes below."""
    kit.coin_row(scene, 22.5, -0.25, 3)
    kit.coin_row(scene, 25.5, 1.75, 3)
    kit.slime(scene, 23, FLOOR, right=True)
    kit.slime(scene, 27, FLOOR, right=False)
    scene.place(things.CHECKPOINT, (32, 0))
    scene.place(things.CRATE, (30, -0.5))


def _raft(scene: Scene) -> None:
    """A pit too wide to jump: a raft goes across."""
    kit.spikes(scene, 34, -5, 9)
    kit.moving_platform(scene, 35.75, -0.75, (5.5, 0))
    kit.coin_arc(scene, 36.5, 0.5, 5, 1)


def _meadow(scene: Scene) -> None:
    kit.picture(scene, "Tree", 48.5, -1, SCENERY)
    plants = (("Bush", 44.5), ("FlowerWhite", 45.6), ("Mushroom", 51.2), ("Bush", 56.5))
    for name, x in (*plants, ("FlowerRed", 46.6), ("Tuft", 53.4), ("FlowerBlue", 57.4)):
        kit.picture(scene, name, x, -1, SCENERY)
    kit.picture(scene, "Fence", 50.2, -1, SCENERY)
    scene.place(things.CHECKPOINT, (44, -1))
    for x, right in ((47, True), (51, False), (55, True)):
        kit.slime(scene, x, -1, right=right)
    for x, level in ((49.5, 0), (50.5, 0), (50, 1)):
        scene.place(things.CRATE, (x, -0.5 + level))
    kit.coin_row(scene, 52.5, 1.75, 3)
    kit.coin_row(scene, 55.5, 3.75, 3)


def _last_steps(scene: Scene) -> None:
    """Pillars between thorns, then the star."""
    for left, width in ((59, 1), (62, 2)):
        kit.spikes(scene, left, -5, width)
    kit.coin_row(scene, 60.5, 0.75, 2)
    kit.coin_row(scene, 64.5, -0.25, 2)
    goal(scene, 72, FLOOR + 1, "Level02")
