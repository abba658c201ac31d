"""What the night sends: shades with shining eyes, and embers, which are worse."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture, stamp

from art.figure import FRAME, mirrored, recoloured, settled, tinted
from art.palette import INDEX, ball, blank, from_text, outlined

_WIDTH, _HEIGHT = 16, 16
_EYE = from_text("zz\nqz\nqq")
_EYES = {"Down": (3, 9), "Right": (7, 12), "Up": ()}
_HORN = from_text(".x\nvx\nvv\npv")
EMBER = {
    "dusk": "umber",
    "plum": "maroon",
    "violet": "red",
    "lilac": "orange",
    "aqua": "gold",
    "glow": "cream",
}


def _body(
    facing: str, wave: int, *, lift: int = 0, stretch: int = 0, jaw: bool = False
) -> Picture:
    """``wave`` moves the hem, ``stretch`` makes it taller and thinner, ``jaw`` opens it."""
    width, height = _WIDTH - stretch // 2, _HEIGHT + stretch
    body = ball(width, height + 4, ("dusk", "plum", "violet", "lilac"), 0.5)[:height]
    for x in range(width):
        hem = 2 + round(1.6 * float(np.sin((x / 2.6) + wave * np.pi / 2)))
        body[height - max(hem, 0) :, x] = 0
    top = 4 + (facing == "Up")
    for x in _EYES[facing]:
        stamp(body, _EYE, x, top + 2)
    if jaw and facing != "Up":
        stamp(
            body, from_text("K.K.K\nKKKKK\n.KkK."), _EYES[facing][0] - 1 + (facing == "Right"), 11
        )
    picture = blank(FRAME - 2, FRAME - 2)
    left, bottom = (FRAME - 2 - width) // 2, FRAME - 2 - lift
    stamp(picture, _HORN, left + 2, bottom - height - 2)
    stamp(picture, mirrored(_HORN), left + width - 4, bottom - height - 2)
    stamp(picture, body, left, bottom - height)
    return outlined(picture)


def shade(facing: str, pose: str, frame: int) -> Picture:
    """One frame, 24 by 24 pixels; it floats a little over the lower edge."""
    if facing == "Left":
        return mirrored(shade("Right", pose, frame))
    if pose == "Idle":
        return _body(facing, frame * 2, lift=1 + frame)
    if pose == "Walk":
        return _body(facing, frame, lift=(1, 2, 3, 2)[frame])
    return _body(facing, frame, lift=(0, 2, 1)[frame], stretch=(-4, 2, 0)[frame], jaw=frame > 0)


def hurt(frame: int) -> Picture:
    return tinted(_body("Down", 0, lift=2), "white" if frame == 0 else "lilac")


def die(frame: int) -> Picture:
    """It bursts into drops of night."""
    if frame == 0:
        return tinted(settled(_body("Down", 0), 0.8), "glow")
    picture = blank(FRAME, FRAME)
    drop = ball(6 - frame, 6 - frame, ("plum", "violet", "lilac"), 0.4)
    for angle in np.arange(6) * np.pi / 3 + frame / 3:
        x = 10 + round(float(np.cos(angle)) * (2 + frame * 2.6))
        y = 12 + round(float(np.sin(angle)) * (2 + frame * 2)) - frame
        stamp(picture, drop, x, y)
    if frame == 1:
        stamp(picture, from_text(".z.\nzwz\n.z."), 10, 11)
    return picture


def as_ember(picture: Picture) -> Picture:
    hot = recoloured(picture, EMBER)
    hot[hot == INDEX["pink"]] = INDEX["gold"]
    return hot
