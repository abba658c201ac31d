"""What people built: pillars, lamps, the fountain, urns, gates and doors."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture, noise, stamp

from art.palette import INDEX, ball, blank, from_text, outlined, shade

_STONE = ("slate", "stone", "pale", "moon")


def _round_shaft(width: int, height: int, seed: int) -> Picture:
    """A column of stone, lit from the left, with flutes."""
    across = np.cos((np.arange(width) - width * 0.28) / width * 2.6)[None, :]
    light = np.clip(across * 0.8 + 0.12 * noise(width, height, seed, 2), 0, 1)
    shaft = shade(np.repeat(light, 1, 0) * np.ones((height, 1)), _STONE, 0.4)
    shaft[:, 3::4] = np.where(shaft[:, 3::4] == INDEX["moon"], INDEX["pale"], INDEX["slate"])
    return shaft


def pillar(*, broken: bool) -> Picture:
    """20 wide; 44 high, or 26 when time has taken its top."""
    height = 24 if broken else 42
    picture = blank(18, height)
    stamp(picture, _round_shaft(12, height - 5, 3), 3, 0 if broken else 5)
    _slab(picture, 0, height - 5, 18)
    if not broken:
        _slab(picture, 0, 0, 18)
        _slab(picture, 2, 5, 14, 2)
    else:
        for x, cut in enumerate((9, 7, 6, 6, 4, 3, 3, 1, 0, 2, 3, 5)):
            picture[:cut, 3 + x] = 0
        stamp(picture, from_text("f.f\ngfg\n.g."), 4, 8)
    ivy = from_text("f..\ngf.\n.g.\n.gf\nfg.\n.g.\ng..")
    stamp(picture, ivy, 9, height - 13)
    return outlined(picture)


def _slab(picture: Picture, x: int, y: int, width: int, height: int = 5) -> None:
    slab = shade(np.full((height, width), 0.55), _STONE, 0.4)
    slab[0], slab[-1] = INDEX["moon"], INDEX["slate"]
    slab[:, -2:] = np.where(slab[:, -2:] == INDEX["moon"], INDEX["pale"], INDEX["slate"])
    stamp(picture, slab, x, y)


_FLAMES = tuple(
    from_text(rows)
    for rows in (
        "..o..\n.oy..\n.oyo.\noyeyo\noyeyo\n.oyo.",
        "...o.\n..yo.\n.oyo.\noyeyo\noyeyo\n.oyo.",
        ".....\n..o..\n.oyo.\noyeyo\noyeyo\n.oyo.",
        ".o...\n.oo..\n.oyo.\noyyyo\noyeyo\n.oyo.",
    )
)


def lamp(frame: int) -> Picture:
    """An iron post with a flame behind glass, 16 by 40 pixels."""
    picture = blank(14, 38)
    post = from_text("32\n" * 22 + "3320\n" * 2)
    stamp(picture, post[:, :2], 6, 14)
    stamp(picture, from_text("..3332..\n.333222.\n33322222"), 3, 35)
    house = from_text("""
......2.....
.....232....
....23332...
..222222222.
..2y.....y2.
..2.......2.
..2.......2.
..2.......2.
..2.......2.
..2y.....y2.
..222222222.
...2333332..
.....22.....
""")
    house[(house == 0) & _glass(house)] = INDEX["orange"]
    stamp(picture, house, 1, 1)
    glow = blank(7, 6, "orange")
    glow[1:, 1:-1] = INDEX["gold"]
    glow[2:, 2:-2] = INDEX["cream"]
    stamp(picture, glow, 4, 5)
    stamp(picture, _FLAMES[frame][1:], 5, 6)
    return outlined(picture)


def _glass(house: Picture) -> np.ndarray:
    mask = np.zeros(house.shape, dtype=bool)
    mask[4:10, 3:10] = True
    return mask


def brazier(frame: int) -> Picture:
    """A bowl of fire on three legs, 18 by 24 pixels."""
    picture = blank(16, 22)
    stamp(picture, _FLAMES[(frame + 1) % 4], 2, 4 - (frame == 1))
    stamp(picture, _FLAMES[(frame + 3) % 4], 8, 3)
    stamp(picture, _FLAMES[frame], 5, 1 + (frame == 2))
    bowl = from_text("""
