"""What is picked up, thrown and seen for a moment: hearts, sparks, gems, keys, bolts, slashes."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture, stamp

from art.palette import INDEX, blank, from_text, outlined

_HEART = from_text(".rr.rr.\nrkrrrrR\nrkrrrrR\nrrrrrrR\n.rrrrR.\n..rrR..\n...R...")
_SPARK = from_text("..y..\n.yey.\nyewey\n.yey.\n..y..")
_KEY = from_text(".yyy....\nyo.oyyye\nyo.ooooo\n.ooo.o.o\n.....o.o")
_GEMS = (
    "...z...\n..zqq..\n.zqqqt.\nzqqqqtt\n.qqqtt.\n..qtt..\n...t...",
    "...z...\n..zzq..\n..zqt..\n.zzqqt.\n..zqt..\n..qqt..\n...t...",
    "...z...\n...z...\n..zqt..\n..zqt..\n..zqt..\n...q...\n...t...",
    "...w...\n..zqq..\n..zqt..\n.zqqqt.\n..qqt..\n..qtt..\n...t...",
)
GOODS = ("Heart", "Spark", "Gem", "Key")
_TWINKLE = from_text("..w..\n..w..\nww.ww\n..w..\n..w..")


def good(name: str, frame: int) -> Picture:
    """One of four frames, 14 by 16 pixels: it rises and sinks, and now and then it glints."""
    picture = blank(14, 16)
    shape = (
        from_text(_GEMS[frame])
        if name == "Gem"
        else {"Heart": _HEART, "Spark": _SPARK}.get(name, _KEY)
    )
    height, width = shape.shape
    stamp(picture, outlined(shape), (12 - width) // 2, 13 - height - (0, 1, 2, 1)[frame])
    if frame == 2:
        stamp(picture, _TWINKLE[1:4, 1:4], 9, 2)
    return picture


def taken(frame: int) -> Picture:
    """One of four frames of what is left when something is picked up, 16 by 16 pixels."""
    picture = blank(16, 16)
    reach, colour = (2, 4, 6, 7)[frame], ("white", "cream", "gold", "orange")[frame]
    for angle in np.arange(8) * np.pi / 4 + (np.pi / 8 if frame % 2 else 0):
        x, y = 7.5 + np.cos(angle) * reach, 7.5 + np.sin(angle) * reach
        picture[int(y), int(x)] = INDEX[colour]
    if frame < 2:
        stamp(picture, _TWINKLE, 5, 5)
    return picture


def bolt(frame: int) -> Picture:
    """A ball of lamplight that flies to the right, 14 by 8 pixels."""
    tails = ("o.oyy", ".o.oy")
    picture = blank(14, 8)
    for row, tail in ((3, tails[frame]), (4, tails[1 - frame])):
        stamp(picture, from_text(tail), 1, row)
    stamp(picture, from_text(".oyyo.\noyeeyo\nyewwey\nyewwey\noyeeyo\n.oyyo."), 7, 1)
    return picture


def slash(frame: int) -> Picture:
    """One of four frames of a sweep of light towards the right, 32 by 32 pixels."""
    y, x = np.mgrid[0:32, 0:32]
    angle = np.arctan2(y - 15.5, x - 8)
    reach = np.hypot(x - 8, y - 15.5)
    start, end = ((-1.2, -0.2), (-1.2, 0.7), (-0.5, 1.2), (0.5, 1.2))[frame]
    within = (angle > start) & (angle < end)
    width = 6 * np.cos(np.clip((angle - (start + end) / 2) / (end - start) * np.pi, -1.5, 1.5))
    picture = blank(32, 32)
    for share, colour in ((1.0, "orange"), (0.75, "gold"), (0.4, "white")):
        picture[within & (reach < 19) & (reach > 19 - width * share)] = INDEX[colour]
    return picture


def burst(frame: int) -> Picture:
    """One of four frames of a bolt that meets something, 16 by 16 pixels."""
    y, x = np.mgrid[0:16, 0:16]
    reach = np.hypot(x - 7.5, y - 7.5)
    picture = blank(16, 16)
    outer, inner = ((4, 0), (6, 2), (7, 5), (7.6, 6.6))[frame]
    ring = (reach <= outer) & (reach >= inner)
    picture[ring] = INDEX["orange"]
    picture[ring & (reach <= outer - 1)] = INDEX["gold"]
    picture[ring & (reach <= outer - 2)] = INDEX["white"]
    if frame > 1:
        picture[(x + y) % 2 == 0] = 0
    return picture
