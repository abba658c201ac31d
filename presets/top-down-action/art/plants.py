"""What grows in the garden: trees with moonlit crowns, bushes, flowers, glowing mushrooms."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture, noise, stamp

from art.palette import INDEX, ball, blank, from_text, outlined, shade

_CROWN = ("mould", "pine", "leaf", "grass", "fern")
_TUFTS = ((2, 14, 22), (24, 15, 22), (0, 4, 20), (26, 5, 20), (12, 0, 24), (11, 14, 26))


def tree() -> Picture:
    """48 by 60 pixels; it stands on the middle of its lower edge."""
    picture = blank(46, 58)
    stamp(picture, _trunk(), 17, 32)
    for x, y, size in _TUFTS:
        tuft = ball(size, size - 2, _CROWN, 0.9, 0.85)
        grain = noise(size, size - 2, x + 7, 2)
        tuft[(grain > 0.82) & (tuft == INDEX["fern"])] = INDEX["lime"]
        tuft[(grain < 0.16) & (tuft == INDEX["leaf"])] = INDEX["pine"]
        stamp(picture, tuft, x, y)
    lit = (picture[2:, 2:] == INDEX["fern"]) & (picture[:-2, :-2] == 0)
    picture[2:, 2:][lit] = INDEX["lime"]
    return outlined(picture)


def _trunk() -> Picture:
    light = np.linspace(0.9, 0.1, 12)[None, :] + 0.3 * (noise(12, 26, 4, 2) - 0.5)
    trunk = shade(np.clip(light.repeat(1, 0), 0, 1), ("umber", "bark", "clay"), 0.6)
    y = np.arange(26)[:, None]
    x = np.arange(12)[None, :]
    half = 3.4 + 0.006 * (y - 10) ** 2 + np.where(y > 22, (y - 22) * 0.7, 0)
    trunk[np.abs(x - 5.5) > half] = 0
    return trunk


def bush() -> Picture:
    """A round one with moonflowers, 24 by 18 pixels."""
    picture = blank(22, 16)
    for x, y, size in ((0, 4, 12), (10, 4, 12), (4, 0, 14)):
        stamp(picture, ball(size, size - 1, _CROWN, 0.8, 0.9), x, y)
    for x, y in ((4, 6), (10, 3), (15, 7), (9, 9)):
        stamp(picture, from_text(".w.\nwyw\n.x."), x, y)
    return outlined(picture)


_SMALL = {
    "Moonflower": """
..w..w..
.wxwwxw.
..w.zw..
..g..g..
.fg.fg..
..gfg...
""",
    "Tulips": """
.k..k...
kjk.kk.k
kkk..g.k
.g..fg.g
.gf.g.fg
..gg.gg.
""",
    "Glowcap": """
..qqq...
.qzqzq..
qzqqqqt.
.teeet..
..ee.qq.
..ea.qqt
..ea.ea.
""",
    "Tuft": """
f...i..f
.f.f.i.f
.gf.g.fg
g.gfg.g.
.ggmggmg
""",
    "Rock": """
...4444...
..455443..
.44543333.
.443333322
3333333222
.32222222.
""",
    "Rubble": """
..444.......
.45433..44..
.4333244332.
3332243332.2
.222.222222.
""",
}
SMALL = tuple(_SMALL)


def small(name: str) -> Picture:
    return outlined(from_text(_SMALL[name])) if name != "Tuft" else from_text(_SMALL[name])
