"""Shapes as masks over a picture, and how light falls on what bulges out of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from forge.art.canvas import Field, Picture
from numpy.typing import NDArray

from art.palette import INDEX, shade

Mask = NDArray[np.bool_]
Point = tuple[float, float]
_LIGHT = np.array([-0.52, -0.56, 0.64])


class Board:
    """A picture being painted; masks are as large as it is."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        height, width = picture.shape
        self.y, self.x = np.mgrid[0:height, 0:width].astype(np.float64) + 0.5

    def ellipse(self, cx: float, cy: float, rx: float, ry: float) -> Mask:
        inside: Mask = ((self.x - cx) / rx) ** 2 + ((self.y - cy) / ry) ** 2 <= 1
        return inside

    def box(self, left: float, top: float, right: float, bottom: float) -> Mask:
        inside: Mask = (self.x > left) & (self.x < right) & (self.y > top) & (self.y < bottom)
        return inside

    def polygon(self, points: Sequence[Point]) -> Mask:
        inside = np.zeros(self.x.shape, dtype=bool)
        for (x0, y0), (x1, y1) in zip(points, [*points[1:], points[0]], strict=True):
            if y0 != y1:
                crosses = (self.y > y0) != (self.y > y1)
                inside ^= crosses & (self.x < (x1 - x0) * (self.y - y0) / (y1 - y0) + x0)
        return inside

    def blob(self, *points: Point) -> Mask:
        """Return the inside of a smooth closed line through the points."""
        return self.polygon(_smooth(points))

    def line(self, start: Point, end: Point, width: float) -> Mask:
        (x0, y0), (x1, y1) = start, end
        dx, dy = x1 - x0, y1 - y0
        along = np.clip(
            ((self.x - x0) * dx + (self.y - y0) * dy) / max(dx * dx + dy * dy, 1e-9), 0, 1
        )
        near: Mask = np.hypot(self.x - x0 - along * dx, self.y - y0 - along * dy) <= width / 2
        return near

    def fill(self, mask: Mask, colour: str) -> None:
        self.picture[mask] = INDEX[colour]

    def tone(self, mask: Mask, values: Field, ramp: Sequence[str], dither: float = 0.7) -> None:
        """Colour the mask by values in 0..1, dark to light."""
        self.picture[mask] = shade(np.clip(values, 0, 1), ramp, dither)[mask]

    def form(
        self,
        mask: Mask,
        ramp: Sequence[str],
        *,
        depth: int = 5,
        dither: float = 0.35,
        gain: float = 1.0,
        lift: float = 0.0,
    ) -> None:
        """Paint what bulges towards the eye, lit from the upper left; ``depth`` is how far in."""
        self.tone(mask, relief(mask, depth) * gain + lift, ramp, dither)

    def rim(self, mask: Mask, colour: str, *, within: Mask | None = None) -> None:
        """Light the edge that looks to the right."""
        edge = mask & ~_moved(mask, -1, 0)
        self.fill(edge if within is None else edge & within, colour)

    def edge(self, mask: Mask, colour: str) -> None:
        """Draw the outline just inside a mask."""
        self.fill(mask & ~self.inside(mask), colour)

    def inside(self, mask: Mask) -> Mask:
        """Return the mask without its outermost pixels."""
        inner = mask.copy()
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            inner &= _moved(mask, dx, dy)
        return inner


def _moved(mask: Mask, dx: int, dy: int) -> Mask:
    """Return the mask moved by one pixel; what comes in from outside is empty."""
    padded = np.pad(mask, 1)
    height, width = mask.shape
    moved: Mask = padded[1 - dy : 1 - dy + height, 1 - dx : 1 - dx + width]
    return moved


def relief(mask: Mask, depth: int) -> Field:
    """Return light in 0..1 on a cushion of this outline."""
    height: Field = mask.astype(np.float64)
    for _ in range(3):
        height = _blurred(height, depth)
    slope_y, slope_x = np.gradient(height)
    steep = depth * 2.4
    normal = np.stack([-slope_x * steep, -slope_y * steep, np.ones_like(height)])
    normal /= np.sqrt((normal**2).sum(axis=0))
    light: Field = np.clip(np.tensordot(_LIGHT, normal, axes=1), 0, 1)
    return light


def _blurred(field: Field, radius: int) -> Field:
    """Return the mean over a square; beyond the edges nothing is there."""
    span = 2 * radius + 1
    for _ in (0, 1):
        padded = np.pad(field, ((radius + 1, radius), (0, 0)))
        summed = padded.cumsum(axis=0)
        field = ((summed[span:] - summed[:-span]) / span).T
    return field


def _smooth(points: Sequence[Point], steps: int = 8) -> list[Point]:
    """Return points on a Catmull-Rom curve, closed."""
    found: list[Point] = []
    count = len(points)
    for at in range(count):
        a, b, c, d = (np.array(points[(at + shift) % count]) for shift in (-1, 0, 1, 2))
        for step in range(steps):
            t = step / steps
            x, y = 0.5 * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t**2
                + (3 * b - a - 3 * c + d) * t**3
            )
            found.append((float(x), float(y)))
    return found
