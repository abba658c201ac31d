"""Pictures with borders: corners keep their size, edges and centre stretch or repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from math import ceil, floor
from typing import NamedTuple

from PIL import Image
from PIL.Image import Resampling

Size = tuple[int, int]
_Box = tuple[float, float, float, float]  # left, top, right, bottom


class Borders(NamedTuple):
    """How far each border reaches inwards, in the order Unity writes them."""

    left: float = 0.0
    low: float = 0.0
    right: float = 0.0
    high: float = 0.0

    def scaled(self, across: float, up: float) -> Borders:
        return Borders(self.left * across, self.low * up, self.right * across, self.high * up)

    def fitted(self, width: float, height: float) -> Borders:
        """Return them smaller where two that face each other do not both fit."""
        across, up = self.left + self.right, self.low + self.high
        return self.scaled(min(width / (across or 1), 1.0), min(height / (up or 1), 1.0))


NO_BORDERS = Borders()


def stretch_slices(
    picture: Image.Image,
    borders: Borders,
    size: Size,
    edges: Borders,
    *,
    smooth: bool,
    hollow: bool = False,
) -> Image.Image:
    """Return it at ``size``; ``borders`` are in its pixels, ``edges`` in those of the result.

    A ``hollow`` one has no centre.
    """

    def stretched(part: _Box, room: Size) -> Image.Image:
        return picture.resize(room, _resampling(smooth=smooth), box=part)

    return _assembled(picture.size, borders, size, edges, stretched, hollow=hollow)


def repeat_slices(
    picture: Image.Image, borders: Borders, size: Size, *, hollow: bool = False
) -> Image.Image:
    """Return it with edges and centre repeated from the lower left, a pixel for a pixel."""

    def repeated(part: _Box, room: Size) -> Image.Image:
        left, top, right, low = part
        tile = picture.crop((floor(left), floor(top), ceil(right), ceil(low)))
        filled = Image.new("RGBA", room)
        for x in range(0, room[0], tile.width):
            for y in range(0, room[1], tile.height):
                filled.paste(tile, (x, room[1] - y - tile.height))
        return filled

    return _assembled(picture.size, borders, size, borders, repeated, hollow=hollow)


def _assembled(
    whole: Size,
    borders: Borders,
    size: Size,
    edges: Borders,
    fill: Callable[[_Box, Size], Image.Image],
    *,
    hollow: bool,
) -> Image.Image:
    borders, fitted = borders.fitted(*whole), edges.fitted(*size)
    result = Image.new("RGBA", size)
    columns = list(
        _parts(whole[0], borders.left, borders.right, size[0], fitted.left, fitted.right)
    )
    rows = list(_parts(whole[1], borders.high, borders.low, size[1], fitted.high, fitted.low))
    for x, (x_part, x_room) in enumerate(columns):
        for y, (y_part, y_room) in enumerate(rows):
            room = x_room[1] - x_room[0], y_room[1] - y_room[0]
            empty = min(*room, x_part[1] - x_part[0], y_part[1] - y_part[0]) <= 0
            if not empty and not (hollow and x == y == 1):
                part = (x_part[0], y_part[0], x_part[1], y_part[1])
                result.paste(fill(part, room), (x_room[0], y_room[0]))
    return result


def _parts(
    whole: int, start: float, end: float, size: int, first: float, last: float
) -> Iterator[tuple[tuple[float, float], tuple[int, int]]]:
    """Yield border, centre, border along an axis: where they are from, and where they go."""
    sources = (0.0, start, whole - end, float(whole))
    targets = (0, round(first), max(size - round(last), round(first)), size)
    yield from zip(pairwise(sources), pairwise(targets), strict=True)


def _resampling(*, smooth: bool) -> Resampling:
    return Resampling.BILINEAR if smooth else Resampling.NEAREST
