"""Level 2: ruins in the evening, with rafts that rise, more thorns, and longer jumps."""

from __future__ import annotations

from forge.unity.scene import Scene
from forge.unity.values import Colour

from level import kit, things
from level.backdrop import add_backdrop
from level.land import Land
from level.names import FRONT, SCENERY
from level.stage import Stage, begin, goal, people

FLOOR = -3
STAGE = Stage(
    "Level02", "Level 2: The ruins", "Evening", (-6, FLOOR + 0.05), -10, 72, top=6, sky="twilight"
)
LIGHT = Colour("e8d3e6")
"""The evening on what is near."""


def build() -> Scene:
    scene = begin(STAGE)
    add_backdrop(scene, "Dusk")
    _land().add_to(scene, LIGHT)
    _plants(scene)
    people(scene, STAGE)
    _gate(scene)
    _thorn_walk(scene)
    _tower(scene)
    _bridge(scene)
    _summit(scene)
    return scene


def _land() -> Land:
    land = Land()
    land.ground(-18, 4, FLOOR)
    land.stone(-2, 0, FLOOR, FLOOR + 2)
    land.stone(4, 14, -7, -5)  # the bed below the thorn walk
    land.stone(5, 7, -5, -2)
    land.stone(9, 11, -5, -1)
    land.stone(13, 15, -7, 0)
    land.ground(15, 30, FLOOR)
    land.plank(18, 21, -1)
    land.plank(15, 18, 1)
    land.plank(18, 21, 3)
    land.stone(23, 27, FLOOR, 3)
    land.stone(24, 27, 3, 4)
    land.stone(30, 46, -7, -5)  # the bed below the bridge
    land.plank(31, 34, -1)
    land.stone(38, 40, -5, -1)
    land.stone(46, 49, -8, 1)
    land.ground(49, 60, -1)
    land.stone(55, 58, -1, 1)
    land.ground(60, 82, 2)
    land.stone(68, 72, 2, 3)
    return land


def _plants(scene: Scene) -> None:
    for name, x, y in (
        ("Tree", -8, FLOOR),
        ("Bush", -3.8, FLOOR),
        ("Sign", -4.8, FLOOR),
        ("FlowerBlue", 1, FLOOR),
        ("Mushroom", 2.6, FLOOR),
        ("Bush", 28.6, FLOOR),
        ("FlowerWhite", 16.6, FLOOR),
        ("Bush", 21.9, FLOOR),
        ("Tree", 56.5, 1),
        ("FlowerRed", 50.2, -1),
        ("Fence", 53.6, -1),
        ("Bush", 62, 2),
        ("Tree", 66, 2),
        ("FlowerBlue", 63.6, 2),
        ("FlowerWhite", 67.2, 2),
    ):
        kit.picture(scene, name, x, y, SCENERY, tint=LIGHT)
    for x, y in ((-6.8, FLOOR), (2, FLOOR), (17.5, FLOOR), (51, -1), (61, 2), (64.8, 2)):
        kit.picture(scene, "Tuft", x, y, FRONT, tint=LIGHT)
    kit.picture(scene, "Rock", -1.2, FLOOR, FRONT, tint=LIGHT)
    kit.picture(scene, "Rock", 28, FLOOR, FRONT, tint=LIGHT)


def _gate(scene: Scene) -> None:
    scene.place(things.BARREL, (-1, FLOOR + 2.625))
    kit.coin_row(scene, -1.5, FLOOR + 3.9, 2)
    kit.slime(scene, 2.5, FLOOR, right=False)


def _thorn_walk(scene: Scene) -> None:
    """Pillars, each higher than the one before."""
    for left, width in ((4, 1), (7, 2), (11, 2)):
        kit.spikes(scene, left, -5, width)
    for x, top in ((5.5, -2), (9.5, -1), (13.5, 0)):
        kit.coin_row(scene, x, top + 0.75, 2)


def _tower(scene: Scene) -> None:
    """Up the planks to and fro, then over the wall."""
    scene.place(things.CHECKPOINT, (16, FLOOR))
    kit.slime(scene, 19, FLOOR, right=True)
    for x, y in ((18.5, -0.25), (15.5, 1.75), (18.5, 3.75)):
        kit.coin_row(scene, x, y, 3)
    kit.slime(scene, 24.5, 4, right=True)
    kit.coin_row(scene, 24.5, 4.75, 2)
    for x in (28.4, 29.4):
        scene.place(things.CRATE, (x, FLOOR + 0.5))


def _bridge(scene: Scene) -> None:
    """Over the widest pit: a plank, a raft that rises, a pillar, a raft across."""
    kit.spikes(scene, 30, -5, 8)
    kit.spikes(scene, 40, -5, 6)
    kit.coin_row(scene, 31.5, -0.25, 3)
    kit.moving_platform(scene, 36, -1.5, (0, 3), speed=1.5)
    scene.place(things.CHECKPOINT, (39, -1))
    kit.moving_platform(scene, 41.75, 0, (2.5, 1), speed=1.5)
    kit.coin_arc(scene, 41, 2, 4, 0.75)


def _summit(scene: Scene) -> None:
    kit.island(scene, 52.25, 2.5, LIGHT)
    kit.coin_row(scene, 51.25, 3.25, 3)
    for x, right in ((51, True), (54, False)):
        kit.slime(scene, x, -1, right=right)
    kit.spikes(scene, 58, -1, 2)
    kit.slime(scene, 64, 2, right=True)
    scene.place(things.CHECKPOINT, (60.5, 2))
    scene.place(things.BEACH_BALL, (55.5, 2))
    goal(scene, 70, 3, "Level01")
