"""What rolls, falls and is picked up: barrel, crate, apple, ball, coin."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture, disc, sphere_light

from art.palette import INDEX, ball, blank, from_text, outlined


def crate() -> Picture:
    """A wooden crate of one unit."""
    return from_text("""
KKKKKKKKKKKKKKKK
KeeeeeeeeeeeeesK
KesssssssssssscK
KesKuuuuuuuuKscK
KesuccbccbccKscK
KesucsbccbccsscK
KesuccsccbcsscbK
KesuccbsccsscbbK
KesuccbcssscbbbK
KesuccbcsssccbbK
KesuccbsscssccbK
KesucsssccbsscbK
KesKsscccbccsscK
KesssssssssssscK
KsccccccccccccbK
KKKKKKKKKKKKKKKK
""")


def barrel(diameter: int = 20) -> Picture:
    """A barrel seen from its end, so that one sees it roll."""
    size = diameter - 2
    centre = (size - 1) / 2
    y, x = np.mgrid[0:size, 0:size]
    reach = np.hypot(x - centre, y - centre) / (size / 2)
    picture = blank(size, size, "clay")
    picture[:, ::4] = INDEX["bark"]
    picture[:, 1::4] = INDEX["sand"]
    picture[(abs(y - centre) < 2) & (reach < 0.8)] = INDEX["bark"]
    picture[(abs(y - centre + 1.5) < 0.6) & (reach < 0.8)] = INDEX["cream"]
    picture[(abs(y - centre - 1.5) < 0.6) & (reach < 0.8)] = INDEX["umber"]
    picture[(reach > 0.70) & (reach < 0.80)] = INDEX["umber"]
    rim = reach >= 0.78
    picture[rim] = INDEX["slate"]
    picture[rim & (x + y < size * 0.8)] = INDEX["stone"]
    picture[rim & (x + y < size * 0.5)] = INDEX["pale"]
    picture[~disc(size)] = 0
    return outlined(picture)


def apple() -> Picture:
    """A red apple with a leaf."""
    return from_text("""
.....KK...
...KuKlyK.
..KKuKllK.
.KrrKKrrKK
KrkrrrrrrK
KkwkrrrrRK
KrkrrrrrRK
KrrrrrrRRK
.KrrrrRRK.
..KKRRKK..
""")


def beach_ball(diameter: int = 18) -> Picture:
    """A ball of coloured panels that meet near its lit side."""
    size = diameter - 2
    centre = (size - 1) / 2
    y, x = np.mgrid[0:size, 0:size]
    angle = np.arctan2(y - centre + 2.2, x - centre + 1.2)
    panel = np.floor((angle + np.pi) / (2 * np.pi) * 6).astype(int) % 6
    bright = np.array([INDEX[n] for n in ("gold", "white", "red", "white", "blue", "white")])
    dim = np.array([INDEX[n] for n in ("orange", "veil", "crimson", "veil", "navy", "veil")])
    light, _ = sphere_light(size, size)
    picture = np.where(light > 0.34, bright[panel], dim[panel]).astype(np.uint8)
    hub = np.hypot(x - centre + 1.2, y - centre + 2.2)
    picture[hub < 1.5] = INDEX["white"]
    picture[~disc(size)] = 0
    return outlined(picture)


COIN_WIDTHS = (12, 10, 6, 2, 6, 10)


def coin(frame: int) -> Picture:
    """One of six frames of a coin that spins, 16 by 16 pixels."""
    width = COIN_WIDTHS[frame]
    picture = blank(14, 14)
    face = ball(width, 12, ("orange", "gold", "gold", "gold"), 0.0)
    if width > 2:
        y, x = np.mgrid[0:12, 0:width]
        middle = (width - 1) / 2
        ring = ((x - middle) / (width / 2)) ** 2 + ((y - 5.5) / 6) ** 2
        face[(ring > 0.62) & (face != 0) & (x + y > 6 + width / 2)] = INDEX["orange"]
        face[(ring > 0.62) & (face != 0) & (x + y <= 6 + width / 2)] = INDEX["cream"]
    else:
        face = blank(2, 12, "gold")
        face[:, 1] = INDEX["orange"]
    if width >= 10:
        face[3:9, width // 2] = INDEX["orange"]
        face[3:9, width // 2 - 1] = INDEX["cream"]
        face[3, width // 2 - 1 : width // 2 + 1] = INDEX["white"]
    left = (14 - width) // 2
    picture[1:13, left : left + width] = face
    return outlined(picture)
