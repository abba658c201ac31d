"""Images filled along a side, or round a corner, the middle of an edge or their centre."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from spark_nb.sandbox.scene.field import Fields, flag, integer, number

HORIZONTAL, VERTICAL, RADIAL_90, RADIAL_180, RADIAL_360 = range(5)
_Plane = NDArray[np.float64]


def fill_mask(image: Fields, size: tuple[int, int]) -> Image.Image | None:
    """Return which pixels of an Image of type Filled show; None for all of them."""
    amount = min(max(number(image, "m_FillAmount", 1.0), 0.0), 1.0)
    if amount >= 1.0:
        return None
    shows = _share(image, *_grid(size)) < amount
    return Image.fromarray(np.where(shows, np.uint8(255), np.uint8(0)))


def _grid(size: tuple[int, int]) -> tuple[_Plane, _Plane]:
    """Return how far each pixel's middle is from the left and lower edge, 0 to 1."""
    x = (np.arange(size[0]) + 0.5) / size[0]
    y = 1 - (np.arange(size[1]) + 0.5) / size[1]
    columns, rows = np.meshgrid(x, y)
    return columns, rows


def _share(image: Fields, x: _Plane, y: _Plane) -> _Plane:
    """Return for each pixel the amount at which it begins to show."""
    method, origin = integer(image, "m_FillMethod", RADIAL_360), integer(image, "m_FillOrigin") & 3
    if method in (HORIZONTAL, VERTICAL):
        along = x if method == HORIZONTAL else y
        return 1 - along if origin == 1 else along
    share = _sweep(method, origin, x, y)
    return share if flag(image, "m_FillClockwise", default=True) else 1 - share


def _sweep(method: int, origin: int, x: _Plane, y: _Plane) -> _Plane:
    """Return the fraction of the way round, clockwise.

    Unity sweeps cell by cell, each as if it were square: half its way is its diagonal.
    """
    if method == RADIAL_90:  # origins: lower left, upper left, upper right, lower right
        return 1 - _angle(*_turned(x, y, origin))
    if method == RADIAL_180:  # origins: the middle of the lower, left, upper, right edge
        x, y = _turned(x, y, origin)
        return np.where(x < 0.5, _angle(1 - 2 * x, y), 2 - _angle(2 * x - 1, y)) / 2
    x, y = 2 * x - 1, 2 * y - 1  # origins: below, right, above, left
    quadrant = np.where(x < 0, np.where(y < 0, 0, 1), np.where(y < 0, 3, 2))
    angle = _angle(abs(x), abs(y))
    way = np.where(quadrant % 2, angle, 1 - angle)
    return ((quadrant + origin) % 4 + way) / 4


def _turned(x: _Plane, y: _Plane, quarters: int) -> tuple[_Plane, _Plane]:
    """Turn the square anticlockwise, so that another corner or edge comes to be the first."""
    for _ in range(quarters):
        x, y = 1 - y, x
    return x, y


def _angle(x: _Plane, y: _Plane) -> _Plane:
    """Return the angle from the x axis, 1 for a right one."""
    angle: _Plane = np.arctan2(y, x) * 2 / np.pi
    return angle
