"""What grows, and what people left beside the path."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture, noise, sphere_light, stamp

from art.palette import INDEX, blank, from_text, outlined, shade

_LEAVES = ("pine", "leaf", "grass", "lime")


def foliage(width: int, height: int, seed: int, gain: float = 1.0) -> Picture:
    """A round mass of leaves, lit from the top left."""
    light, inside = sphere_light(width, height)
    tufts = noise(width, height, seed, cell=2) * 0.55 + noise(width, height, seed + 1) * 0.45
    picture = shade(np.clip(light * gain + (tufts - 0.5) * 0.55, 0, 1), _LEAVES, 0.2)
    edge = noise(width, height, seed + 2, cell=2) > 0.5
    y, x = np.mgrid[0:height, 0:width]
    reach = np.hypot((x - (width - 1) / 2) / (width / 2), (y - (height - 1) / 2) / (height / 2))
    picture[~inside | ((reach > 0.9) & edge)] = 0
    return picture


_CROWN = (
    # x, y, width, height, gain: from the back to the front
    (4, 30, 44, 34, 0.72),
    (48, 32, 42, 32, 0.62),
    (26, 34, 44, 34, 0.66),
    (12, 10, 44, 38, 0.95),
    (42, 12, 42, 36, 0.80),
    (27, 0, 40, 34, 1.05),
    (0, 20, 34, 30, 0.98),
    (30, 22, 38, 30, 0.88),
)


def tree(width: int = 94, height: int = 112) -> Picture:
    """An old apple tree."""
    picture = blank(width - 2, height - 2)
    _trunk(picture, 45, 56)
    crown = blank(width - 2, 72)
    for number, (x, y, across, down, gain) in enumerate(_CROWN):
        puff = foliage(across, down, 101 + number * 3, gain)
        rim = outlined(puff, "pine")
        stamp(crown, rim, x - 1, y - 1)
    stamp(picture, crown, 0, 0)
    fruit = from_text(".rr.\nrkrR\nrrrR\n.RR.")
    for x, y in ((18, 30), (36, 14), (60, 24), (48, 46), (74, 40), (26, 50)):
        stamp(picture, outlined(fruit, "pine"), x, y)
    return outlined(picture)


def _trunk(picture: Picture, centre: int, top: int) -> None:
    bottom = picture.shape[0]
    grain = noise(picture.shape[1], bottom, 131, cell=2)
    for y in range(top, bottom):
        root = max(0.0, (y - bottom + 14) / 14) ** 2 * 7
        crown = max(0.0, (top + 12 - y) / 12) * 4
        half = 6 + root + crown
        left, right = int(centre - half), int(centre + half)
        for x in range(left, right):
            across = (x - left) / (right - left)
            tone = across + (grain[y, (x * 3) % picture.shape[1]] - 0.5) * 0.35
            name = "clay" if tone < 0.28 else "bark" if tone < 0.62 else "umber"
            picture[y, x] = INDEX[name]
    picture[top : top + 18, centre - 6 : centre + 6][noise(12, 18, 132, cell=2) > 0.4] = INDEX[
        "umber"
    ]


def bush(width: int = 40, height: int = 20) -> Picture:
    """A bush of three heads, cut flat where it meets the ground."""
    picture = blank(width - 2, height + 6)
    for number, (x, y, size, gain) in enumerate(
        ((0, 9, 18, 0.95), (19, 8, 18, 0.7), (9, 1, 21, 1.0))
    ):
        stamp(picture, outlined(foliage(size, size, 151 + number * 3, gain), "pine"), x - 1, y - 1)
    return outlined(picture[: height - 1])[:-1]


FLOWER_RED = """
.KKK.
KrkrK
KkdkK
KrkRK
.KKK.
..l..
.ylP.
..lP.
..l..
"""
FLOWER_BLUE = """
..q..
.qBq.
qBwBq
.qBN.
..l..
..l.l
l.ll.
.ll..
..l..
"""
FLOWER_WHITE = """
.w.w.
wwdww
.wdw.
..w..
..l..
y.l..
.yl.l
..ll.
..l..
"""
TUFT = """
......y.....
..y...y..y..
..y..yg..g.y
y.yg.yg.yg.y
yggg.ggygggg
.gglgglggll.
..llglllgl..
"""
MUSHROOM = """
...KKKK...
..KrrwrK..
.KrwrrrrK.
KrrrrrwrRK
KwrrrrrRRK
.KKKeeKKK.
...Keek...
...KesK...
...KesK...
"""
ROCK = """
.....KKKKK......
...KKaaannKK....
..KaawannnnnK...
.KaaannnnnntK...
.KannnnnnntttK..
KanngnntnnttttK.
KnnygnntttttttK.
KgyllgttttglttK.
"""
SIGN = """
.KKKKKKKKKKKKKKKK..
KeeeeeeeeeeeeeeseK.
KesssssssssKssssscK
KesssKKKKKKKKsssscK
KesssKKKKKKKKKssscK
KcsssssssssKsssccK.
KbcccccccccccccbK..
.KKKKKKKKKKKKKKK...
.......KcbuK.......
.......KcbuK.......
.......KcbuK.......
.......KcbuK.......
......yKcbuKy......
.....yglcbulgy.....
"""
FENCE = """
...KK..........KK...
..KscK........KscK..
KKKscKKKKKKKKKKscKKK
ssssccsssssssssccsss
ccccbccccccccccbcccc
KKKscKKKKKKKKKKscKKK
..KscK........KscK..
KKKscKKKKKKKKKKscKKK
ssssccsssssssssccsss
ccccbccccccccccbcccc
KKKscKKKKKKKKKKscKKK
..KscK........KscK..
..KscK........KscK..
.yKscKy......yKscKy.
"""

GEM = """
..KKKKKK..
.KqqwqBBK.
KqqwqBBBNK
KKKKKKKKKK
.KqwqBBNK.
..KqqBNK..
...KqNK...
....KK....
"""
FOSSIL = """
..KKK.............KK
.KeeeK..K.K.K.K..KeK
KeewKeKKeKeKeKeKKeeK
KeeKKeeeeeeeeeeeesK.
KeeeeeKKsKsKsKsKKeeK
.KKeKeK.K.K.K.K..KsK
...K.K............KK
"""

SMALL: dict[str, str] = {
    "Gem": GEM,
    "Fossil": FOSSIL,
    "FlowerRed": FLOWER_RED,
    "FlowerBlue": FLOWER_BLUE,
    "FlowerWhite": FLOWER_WHITE,
    "Tuft": TUFT,
    "Mushroom": MUSHROOM,
    "Rock": ROCK,
    "Sign": SIGN,
    "Fence": FENCE,
}


def small(name: str) -> Picture:
    return from_text(SMALL[name])