aoyyyyyyoyoa
caaaaaaaaabb
.cbbbbbbbbu.
..ubbbbbbu..
...uuuuuu...
...bu..ub...
..bu....ub..
..b......b..
.bu......ub.
""")
    stamp(picture, bowl, 2, 9)
    return outlined(picture)


def fountain(frame: int) -> Picture:
    """A round basin with water that falls from a bowl, 58 by 52 pixels."""
    picture = blank(56, 50)
    y, x = np.mgrid[0:50, 0:56]
    outer = np.hypot((x - 27.5) / 28, (y - 34) / 15.5)
    rim = shade(np.clip(0.75 - (x - 10) / 70 + 0.15 * noise(56, 50, 2, 2), 0, 1), _STONE, 0.5)
    picture[outer <= 1] = rim[outer <= 1]
    lower = (outer <= 1) & (np.hypot((x - 27.5) / 28, (y - 31) / 13.5) > 1) & (y > 31)
    picture[lower] = shade(0.2 + 0.25 * noise(56, 50, 8, 4), _STONE[:3], 0.3)[lower]
    inner = np.hypot((x - 27.5) / 23.5, (y - 31) / 9.8)
    ripple = np.sin(inner * 13 - frame * np.pi / 2) * 0.5 + 0.5
    water = shade(
        np.clip(ripple * 0.55 + 0.1 + (y - 26) / 60, 0, 1), ("night", "teal", "aqua"), 0.6
    )
    picture[inner <= 1] = water[inner <= 1]
    picture[(inner > 0.93) & (inner <= 1) & (y < 31)] = INDEX["night"]
    stamp(picture, _round_shaft(10, 18, 6), 23, 15)
    stamp(picture, from_text("." + "m" * 12), 22, 32)
    bowl = ball(26, 18, _STONE, 0.4)[8:]
    bowl[:2] = np.where(bowl[:2] != 0, INDEX["moon"], 0)
    stamp(picture, bowl, 15, 10)
    stamp(picture, from_text(".qqtqqqqtqqq.qqqq.\n" + "tqzqqtqqzqqqtqqzqqt"), 19, 10)
    _falling(picture, frame)
    stamp(picture, from_text("..5..\n.545.\n.443.\n45432\n.443.\n..3.."), 25, 4)
    jet = ("..z..", ".z.z.", "z...z", ".zqz.")
    for row in range(4):
        stamp(picture, from_text(jet[(row + frame) % 4]), 25, row)
    return outlined(picture)


def _falling(picture: Picture, frame: int) -> None:
    """Streams from the edge of the bowl, brighter where they break."""
    for x, length in ((17, 15), (21, 18), (34, 18), (38, 15)):
        for step in range(length):
            lit = (step + frame * 2 + x) % 5 < 2
            picture[16 + step, x] = INDEX["glow" if lit else "aqua"]
            picture[16 + step, x + 1] = INDEX["aqua" if lit else "teal"]
        splash = ("z.z", ".z.", "z.z", "zz.")[(frame + x) % 4]
        stamp(picture, from_text(splash), x - 1, 15 + length)


def urn() -> Picture:
    picture = from_text("""
