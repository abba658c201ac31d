"""What flies up for a moment: a coin's sparkle, dust under feet."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture, stamp

from art.palette import INDEX, ball, blank, from_text

_SPARK = from_text("..w..\n..w..\nwwdww\n..w..\n..w..")


def sparkle(frame: int) -> Picture:
    """One of four frames of what is left of a coin, 16 by 16 pixels."""
    picture = blank(16, 16)
    if frame < 2:
        stamp(picture, _SPARK[frame : 5 - frame, frame : 5 - frame], 5 + frame, 5 + frame)
    reach, colour = (3, 4, 6, 7)[frame], ("gold", "white", "gold", "orange")[frame]
    for angle in np.arange(8) * np.pi / 4 + (np.pi / 8 if frame % 2 else 0):
        x, y = 7.5 + np.cos(angle) * reach, 7.5 + np.sin(angle) * reach
        picture[int(y), int(x)] = INDEX[colour]
    return picture


def dust(frame: int) -> Picture:
    """One of five frames of dust that parts to both sides, 32 by 12 pixels, on its lower edge."""
    picture = blank(32, 12)
    size = (5, 7, 7, 5, 3)[frame]
    away, lift = (3, 6, 9, 11, 12)[frame], (0, 0, 1, 3, 5)[frame]
    puff = ball(size, size, ("sand", "cream", "white"), 0.5)
    for side, smaller in ((-1, 0), (1, 0), (-1, 2), (1, 2)):
        width = max(size - smaller, 2)
        part = puff[:width, :width]
        x = 16 + side * (away - smaller * 2) - width // 2
        stamp(picture, part, x, 12 - width - lift + smaller // 2)
    picture[picture == INDEX["ink"]] = 0
    return picture
