"""Pixels: arrays of palette indices, and the few operations all pictures are made of.

Rows come first (``picture[y, x]``), y grows downwards, light falls from the top left.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Field = NDArray[np.float64]


def stamp(target: Picture, picture: Picture, x: int, y: int) -> None:
    """Draw ``picture`` onto ``target``, its top left corner at x, y; what is outside is cut."""
    left, top = max(x, 0), max(y, 0)
    right = min(x + picture.shape[1], target.shape[1])
    bottom = min(y + picture.shape[0], target.shape[0])
    if right <= left or bottom <= top:
        return
    part = picture[top - y : bottom - y, left - x : right - x]
    area = target[top:bottom, left:right]
    area[part != 0] = part[part != 0]


def stamp_wrapped(target: Picture, picture: Picture, x: int, y: int) -> None:
    """As ``stamp``, for a picture that repeats sideways: what leaves on one side comes back."""
    width = target.shape[1]
    for shift in (-width, 0, width):
        stamp(target, picture, x % width + shift, y)


def noise(width: int, height: int, seed: int, cell: int = 1) -> Field:
    """Return values in 0..1, constant over squares of ``cell`` pixels; the same on any machine."""
    y, x = np.mgrid[0:height, 0:width].astype(np.uint64) // np.uint64(cell)
    mask = np.uint64(0xFFFFFFFF)
    n = (x * np.uint64(374761393) + y * np.uint64(668265263) + np.uint64(seed * 69069 + 1)) & mask
    n = ((n ^ (n >> np.uint64(13))) * np.uint64(1274126177)) & mask
    n = ((n ^ (n >> np.uint64(16))) * np.uint64(2246822519)) & mask
    values: Field = (n >> np.uint64(8)).astype(np.float64) / float(1 << 24)
    return values


def disc(diameter: int) -> NDArray[np.bool_]:
    """Return a round mask of ``diameter`` pixels."""
    centre = (diameter - 1) / 2
    y, x = np.mgrid[0:diameter, 0:diameter]
    mask: NDArray[np.bool_] = np.hypot(x - centre, y - centre) <= diameter / 2 - 0.15
    return mask


def sphere_light(width: int, height: int) -> tuple[Field, NDArray[np.bool_]]:
    """Return light in 0..1 on a ball that fills the box, and the mask of the ball."""
    y, x = np.mgrid[0:height, 0:width]
    nx = (x - (width - 1) / 2) / (width / 2)
    ny = (y - (height - 1) / 2) / (height / 2)
    inside = nx**2 + ny**2 <= 0.985
    nz = np.sqrt(np.clip(1 - nx**2 - ny**2, 0, 1))
    light = np.clip(-0.48 * nx - 0.62 * ny + 0.62 * nz, 0, 1)
    return light, inside
