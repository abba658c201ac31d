"""What several places share: skies, water, fog, and the same place at another hour."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from forge.art.canvas import Field, Picture, noise

from art.palette import INDEX, blank, shade
from art.shapes import Board

WIDTH, HEIGHT = 320, 180
WATER_HEIGHT, WATER_FRAMES = 40, 4


def sky(ramp: Sequence[str], horizon: int, *, curve: float = 1.0) -> Picture:
    """Return a picture of the whole view; the first colour on top, the last at the horizon."""
    rows = np.clip(np.arange(HEIGHT) / horizon, 0, 1) ** curve
    return shade(rows[:, None].repeat(WIDTH, 1), ramp, 1.0)


def bank(
    board: Board, top: float, depth: float, colour: str, seed: int, most: float = 1.0
) -> None:
    """Lay fog over what is there: thin above, ``most`` in its middle, in drifts."""
    drift = _drifts(seed)
    thick = np.clip((board.y - top + drift * 14) / depth, 0, 1)
    veil = shade(thick * most, ("clear", colour), 1.0)
    board.picture[veil != 0] = INDEX[colour]


def _drifts(seed: int) -> Field:
    x = np.arange(WIDTH) / WIDTH * 2 * np.pi
    phase = noise(4, 1, seed)[0] * 6.28
    waves = [np.sin(x * count + phase[at]) / (at + 1) for at, count in enumerate((1, 2, 5, 9))]
    drift: Field = np.sum(waves, axis=0)[None, :].repeat(HEIGHT, 0)
    return drift


def water(ramp: Sequence[str], frame: int, seed: int, *, glitter: float = 0.0) -> Picture:
    """One of the frames of a strip of water; ``glitter`` is where the light lies, 0 for none."""
    y, x = np.mgrid[0:WATER_HEIGHT, 0:WIDTH].astype(np.float64)
    turn = frame / WATER_FRAMES * 2 * np.pi
    near = y / WATER_HEIGHT
    wave = np.sin(x * (0.34 - 0.2 * near) + y * 1.7 + turn) + np.sin(
        x * (0.21 - 0.13 * near) - y * 2.6 - turn + seed
    )
    light = 0.42 + wave * (0.07 + 0.12 * near) - near * 0.3
    if glitter:
        path = np.exp(-(((x - glitter) / (16 + 60 * near)) ** 2))
        light += path * (0.42 + 0.3 * np.sin(x * 0.9 + y * 3.1 + turn * 2))
    return shade(np.clip(light, 0, 1), ramp, 0.5)


def motion_sheet(draw: Callable[[int], Picture], top: int) -> Picture:
    """Return what differs between the frames of a place, one frame below the other.

    Only the strip of its water is looked at, which begins at ``top``; what stands still is clear.
    """
    strips = [draw(frame)[top : top + WATER_HEIGHT] for frame in range(WATER_FRAMES)]
    moves = np.any([strip != strips[0] for strip in strips], axis=0)
    return np.vstack([np.where(moves, strip, 0).astype(np.uint8) for strip in strips])


def at_another_hour(picture: Picture, colours: Mapping[str, str]) -> Picture:
    """Return the picture with colours exchanged."""
    table = np.arange(256, dtype=np.uint8)
    for old, new in colours.items():
        table[INDEX[old]] = INDEX[new]
    return table[picture]


def fresh(colour: str = "clear") -> Board:
    return Board(blank(WIDTH, HEIGHT, colour))
