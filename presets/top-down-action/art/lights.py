"""Light and shadow: pools of lamplight, shadows, fireflies, moths, drifting petals."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture, noise, stamp

from art.palette import INDEX, blank, from_text


def pool(width: int, height: int) -> Picture:
    """An oval of plain light with a frayed edge; renderers give it its colour and strength."""
    y, x = np.mgrid[0:height, 0:width]
    reach = np.hypot((x - (width - 1) / 2) / (width / 2), (y - (height - 1) / 2) / (height / 2))
    frayed = (reach > 0.9) & ((x // 1 + y // 1) % 2 == 0)
    picture = blank(width, height)
    picture[(reach <= 0.99) & ~frayed] = INDEX["white"]
    return picture


def shadow(width: int) -> Picture:
    height = width // 5 * 2 + 2
    y, x = np.mgrid[0:height, 0:width]
    reach = np.hypot((x - (width - 1) / 2) / (width / 2), (y - (height - 1) / 2) / (height / 2))
    picture = blank(width, height)
    picture[reach <= 1] = INDEX["ink"]
    return picture


def night() -> Picture:
    """A square of nothing, to lay over what no light may reach."""
    return blank(16, 16, "abyss")


FIREFLY_FRAMES = 16


def fireflies(frame: int) -> Picture:
    """Four of them on paths of their own through 48 by 32 pixels, back after sixteen frames."""
    picture = blank(48, 32)
    turn = frame / FIREFLY_FRAMES * 2 * np.pi
    for at, (x, y, dx, dy) in enumerate(
        ((10, 9, 7, 5), (30, 8, 9, 4), (20, 22, 11, 6), (38, 22, 6, 7))
    ):
        px = x + round(float(np.cos(turn + at) * dx))
        py = y + round(float(np.sin(2 * turn + at * 2) * dy))
        lit = (frame + at * 5) % FIREFLY_FRAMES
        if lit < 9:
            stamp(picture, from_text("y" if lit in (0, 8) else ".i.\niei\n.i."), px - 1, py - 1)
    return picture


def moths(frame: int) -> Picture:
    """Two that circle a light, 32 by 24 pixels."""
    picture = blank(32, 24)
    turn = frame / 8 * 2 * np.pi
    for at in (0, 1):
        x = 15 + round(float(np.cos(turn + at * 2.6)) * 11)
        y = 11 + round(float(np.sin(turn * (1 + at) + at)) * 8)
        stamp(picture, from_text("e.e\n.a." if (frame + at) % 2 else "...\neae"), x - 1, y - 1)
    return picture


LEAF_FRAMES = 15


def leaves(frame: int) -> Picture:
    """Petals that the wind takes down and to the left through 160 by 90 pixels, for ever."""
    picture = blank(160, 90)
    places = noise(9, 3, 5)
    for at in range(9):
        way = (frame / LEAF_FRAMES + places[0, at]) % 1
        x = round(float((places[1, at] - way * 0.8) % 1 * 156 + 4 * np.sin(way * 18 + at)))
        y = round(float(way * 88))
        stamp(picture, from_text(("k\nj", "kj", "j.\n.k", ".k\nj.")[(frame + at) % 4]), x, y)
    return picture
