"""Level 01: an orchard where barrels come down from the tree, a pit, and a flag."""

from __future__ import annotations

import math

from art.palette import PALETTE
from forge.unity import physics2d
from forge.unity.objects import GameObject
from forge.unity.rendering import audio_listener, camera, sprite_renderer
from forge.unity.scene import Scene
from forge.unity.values import Colour, main_asset

from level import kit

FLOOR = -3.0
VIEW_HEIGHT = 11.25  # 180 art pixels: 640 x 360 shows every one of them as 2 x 2


def build() -> Scene:
    scene = Scene(f"{kit.ROOT}/Scenes/Level01.unity")
    _camera(scene)
    _backdrop(scene)
    _terrain(scene)
    _decoration(scene)
    _ramp(scene)
    _orchard_goods(scene)
    _hero(scene)
    _far_side(scene)
    return scene


def _camera(scene: Scene) -> None:
    follow = kit.script(
        "CameraFollow2D",
        target=scene.refer("Player", "PlayerController2D"),
        bounds={"serializedVersion": 2, "x": 0, "y": 0, "width": 24, "height": 4},
    )
    eye = camera(VIEW_HEIGHT / 2, Colour(PALETTE.rgb["azure"], 0))
    parts = [eye, audio_listener(), follow]
    scene.add(GameObject("Main Camera", (0, 0, -10), parts, tag="MainCamera"))


def _backdrop(scene: Scene) -> None:
    far = kit.BACKDROP
    kit.tiled(scene, "Sky", (-32, -4, 96, 12), far, kit.parallax(1, scene))
    kit.picture(scene, "Sun", 3.5, 3.25, far + 5, kit.parallax(0.97, scene))
    kit.tiled(scene, "Mountains", (-30, -2.125, 80, 5.25), far + 10, kit.parallax(0.88, scene))
    clouds = (("CloudLarge", -1.5, 3.5), ("CloudSmall", 8, 4.25), ("CloudSmall", -9, 4.5))
    clouds += (("CloudLarge", 15, 3.75), ("CloudSmall", 20, 2.5))
    for name, x, y in clouds:
        kit.picture(scene, name, x, y, far + 15, kit.parallax(0.8, scene, drift=-0.08))
    kit.tiled(scene, "Hills", (-30, -6.25, 80, 6), far + 20, kit.parallax(0.6, scene))


def _terrain(scene: Scene) -> None:
    kit.ground(scene, -18, 15, FLOOR)
    kit.wall(scene, 8.5, FLOOR, 4.5, 1)
    kit.wall(scene, 10.5, FLOOR + 1, 2.5, 1)
    kit.island(scene, 7.25, 0.75)
    kit.blocker(scene, "Left Wall", -10.5, 3, 1, 20)


_PLANTS = (
    # picture, x, order
    ("Bush", -4.2, kit.SCENERY),
    ("Bush", 7.4, kit.SCENERY),
    ("Fence", -3.6, kit.SCENERY),
    ("Fence", -2.4, kit.SCENERY),
    ("Sign", 0.75, kit.SCENERY),
    ("Rock", -9.2, kit.FRONT),
    ("Mushroom", -5.7, kit.SCENERY),
    ("Mushroom", 4.9, kit.SCENERY),
    ("FlowerRed", -8.3, kit.FRONT),
    ("FlowerWhite", -7.9, kit.SCENERY),
    ("FlowerBlue", -5.2, kit.FRONT),
    ("FlowerRed", -0.8, kit.SCENERY),
    ("FlowerWhite", -1.2, kit.SCENERY),
    ("FlowerBlue", 5.3, kit.FRONT),
    ("FlowerWhite", 7.3, kit.FRONT),
    ("Tuft", -6.6, kit.FRONT),
    ("Tuft", -1.9, kit.FRONT),
    ("Tuft", 4.6, kit.FRONT),
    ("Tuft", 13.9, kit.FRONT),
)


