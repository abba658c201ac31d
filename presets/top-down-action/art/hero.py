"""The lamplighter: a red hood, a staff with a lamp, seen from four sides."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture, stamp

from art.figure import FRAME, mirrored, settled, tinted
from art.palette import INDEX, blank, from_text, outlined

_DOWN = from_text("""
....oorr....
...oorrrr...
..oorrrrrR..
..orrrrrrR..
.oorrrrrrrR.
.orrKKKKrrR.
.orKssssKrR.
.orsKssKsRR.
.orsKssKsRR.
..rrsssSrR..
..oryyyyrR..
.orrryyrrrR.
.orrrrrrrrR.
.osrrrrrrSR.
..orrrrrrR..
..orrrrrRR..
""")
_UP = from_text("""
....oorr....
...oorrrr...
..oorrrrrR..
..orrrrrrR..
.oorrrrrrrR.
.orrrrrrrrR.
.orrrrrrrRR.
.orrrrrrrRR.
.orrrrrrRRR.
..rrrrrrRR..
..orRRRRRR..
.orrrrrrrrR.
.orrrrrrrrR.
.osrrrrrrSR.
..orrrrrrR..
..orrrrrRR..
""")
_RIGHT = from_text("""
....oorrr...
..ooorrrrr..
..orrrrrrrR.
.oorrrrrrrR.
.orrrrrKKrR.
.orrrrKsssR.
.orrrKssssS.
.orrrKsKsKs.
.orrrKsKsKs.
..rrrrssss..
..oorryyyR..
.ooorrrrrR..
.oorrrrrrR..
..orrrssrR..
..orrrrrrR..
..orrrrrRR..
""")
_BODIES = {"Down": _DOWN, "Up": _UP, "Right": _RIGHT}
_BOOT = from_text("bb\nuu")
_LAMP = from_text("""
.a.
yye
yee
oyy
.c.
.c.
.b.
.c.
.b.
.c.
.b.
""")
_LAMP_AT = {"Down": (16, 9), "Up": (5, 9), "Right": (15, 9)}
_LEAN = {"Down": (0, 1), "Up": (0, -1), "Right": (1, 0)}
IDLE, WALK, ATTACK, HURT, DIE = 2, 4, 3, 2, 4


def _standing(
    facing: str, *, rise: int = 0, feet: tuple[int, int] = (0, 0), lean: int = 0, lamp: int = 0
) -> Picture:
    """``feet`` says how high the left and the right one are, ``lamp`` how far it is thrust out."""
    picture = blank(FRAME - 2, FRAME - 2)
    dx, dy = _LEAN[facing]
    left = 5 + dx * lean
    for foot, x in zip(feet, (left + 3, left + 7), strict=True):
        stamp(picture, _BOOT, x, FRAME - 4 - foot)
    lamp_x, lamp_y = _LAMP_AT[facing]
    staff = (_LAMP, lamp_x + dx * lamp * 2, lamp_y - rise + dy * lamp * 2 - 2)
    if facing == "Up":
        stamp(picture, *staff)
    stamp(picture, _BODIES[facing], left, FRAME - 4 - 15 - rise + dy * lean)
    if facing != "Up":
        stamp(picture, *staff)
    return outlined(picture)


def hero(facing: str, pose: str, frame: int) -> Picture:
    """One frame, 24 by 24 pixels, standing on the lower edge."""
    if facing == "Left":
        return mirrored(hero("Right", pose, frame))
    if pose == "Idle":
        return _standing(facing, rise=frame)
    if pose == "Walk":
        feet = ((2, 0), (0, 0), (0, 2), (0, 0))[frame]
        return _standing(facing, rise=int(frame % 2 == 0), feet=feet, lean=0)
    reach = (-1, 2, 1)[frame]
    return _standing(facing, lean=reach // 2 + frame % 2, lamp=reach)


def hurt(frame: int) -> Picture:
    return tinted(_standing("Down", rise=1), "cream" if frame == 0 else "red")


def die(frame: int) -> Picture:
    """The cloak sinks; its lamp stays, smaller and smaller."""
    if frame < 3:
        return settled(_standing("Down"), (0.85, 0.6, 0.35)[frame])
    picture = blank(FRAME - 2, FRAME - 2)
    heap = from_text("....orr.....\n..oorrrrrR..\n.orrrRrrrrR.\noorrrrrRrrRR")
    stamp(picture, heap, 4, FRAME - 6)
    stamp(picture, from_text("yo\noc"), 16, FRAME - 4)
    whole = outlined(picture)
    whole[whole == INDEX["gold"]] = INDEX["orange"]
    return np.asarray(whole)
