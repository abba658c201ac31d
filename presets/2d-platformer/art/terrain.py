"""What one stands on: grass, dirt, stone, wood and spikes."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture, noise, stamp, stamp_wrapped

from art.palette import INDEX, blank, from_text, outlined, shade

_TILE = 16


def dirt(width: int = 64, height: int = 64, seed: int = 3) -> Picture:
    """Earth with pebbles, darker with depth; repeats sideways."""
    clods = noise(width, height, seed, cell=4) * 0.6 + noise(width, height, seed + 1, cell=2) * 0.4
    depth = np.linspace(0, 1, height)[:, None]
    deep = shade(np.clip(depth * 1.5 - 0.1, 0, 1).repeat(width, 1), ("bark", "umber"), 0.5)
    picture = np.where(clods > 0.8, INDEX["umber"], deep).astype(np.uint8)
    picture[(clods > 0.84) & (deep == INDEX["umber"])] = INDEX["plum"]
    spots = noise(width // 8, height // 8, seed + 5)
    turns = (noise(width // 8, height // 8, seed + 6) * 97).astype(int)
    for row, column in np.argwhere(spots > 0.7):
        pebble = _PEBBLES[int(spots[row, column] * 997) % len(_PEBBLES)]
        turn = int(turns[row, column])
        stamp_wrapped(picture, pebble, int(column) * 8 + turn % 7, int(row) * 8 + turn % 11 - 2)
    return picture


_PEBBLES = (
    from_text(".cc.\ncsbu\ncbbu\n.uu."),
    from_text(".ccc.\ncsscb\ncccbu\n.buu."),
    from_text("cc\nbu"),
    from_text(".aa.\nannt\nntt."),
    from_text("sc\ncu"),
)


def grass_top(width: int = 64, seed: int = 11) -> Picture:
    """Turf over earth that repeats sideways. One stands three pixels below its top."""
    picture = np.vstack([blank(width, 3), dirt(width, seed=9)[: _TILE - 3]])
    blades = noise(width, 1, seed)[0]
    tufts = noise(width, 1, seed + 1, cell=2)[0]
    roots = noise(width, 1, seed + 2, cell=2)[0]
    for x in range(width):
        top = 3 - (1 if blades[x] > 0.45 else 0) - (1 if tufts[x] > 0.7 else 0)
        bottom = 7 + int(roots[x] * 3.4)
        picture[top:bottom, x] = INDEX["grass"]
        picture[top, x] = INDEX["lime"]
        if blades[x] > 0.35:
            picture[top + 1, x] = INDEX["lime"]
        picture[bottom - 2 : bottom, x] = INDEX["leaf"]
        picture[bottom, x] = INDEX["pine"]
        picture[bottom + 1, x] = INDEX["umber"]
    flecks = noise(width, 3, seed + 4)
    picture[4:7][(flecks > 0.86)] = INDEX["leaf"]
    return picture


def ground_edge() -> Picture:
    """The left end of the ground, below the turf; repeats downwards. Flipped for the right end."""
    picture = blank(8, 32, "bark")
    picture[noise(8, 32, 22, cell=2) > 0.8] = INDEX["umber"]
    bulge = noise(1, 32, 21, cell=4)[:, 0]
    for y in range(32):
        inset = 1 if bulge[y] > 0.5 else 0
        picture[y, :inset] = 0
        picture[y, inset] = INDEX["ink"]
        picture[y, inset + 1] = INDEX["clay"]
    return picture


def grass_edge() -> Picture:
    """The left end of the turf: a rounded tuft that hangs over ``ground_edge``."""
    return from_text("""
