"""Every picture by file name, and how those that are sheets are cut."""

from __future__ import annotations

from collections.abc import Callable

from forge.art.canvas import Picture
from forge.art.sheet import Sheet, in_a_row, numbered
from forge.unity.texture_meta import Frame, Import

from art import characters, effects, interface, marks, plants, props, scenery, terrain, tiles
from art.plants import SMALL

STANDING = frozenset([*SMALL, "Tree", "Bush"]) - {"Gem", "Fossil"}
"""Pictures whose pivot is at their foot; all others turn about their centre."""
SHEETS: dict[str, Sheet] = {
    "Hero": Sheet(
        24,
        24,
        (*numbered("Idle", 4), *numbered("Run", 6), "Jump_0", "Fall_0"),
        (0.5, 0.0),
    ),
    "Slime": Sheet(24, 18, (*numbered("Slime", 6), *numbered("Squashed", 3)), (0.5, 0.0)),
    "Coin": Sheet(16, 16, (*numbered("Coin", 6), *numbered("Sparkle", 4)), (0.5, 0.5)),
    "Checkpoint": Sheet(
        marks.FLAG_WIDTH,
        marks.FLAG_HEIGHT,
        ("Lowered_0", *numbered("Rising", 2), *numbered("Waving", 4)),
        (4.5 / marks.FLAG_WIDTH, 0.0),
    ),
    "Goal": Sheet(marks.GOAL_WIDTH, marks.GOAL_HEIGHT, numbered("Goal", 6), (0.5, 0.0)),
    "Dust": Sheet(32, 12, numbered("Dust", 5), (0.5, 0.0)),
}
_BORDERS = {"Panel": (5, 5, 5, 5), "Button": (4, 4, 4, 4)}


def frames(name: str) -> tuple[Frame, ...]:
    """Return how a picture is cut; nothing when it is one sprite."""
    if name == "Terrain":
        return tiles.frames()
    return SHEETS[name].frames() if name in SHEETS else ()


def importing(name: str) -> Import:
    pivot = (0.5, 0.0) if name in STANDING else (0.5, 0.5)
    return Import(frames(name), pivot, _BORDERS.get(name, (0, 0, 0, 0)))


def _hero() -> Picture:
    poses = (*characters.IDLE, *characters.RUN, *characters.JUMP, *characters.FALL)
    return in_a_row([characters.hero(pose) for pose in poses])


def _slime() -> Picture:
    alive = [characters.slime(frame) for frame in range(6)]
    return in_a_row([*alive, *(characters.squashed_slime(frame) for frame in range(3))])


def _coin() -> Picture:
    spinning = [props.coin(frame) for frame in range(6)]
    return in_a_row([*spinning, *(effects.sparkle(frame) for frame in range(4))])


def _decoration(name: str) -> Callable[[], Picture]:
    return lambda: plants.small(name)


def _cloud(name: str) -> Callable[[], Picture]:
    return lambda: scenery.cloud(*scenery.CLOUDS[name])


def _dusk(draw: Callable[[], Picture]) -> Callable[[], Picture]:
    return lambda: scenery.at_dusk(draw())


PICTURES: dict[str, Callable[[], Picture]] = {
    "Sky": scenery.sky,
    "Sun": scenery.sun,
    "Mountains": scenery.mountains,
    "Hills": scenery.hills,
    **{name: _cloud(name) for name in scenery.CLOUDS},
    "DuskSky": scenery.dusk_sky,
    "DuskSun": _dusk(scenery.sun),
    "DuskMountains": _dusk(scenery.mountains),
    "DuskHills": _dusk(scenery.hills),
    **{f"Dusk{name}": _dusk(_cloud(name)) for name in scenery.CLOUDS},
    "Terrain": tiles.sheet,
    "Island": terrain.island,
    "Plank": terrain.plank,
    "Post": terrain.post,
    "Raft": terrain.raft,
    "Spikes": terrain.spikes,
    "Crate": props.crate,
    "Barrel": props.barrel,
    "Apple": props.apple,
    "BeachBall": props.beach_ball,
    "Tree": plants.tree,
    "Bush": plants.bush,
    **{name: _decoration(name) for name in SMALL},
    "Hero": _hero,
    "Slime": _slime,
    "Coin": _coin,
    "Checkpoint": lambda: in_a_row([marks.checkpoint(frame) for frame in range(7)]),
    "Goal": lambda: in_a_row([marks.goal(frame) for frame in range(6)]),
    "Dust": lambda: in_a_row([effects.dust(frame) for frame in range(5)]),
    "HeartFull": lambda: interface.heart(full=True),
    "HeartEmpty": lambda: interface.heart(full=False),
    "CoinIcon": interface.coin,
    "Panel": interface.panel,
    "Button": interface.button,
}
