"""The ground: turf, flagstones and hedges of the garden; floor, walls and carpet of the ruins.

A tile that fits itself in has sixteen pictures, by which of its neighbours are of its kind:
north counts 1, east 2, south 4, west 8.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from forge.art.canvas import Field, Picture, noise, stamp
from forge.art.sheet import grid_frames, in_rows
from forge.unity.texture_meta import Frame

from art.palette import INDEX, blank, from_text, shade

TILE = 16
NORTH, EAST, SOUTH, WEST = 1, 2, 4, 8
VARIANTS = 8
INNER_PATHS = range(16, 24)
"""More pictures of a path that goes on to all sides."""
_BLADES = tuple(
    from_text(rows)
    for rows in (
        "f..\nf.g\ng.g",
        "..f\nf.g\ng..",
        ".f.f\n.g.g",
        "g\ng",
    )
)


def _smooth(width: int, height: int, seed: int, cell: int) -> Field:
    """Noise in soft patches of about ``cell`` pixels that meets itself at all edges."""
    coarse = noise(width // cell, height // cell, seed)
    across = np.arange(width) / cell
    down = np.arange(height) / cell
    left, top = across.astype(int), down.astype(int)
    fx, fy = across - left, (down - top)[:, None]
    right, low = (left + 1) % coarse.shape[1], (top + 1) % coarse.shape[0]
    upper = coarse[top][:, left] * (1 - fx) + coarse[top][:, right] * fx
    lower = coarse[low][:, left] * (1 - fx) + coarse[low][:, right] * fx
    field: Field = upper * (1 - fy) + lower * fy
    return field


def grass(variant: int) -> Picture:
    """Turf that joins any other turf; later variants have more in them."""
    picture = shade(0.28 + 0.2 * _edgeless(variant), ("mould", "pine", "leaf", "grass"), 0.35)
    spots = noise(6, 3, 40 + variant)
    for at in range((2, 3, 2, 4, 3, 2, 4, 3)[variant]):
        x, y = 1 + int(spots[0, at] * 11), 1 + int(spots[1, at] * 11)
        stamp(picture, _BLADES[int(spots[2, at] * len(_BLADES))], x, y)
    if variant == 5:
        stamp(picture, from_text(".k.\nkek\n.kg"), 9, 4)
        stamp(picture, from_text(".j.\njej\n.jg"), 3, 9)
    if variant == 6:
        stamp(picture, from_text(".44.\n4332\n.22m"), 8, 9)
    if variant == 7:
        stamp(picture, from_text("x\nv\ng"), 4, 4)
        stamp(picture, from_text("x\nx\ng"), 11, 8)
    return picture


def _edgeless(seed: int) -> Field:
    """Patches that fade to the mean at the edges, so that no seam shows."""
    y, x = np.mgrid[0:TILE, 0:TILE]
    inner = np.minimum(np.minimum(x, TILE - 1 - x), np.minimum(y, TILE - 1 - y)) / 5
    faded: Field = 0.5 + (_smooth(TILE, TILE, seed + 3, 4) - 0.5) * np.clip(inner, 0, 1) * 1.6
    return faded


def path(mask: int) -> Picture:
    """Flagstones with moss between, worn into the turf where it ends; from 16 on all around it."""
    stones = _flags(mask, ("slate", "slate", "stone"), "night")
    moss = (stones == INDEX["night"]) & (noise(TILE, TILE, 90 + mask, 3) > 0.55)
    stones[moss] = INDEX["pine"]
    if mask in (18, 21):
        stamp(stones, from_text(".fg.\ngfgg\n.gm."), 5, 6)
    return _patch(min(mask, 15), stones, grass(0), "mould")


def carpet(mask: int) -> Picture:
    """A red cloth with a golden hem."""
    picture = shade(0.12 + 0.2 * _smooth(TILE, TILE, 9, 2), ("maroon", "red"), 0.5)
    stamp(picture, from_text("...r...\n..r.r..\n.r.o.r.\n..r.r..\n...r..."), 4, 5)
    for side, lane in _sides(picture, 1):
        if not mask & side:
            lane[:] = INDEX["gold"]
    for side, lane in _sides(picture, 0):
        if not mask & side:
            lane[:] = INDEX["maroon"]
    return picture


def _sides(picture: Picture, depth: int) -> list[tuple[int, Picture]]:
    return [
        (NORTH, picture[depth, :]),
        (EAST, picture[:, -1 - depth]),
        (SOUTH, picture[-1 - depth, :]),
        (WEST, picture[:, depth]),
    ]


def _flags(seed: int, ramp: tuple[str, str, str], gap: str) -> Picture:
    """Four uneven slabs, each with a lit upper left and a dark lower right edge."""
    picture = blank(TILE, TILE, gap)
    tones = noise(4, 1, seed + 11)[0]
    split = 7 + seed % 3
    boxes = ((0, 0, 7, split - 1), (8, 0, 7, split - 1), (0, split, 9, 15 - split))
    for at, (x, y, width, height) in enumerate((*boxes, (10, split, 5, 15 - split))):
        grain = noise(width, height, seed * 5 + at)
        slab = shade(0.2 + 0.3 * tones[at] + 0.25 * grain, ramp, 0.2)
        slab[0, :], slab[:, 0] = INDEX[ramp[2]], INDEX[ramp[2]]
        slab[-1, :], slab[:, -1] = INDEX[ramp[0]], INDEX[ramp[0]]
        slab[0, -1] = slab[-1, 0] = slab[0, 0] = INDEX[ramp[0]]
        stamp(picture, slab, x, y)
    return picture


def _patch(mask: int, inside: Picture, outside: Picture, rim: str) -> Picture:
    """``inside`` with ragged, rounded ends towards the sides that ``mask`` leaves out."""
    y, x = np.mgrid[0:TILE, 0:TILE]
    ragged = noise(TILE, TILE, 77, 2) * 2.2
    far = 99.0
    north = y if not mask & NORTH else np.full_like(y, far)
    south = TILE - 1 - y if not mask & SOUTH else np.full_like(y, far)
    west = x if not mask & WEST else np.full_like(x, far)
    east = TILE - 1 - x if not mask & EAST else np.full_like(x, far)
    edge = np.minimum(np.minimum(north, south), np.minimum(west, east)).astype(np.float64)
    for first, second in ((north, west), (north, east), (south, west), (south, east)):
        round_corner = 6 - np.hypot(6 - np.clip(first, 0, 6), 6 - np.clip(second, 0, 6))
        edge = np.minimum(edge, np.where((first < 6) & (second < 6), round_corner, edge))
    picture = inside.copy()
    picture[edge < ragged + 1.2] = INDEX[rim]
    picture[edge < ragged] = outside[edge < ragged]
    return picture


def hedge(mask: int) -> Picture:
    """A clipped hedge seen from above; its front shows where nothing of it lies to the south."""
    y, x = np.mgrid[0:TILE, 0:TILE]
    lumps = _smooth(TILE, TILE, 21, 4) * 0.6 + noise(TILE, TILE, 22 + mask) * 0.4
    inner = mask == NORTH + EAST + SOUTH + WEST
    top = shade(0.5 * lumps + 0.2 * (not inner), ("mould", "pine", "leaf", "grass", "fern"), 0.5)
    if not mask & SOUTH:
        front = shade(0.15 + 0.4 * lumps[6:], ("mould", "pine", "leaf"), 0.5)
        front[-2:] = INDEX["ink"]
        front[-3:][noise(TILE, 3, 5) > 0.6] = INDEX["mould"]
        top[6:] = front
        top[5][::2] = INDEX["lime"]
        top[5][1::2] = INDEX["fern"]
        top[6][noise(TILE, 1, 6)[0] > 0.5] = INDEX["fern"]
    if not mask & NORTH:
        top[0] = INDEX["mould"]
        top[1][noise(TILE, 1, 8)[0] > 0.4] = INDEX["lime"]
    if not mask & WEST:
        top[:, 0] = INDEX["mould"]
    if not mask & EAST:
        top[:, -1] = INDEX["mould"]
        top[:, -2][(y[:, 0] % 3) == 0] = INDEX["pine"]
    if not inner:
        top[(lumps > 0.78) & (x % 2 == 0) & (y < 6)] = INDEX["lime"]
    return top


def floor(variant: int) -> Picture:
    """Slabs of the ruins, cracked or mossy in some places."""
    picture = _flags(variant + 30, ("night", "slate", "stone"), "abyss")
    if variant in (5, 6):
        crack = (
            from_text("...0\n..0.\n..0.\n.00.\n0..0")
            if variant == 5
            else from_text("0..\n.0.\n.00")
        )
        stamp(picture, crack, 6, 5)
    if variant == 7:
        moss = noise(TILE, TILE, 3, 2) > 0.62
        picture[moss] = INDEX["pine"]
        picture[moss & (noise(TILE, TILE, 4) > 0.7)] = INDEX["leaf"]
    return picture


def wall(mask: int) -> Picture:
    """Masonry from above, dark, with a lit rim; its bricks show where it ends to the south."""
    top = shade(0.2 + 0.2 * noise(TILE, TILE, 60 + mask, 2), ("abyss", "night", "slate"), 0.3)
    for side, lane in _sides(top, 0):
        if not mask & side and side != SOUTH:
            lane[:] = INDEX["stone"]
    if not mask & SOUTH:
        bricks = _bricks(mask)
        top[4:] = bricks
        top[2], top[3] = INDEX["pale"], INDEX["stone"]
    return top


def _bricks(seed: int) -> Picture:
    face = blank(TILE, 12, "night")
    for row in range(3):
        for column in range(3):
            x, y = column * 8 - (row % 2) * 4, row * 4
            light = 0.35 + 0.45 * noise(3, 3, seed + 2)[row, column] - row * 0.08
            brick = shade(np.full((3, 7), light), ("night", "slate", "stone"), 0)
            brick[0] = shade(np.full((1, 7), min(light + 0.3, 1)), ("slate", "stone", "pale"), 0)
            stamp(face, brick, x, y)
    face[-1] = INDEX["ink"]
    return face


_FITTING: dict[str, Callable[[int], Picture]] = {
    "Path": path,
    "Hedge": hedge,
    "Wall": wall,
    "Carpet": carpet,
}
_VARIED: dict[str, Callable[[int], Picture]] = {"Grass": grass, "Floor": floor}


def sheet() -> Picture:
    """A row for each that varies, one of more paths, two for each that fits itself in."""
    varied = [[draw(at) for at in range(VARIANTS)] for draw in _VARIED.values()]
    varied.append([path(at) for at in INNER_PATHS])
    fitting = [
        [draw(half + at) for at in range(8)] for draw in _FITTING.values() for half in (0, 8)
    ]
    return in_rows([*varied, *fitting])


def frames() -> tuple[Frame, ...]:
    varied = [[f"{name}_{at}" for at in range(VARIANTS)] for name in _VARIED]
    varied.append([f"Path_{at}" for at in INNER_PATHS])
    fitting = [[f"{name}_{half + at}" for at in range(8)] for name in _FITTING for half in (0, 8)]
    return grid_frames([*varied, *fitting], TILE, TILE)