def _decoration(scene: Scene) -> None:
    kit.picture(scene, "Tree", -7, FLOOR, kit.SCENERY)
    for name, x, order in _PLANTS:
        kit.picture(scene, name, x, FLOOR, order)
    kit.picture(scene, "Fossil", 3.75, -4.75, kit.GROUND + 1)
    kit.picture(scene, "Gem", -6.25, -4.5, kit.GROUND + 1)
    kit.picture(scene, "Gem", 21.5, -4.75, kit.GROUND + 1)
    kit.picture(scene, "Tuft", 6.3, 0.75, kit.FRONT)
    kit.picture(scene, "FlowerRed", 8.7, 0.75, kit.FRONT)


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
        kit.tiled(scene, "Post", (left, FLOOR, 0.375, round((top - FLOOR) * 16) / 16), 4)
    x, y = _along_ramp(RAMP_LENGTH / 2, 0)
    box = (x - RAMP_LENGTH / 2, y - 0.25, RAMP_LENGTH, 0.5)
    solid = physics2d.box((RAMP_LENGTH, 0.5), material=kit.material("Wood"))
    kit.tiled(scene, "Plank", box, 8, solid, title="Ramp", angle=-RAMP_FALL)


def _orchard_goods(scene: Scene) -> None:
    for distance in (1.9, 4.6, 7.1):
        kit.barrel(scene, *_along_ramp(distance, 0.25 + 0.625))
    for x, level in ((2, 0), (3, 0), (2, 1), (3, 1), (2.5, 2), (2.5, 3)):
        kit.crate(scene, x, FLOOR + 0.5 + level)
    for x, y, angle in ((-9.1, 0.6, 10), (-8.2, 2.2, -20), (-7.9, 3.4, 0), (-5.4, 3.9, 25)):
        kit.apple(scene, x, y, angle)
    kit.beach_ball(scene, -4.3, 4.8)
    kit.beach_ball(scene, 4.25, 5.0)


def _hero(scene: Scene) -> None:
    stats = main_asset(f"{kit.ROOT}/Settings/PlayerStats.asset")
    poses = {
        name: kit.frames("Hero", name.capitalize()) for name in ("idle", "run", "jump", "fall")
    }
    image = sprite_renderer(poses["idle"][0], kit.HERO, size=kit.size("Hero"))
    parts = [
        image,
        physics2d.rigidbody(5, gravity=3, upright=True),
        physics2d.box((0.7, 1.3), offset=(0, 0.65), material=kit.material("Slippery")),
        kit.script("PlayerController2D", stats=stats),
        kit.script("PlayerAnimator2D", **poses),
        kit.script("CoinPurse"),
    ]
    scene.add(GameObject("Player", (-1.75, FLOOR + 1.5), parts, tag="Player"))
    kit.flag(scene, "Checkpoint", 7.75, 0.75, kit.script("Checkpoint"))
    kit.slime(scene, 6.6, FLOOR, right=True)
    kit.coin_arc(scene, 4.5, 1.5, 3, 0.75)


def _far_side(scene: Scene) -> None:
    """What lies right of the first view: a pit with spikes, ledges, and the goal."""
    kit.ground(scene, 19.5, 38, FLOOR)
    kit.wall(scene, 14.5, -7, 5.5, 2)
    kit.tiled(scene, "Spikes", (15, -5, 4.5, 0.75), 7)
    kit.hazard(scene, "Spike Pit", 17.25, -4.75, 4.4, 0.5)
    kit.island(scene, 17.25, -1.5)
    kit.coin_arc(scene, 15.75, -0.25, 4, 0.75)
    kit.one_way_plank(scene, 22, -0.75, 3)
    kit.one_way_plank(scene, 25.5, 1.25, 3)
    kit.coin_arc(scene, 22.5, 0.25, 3, 0.5)
    kit.coin_arc(scene, 26, 2.25, 3, 0.5)
    kit.slime(scene, 23, FLOOR, right=True)
    kit.slime(scene, 27, FLOOR, right=False)
    kit.wall(scene, 29, FLOOR, 5, 2)
    kit.wall(scene, 31, FLOOR + 2, 3, 1.5)
    kit.flag(scene, "Goal", 32.5, FLOOR + 3.5, kit.script("LevelGoal"))
    kit.picture(scene, "Tree", 25, FLOOR, kit.SCENERY)
    for name, x in (("Bush", 21.3), ("Bush", 28), ("FlowerRed", 22.6), ("Mushroom", 20.6)):
        kit.picture(scene, name, x, FLOOR, kit.SCENERY)
    kit.blocker(scene, "Right Wall", 34.5, 3, 1, 20)
