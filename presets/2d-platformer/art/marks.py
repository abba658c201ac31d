"""What tells how far one is: the flag of a checkpoint and the star at the goal."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture, stamp

from art.characters import flag
from art.palette import INDEX, blank, from_text, outlined

FLAG_WIDTH, FLAG_HEIGHT = 28, 48


def lowered_flag() -> Picture:
    """The pole with its cloth hanging limp from the middle, before anyone was here."""
    picture = blank(FLAG_WIDTH, FLAG_HEIGHT)
    pole = from_text("aNt\n" * 46)
    pole[pole == INDEX["navy"]] = INDEX["stone"]
    stamp(picture, outlined(pole)[:-1], 2, 2)
    stamp(picture, from_text(".KKK.\nKaanK\nKwanK\nKannK\n.KKK."), 2, 0)
    stamp(picture, outlined(from_text(_LIMP)), 6, 24)
    return picture


_LIMP = """
wwan
waan
waann
waann
wanan
wanan
wanan
wanan
aanan
aannn
aann.
.ann.
.an..
"""


def checkpoint(frame: int) -> Picture:
    """Seven frames: lowered, on its way up (two), then four of it waving."""
    if frame == 0:
        return lowered_flag()
    if frame < 3:
        return _rising(frame)
    return flag(frame - 3)


def _rising(frame: int) -> Picture:
    """The waving flag, still ``(3 - frame)`` thirds of the pole too low."""
    whole, bare = flag(0), lowered_flag()
    cloth = whole[:24, 6:].copy()
    picture = bare.copy()
    picture[24:41, 6:] = 0
    stamp(picture, cloth, 6, (3 - frame) * 9)
    return picture


STAR_WIDTHS = (22, 18, 10, 4, 10, 18)
GOAL_WIDTH, GOAL_HEIGHT = 32, 52


def goal(frame: int) -> Picture:
    """One of six frames of the star that turns over its pedestal, 32 by 52 pixels."""
    picture = blank(GOAL_WIDTH, GOAL_HEIGHT)
    stamp(picture, _PEDESTAL, (GOAL_WIDTH - _PEDESTAL.shape[1]) // 2, GOAL_HEIGHT - 18)
    lift = (0, 1, 2, 2, 1, 0)[frame]
    turned = _turned(STAR_WIDTHS[frame])
    stamp(picture, turned, (GOAL_WIDTH - turned.shape[1]) // 2, 6 - lift)
    return picture


def _turned(width: int) -> Picture:
    """The star as wide as it looks while it turns about its upright axis."""
    columns = np.minimum((np.arange(width) + 0.5) * _STAR.shape[1] / width, _STAR.shape[1] - 1)
    face = _STAR[:, columns.astype(int)]
    if width <= 4:
        face = np.where(face != 0, INDEX["orange"], 0).astype(np.uint8)
    return outlined(face)


def _star(size: int = 22) -> Picture:
    """A star of five points, its upper left facets lit."""
    y, x = np.mgrid[0:size, 0:size]
    centre = (size - 1) / 2
    dx, dy = x - centre, y - centre - 1
    angle = np.arctan2(dx, -dy)
    fifth = 2 * np.pi / 5
    within = np.abs((angle + fifth / 2) % fifth - fifth / 2)
    outer, inner = size / 2, size / 4.3
    # The edge from a point to the notch beside it, in polar form.
    edge = outer * inner * np.sin(fifth / 2)
    edge = edge / (outer * np.sin(within) + inner * np.sin(fifth / 2 - within))
    reach = np.hypot(dx, dy)
    picture = blank(size, size)
    side = ((angle + fifth / 2) % fifth) < fifth / 2
    picture[(reach <= edge) & side] = INDEX["gold"]
    picture[(reach <= edge) & ~side] = INDEX["orange"]
    picture[(reach <= edge * 0.55) & side] = INDEX["cream"]
    picture[(reach <= edge * 0.55) & ~side] = INDEX["gold"]
    return picture


_STAR = _star()
_PEDESTAL = outlined(
    from_text("""
...wwwwwwwwwwwwwwww...
..waaaaaaaaaaaaaaaan..
..aaaaaaaaaaaaaaaann..
...nnnnnnnnnnnnnnnn...
....annnnnnnnnnnnt....
....annnndddnnnnnt....
....annnddoddnnnnt....
....annndoooonnnnt....
....annnnoonnnnnnt....
....annnnnnnnnnnnt....
....annnnnnnnnnntt....
...aaaaaaaaaaaaaann...
..waaaaaaaaaaaaaaann..
.waaaaaaaaaaaaaaaannt.
.aannnnnnnnnnnnnnnntt.
.ttttttttttttttttttttt
""")
)