..........
...yy..y..
..yyyyyyyy
.yygyygygg
Kyyggggggg
Kygggggggg
Kygggglggg
Kgggglllgl
Klgglllull
KPlllPPuPP
.KPPPucuub
.KcubbcbbbK
""")[:, :10]


def island(width: int = 64, height: int = 32) -> Picture:
    """A piece of ground that floats: turf above, earth that tapers below."""
    picture = blank(width, height)
    earth = dirt(((width + 63) // 64) * 64)[:height, :width]
    ragged = noise(width, 1, 31, cell=4)[0]
    x = np.arange(width)
    reach = np.sqrt(np.clip(1 - ((x - width / 2 + 0.5) / (width / 2 - 2)) ** 2, 0, 1))
    depth = (5 + reach * (height - 12) + (ragged - 0.5) * 9 * reach).astype(int)
    for column in range(3, width - 3):
        bottom = min(8 + depth[column], height - 2)
        picture[6:bottom, column] = earth[6:bottom, column]
        picture[max(bottom - 3, 6) : bottom, column] = INDEX["umber"]
    picture = outlined(picture)[1:-1, 1:-1]
    turf = grass_top(64)
    wide = np.tile(turf, (1, 2))[:10, : width - 8]
    stamp(picture, np.where(wide == INDEX["bark"], 0, wide), 4, 0)
    end = grass_edge()[:10]
    stamp(picture, end, 0, 0)
    stamp(picture, end[:, ::-1], width - end.shape[1], 0)
    return picture


def stone_bricks(width: int = 64, height: int = 32, seed: int = 41) -> Picture:
    """Masonry that repeats in both directions: courses of eight pixels."""
    picture = blank(width, height, "slate")
    tone = noise(width // 8 + 2, height // 8, seed)
    for course in range(height // 8):
        shift = 8 if course % 2 else 0
        for brick in range(width // 16):
            value = tone[course, brick]
            stamp_wrapped(picture, _brick(value), brick * 16 + shift, course * 8)
    return picture


def _brick(value: float) -> Picture:
    """One brick of 15 by 7 pixels; ``value`` in 0..1 chooses its wear."""
    body = "stone" if value < 0.78 else "slate"
    brick = blank(15, 7, body)
    brick[0, :], brick[:, 0] = INDEX["pale"], INDEX["pale"]
    if body == "slate":
        brick[0, :], brick[:, 0] = INDEX["stone"], INDEX["stone"]
    brick[-1, 1:], brick[1:, -1] = INDEX["slate"], INDEX["slate"]
    brick[0, -1] = brick[-1, 0] = INDEX["slate"]
    speck = int(value * 991)
    brick[2 + speck % 3, 3 + speck % 9] = INDEX["pale"]
    brick[4, 2 + speck % 10] = INDEX["slate"]
    if value > 0.55:
        crack = 4 + speck % 6
        brick[1:4, crack] = INDEX["slate"]
        brick[3:6, crack + 1] = INDEX["slate"]
    return brick


def stone_top(width: int = 64) -> Picture:
    """The cap of a wall, with moss; repeats sideways. One stands on its top."""
    picture = blank(width, 8, "pale")
    picture[0] = INDEX["white"]
    picture[5:7] = INDEX["stone"]
    picture[7] = INDEX["ink"]
    picture[:, 0::32], picture[1:7, 31::32] = INDEX["white"], INDEX["slate"]
    moss = noise(width, 1, 47, cell=3)[0]
    hang = noise(width, 1, 48)[0]
    for x in range(width):
        if moss[x] > 0.5:
            low = 2 + int(hang[x] * 4)
            picture[0:low, x] = INDEX["grass"]
            picture[0, x] = INDEX["lime"]
            picture[low - 1, x] = INDEX["leaf"]
    return picture


def plank(width: int = 64) -> Picture:
    """A wooden walkway eight pixels thick that repeats sideways."""
    picture = blank(width, 8, "clay")
    picture[0], picture[7] = INDEX["ink"], INDEX["ink"]
    picture[1] = INDEX["cream"]
    picture[2] = INDEX["sand"]
    picture[5] = INDEX["bark"]
    picture[6] = INDEX["umber"]
    grain = noise(width, 3, 51, cell=1)
    picture[2:5][grain > 0.88] = INDEX["bark"]
    for joint in range(0, width, 16):
        picture[1:7, joint] = INDEX["umber"]
        picture[1:6, joint + 1] = INDEX["sand"]
        picture[3, joint + 3] = picture[3, (joint - 3) % width] = INDEX["ink"]
    return picture


def post() -> Picture:
    """The leg of a walkway; repeats downwards."""
    picture = blank(6, 32, "bark")
    picture[:, 0], picture[:, 5] = INDEX["ink"], INDEX["ink"]
    picture[:, 1] = INDEX["clay"]
    picture[:, 4] = INDEX["umber"]
    picture[noise(6, 32, 61, cell=1) > 0.93] = INDEX["umber"]
    picture[:, 0], picture[:, 5] = INDEX["ink"], INDEX["ink"]
    return picture


def spikes() -> Picture:
    """Two iron thorns, sixteen pixels wide; repeats sideways."""
    thorn = from_text("""
...w....
...a....
..KaK...
..Kwn...
..Kan...
.KKantK.
.Kwant..
.Kannt..
KKanntK.
Kwanntt.
Kannnttt
KKKKKKKK
""")
    return np.hstack([thorn, thorn])


def raft(width: int = 48) -> Picture:
    """The boards that a moving platform is made of, hung on two iron bands."""
    picture = blank(width, 12)
    picture[:8] = plank(64)[:, :width]
    picture[:8, 0], picture[:8, -1] = INDEX["ink"], INDEX["ink"]
    band = from_text("KaaK\nKanK\nKanK\nKanK\nKanK\nKanK\nKanK\nKanK\nKntK\nKntK\n.KK.")
    for x in (6, width - 10):
        stamp(picture, band, x, 0)
    return picture