..aaaac...
...cbb....
..aaccb...
.aayccbb..
.ayaccbbu.
.yyoyoyou.
.aacccbbu.
.aacccbbu.
..acccbu..
...ccbu...
..accbbu..
""")
    return outlined(picture)


def bench() -> Picture:
    picture = blank(30, 12)
    for at in range(3):
        plank = shade(0.5 + 0.35 * noise(30, 3, at, 3), ("bark", "clay", "sand"), 0.4)
        plank[-1] = INDEX["umber"]
        stamp(picture, plank, 0, at * 3)
    for x in (2, 25):
        stamp(picture, from_text("222\n.2.\n.2."), x, 9)
    return outlined(picture)


def gate(frame: int) -> Picture:
    """Bars between two posts, 36 by 40 pixels; they sink into the ground in four frames."""
    picture = blank(34, 38)
    rise = (0, 9, 19, 27)[frame]
    bars = blank(24, 30)
    for x in range(1, 24, 4):
        bars[2:, x], bars[2:, x + 1] = INDEX["pale"], INDEX["slate"]
        stamp(bars, from_text("4.\n54"), x, 0)
    for y in (7, 20):
        bars[y], bars[y + 1] = INDEX["pale"], INDEX["slate"]
    stamp(bars, from_text(".yy.\nyoay\nyaao\n.oa."), 10, 12)
    stamp(picture, bars[: 30 - rise], 5, 8 + rise)
    for x in (0, 27):
        stamp(picture, _round_shaft(7, 32, 5 + x), x, 6)
        stamp(picture, ball(7, 7, _STONE, 0.4), x, 0)
        picture[-2:, x : x + 7] = INDEX["slate"]
    return outlined(picture)


def door(frame: int) -> Picture:
    """A double door in an arch, 36 by 38 pixels; shut, then open in three frames."""
    picture = blank(34, 36)
    arch = shade(0.45 + 0.3 * noise(34, 36, 12, 3), _STONE, 0.4)
    y, x = np.mgrid[0:36, 0:34]
    shape = (np.hypot(x - 16.5, (y - 16.5)) <= 17) | (y > 16)
    hole = (np.hypot(x - 16.5, (y - 17)) <= 12.5) | ((y > 17) & (np.abs(x - 16.5) <= 12.5))
    picture[shape] = arch[shape]
    picture[hole] = INDEX["ink"]
    leaf = shade(0.35 + 0.4 * noise(13, 36, 4, 1)[:, :13], ("umber", "bark", "clay"), 0.5)
    leaf[:, ::4] = INDEX["umber"]
    width = (13, 9, 5, 3)[frame]
    for left in (4, 30 - width):
        part = np.zeros_like(picture)
        part[:, left : left + width] = leaf[:, :width]
        for row in (12, 28):
            part[row : row + 2, left : left + width] = INDEX["stone"]
        picture[hole & (part != 0)] = part[hole & (part != 0)]
    if frame == 0:
        picture[8:, 16:18] = np.where(hole[8:, 16:18], INDEX["ink"], picture[8:, 16:18])
        stamp(picture, from_text(".yyyy.\nyyeyoy\nyoKKoy\nyoKKoy\nyooKoo\n.oooo."), 14, 19)
    return outlined(picture)


def shrine(frame: int) -> Picture:
    """The great lamp that waits to be lit, 36 by 52 pixels."""
    picture = blank(34, 50)
    for inset, y in ((0, 44), (3, 39), (6, 34)):
        _slab(picture, inset, y, 34 - 2 * inset, 6)
    stamp(picture, _round_shaft(14, 14, 9), 10, 21)
    bowl = ball(30, 20, ("bark", "clay", "sand", "gold"), 0.5)[9:]
    stamp(picture, bowl, 2, 12)
    for x, shift in ((5, 1), (9, 3), (14, 0), (19, 2), (24, 1)):
        stamp(picture, _FLAMES[(frame + shift) % 4], x, 7 - (x == 14) * 3)
    stamp(picture, _FLAMES[(frame + 2) % 4], 14, 0)
    return outlined(picture)


def banner() -> Picture:
    """Cloth on a wall with a lamp on it, 14 by 26 pixels."""
    picture = shade(np.full((24, 12), 0.5) + 0.2 * noise(12, 24, 3, 2), ("maroon", "red"), 0.8)
    picture[:, 0] = picture[:, -1] = INDEX["gold"]
    picture[:2] = INDEX["bark"]
    for x in range(12):
        picture[24 - abs(x - 6) // 2 - 1 + (x == 11) :, x] = (
            0 if abs(x - 6) > 1 else picture[-1, x]
        )
    stamp(picture, from_text(".yy.\nyeey\nyeey\n.yy.\n.oo.\n.oo."), 4, 8)
    return outlined(picture)


def stairs() -> Picture:
    """Steps that lead down into the dark, 32 by 32 pixels."""
    picture = blank(30, 30, "slate")
    picture[0], picture[:, 0], picture[:, -1] = INDEX["moon"], INDEX["pale"], INDEX["stone"]
    for step in range(6):
        top = 3 + step * 4
        ramp = ("moon", "pale", "stone", "slate", "night", "abyss")[step]
        picture[top : top + 3, 3:27] = INDEX[ramp]
        picture[top + 3, 3:27] = INDEX["ink"]
    picture[27:, 3:27] = INDEX["ink"]
    return outlined(picture[:, :])
