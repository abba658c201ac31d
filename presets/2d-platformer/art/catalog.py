"""Every picture by file name, and how those that are sheets are cut."""

from __future__ import annotations

from collections.abc import Callable

from forge.art.canvas import Picture
from forge.art.sheet import Sheet, in_a_row, numbered

from art import characters, plants, props, scenery, terrain

SHEETS: dict[str, Sheet] = {
    "Hero": Sheet(
        24,
        24,
        (*numbered("Idle", 4), *numbered("Run", 6), "Jump_0", "Fall_0"),
        (0.5, 0.0),
    ),
    "Slime": Sheet(24, 18, numbered("Slime", 6), (0.5, 0.0)),
    "Coin": Sheet(16, 16, numbered("Coin", 6), (0.5, 0.5)),
    "Flag": Sheet(28, 48, numbered("Flag", 4), (4.5 / 28, 0.0)),
}


def _hero() -> Picture:
    poses = (*characters.IDLE, *characters.RUN, *characters.JUMP, *characters.FALL)
    return in_a_row([characters.hero(pose) for pose in poses])


def _decoration(name: str) -> Callable[[], Picture]:
    return lambda: plants.small(name)


def _cloud(name: str) -> Callable[[], Picture]:
    return lambda: scenery.cloud(*scenery.CLOUDS[name])


PICTURES: dict[str, Callable[[], Picture]] = {
    "Sky": scenery.sky,
    "Sun": scenery.sun,
    "Mountains": scenery.mountains,
    "Hills": scenery.hills,
    **{name: _cloud(name) for name in scenery.CLOUDS},
    "GrassTop": terrain.grass_top,
    "Dirt": terrain.dirt,
    "GrassEdge": terrain.grass_edge,
    "GroundEdge": terrain.ground_edge,
    "Island": terrain.island,
    "StoneBricks": terrain.stone_bricks,
    "StoneTop": terrain.stone_top,
    "Plank": terrain.plank,
    "Post": terrain.post,
    "Spikes": terrain.spikes,
    "Crate": props.crate,
    "Barrel": props.barrel,
    "Apple": props.apple,
    "BeachBall": props.beach_ball,
    "Tree": plants.tree,
    "Bush": plants.bush,
    **{name: _decoration(name) for name in plants.SMALL},
    "Hero": _hero,
    "Slime": lambda: in_a_row([characters.slime(n) for n in range(6)]),
    "Coin": lambda: in_a_row([props.coin(n) for n in range(6)]),
    "Flag": lambda: in_a_row([characters.flag(n) for n in range(4)]),
}
