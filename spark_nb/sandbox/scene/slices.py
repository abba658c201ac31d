"""Pictures with borders: corners keep their size, edges and centre stretch or repeat."""

from __future__ import annotations

import math
from typing import NamedTuple

from PIL import Image
from PIL.Image import Resampling

Size = tuple[int, int]
Pair = tuple[float, float]
_Box = tuple[float, float, float, float]
_HARDLY = 1e-6  # so much less than a whole tile is a whole one


class Borders(NamedTuple):
    """How far each border reaches inwards, in the order Unity writes them."""

    left: float = 0.0
    low: float = 0.0
    right: float = 0.0
    high: float = 0.0

    @property
    def across(self) -> Pair:
        return self.left, self.right

    @property
    def up(self) -> Pair:
        return self.low, self.high

    def scaled(self, across: float, up: float) -> Borders:
        return Borders(self.left * across, self.low * up, self.right * across, self.high * up)


NO_BORDERS = Borders()


class Span(NamedTuple):
    """A stretch of the picture along one axis, and the stretch it fills; from the low edge."""

    source_low: float
    source_high: float
    low: float
    high: float
    is_centre: bool = False


def stretched(length: float, wanted: float) -> list[Span]:
    return [Span(0.0, length, 0.0, wanted)]


def sliced(length: float, borders: Pair, wanted: float, edges: Pair | None = None) -> list[Span]:
    """Keep the borders as they are, or as wide as ``edges``; stretch between.

    What has no room shrinks together.
    """
    return [span for span in _parts(length, borders, wanted, edges) if _is_seen(span)]


def tiled(length: float, borders: Pair, wanted: float, stretch: float | None = None) -> list[Span]:
    """Keep the borders, repeat what is between from the low edge on.

    Without ``stretch`` the last one is cut off. With it all are stretched to whole ones, and one
    more appears when they would be longer by more than this part of a tile.
    """
    first, middle, last = _parts(length, borders, wanted)
    tile, room = middle.source_high - middle.source_low, middle.high - middle.low
    if room <= 0:
        return [span for span in (first, last) if _is_seen(span)]
    if stretch is not None:
        number = max(math.ceil(room / tile - stretch - _HARDLY), 1)
        step, cut = room / number, tile
    else:
        number, step = math.ceil(room / tile - _HARDLY), tile
        cut = room - (number - 1) * tile
    spans = [
        Span(
            middle.source_low,
            middle.source_low + (cut if index == number - 1 else tile),
            middle.low + index * step,
            middle.high if index == number - 1 else middle.low + (index + 1) * step,
            is_centre=True,
        )
        for index in range(number)
    ]
    return [span for span in (first, *spans, last) if _is_seen(span)]


def tile_count(length: float, borders: Pair, wanted: float) -> float:
    """Return about how many tiles there would be."""
    _, middle, _ = _parts(length, borders, wanted)
    return max(middle.high - middle.low, 0.0) / max(middle.source_high - middle.source_low, 1e-3)


def assemble(
    picture: Image.Image,
    across: list[Span],
    up: list[Span],
    size: Size,
    scale: Pair = (1.0, 1.0),
    *,
    smooth: bool,
    hollow: bool = False,
) -> Image.Image:
    """Return the spans put together at a size in pixels; neighbours share their edges.

    ``scale`` goes from the spans to pixels. A ``hollow`` one has no centre.
    """
    # Pillow's bilinear averages all that falls on a pixel; a graphics card takes four texels. But
    # a preview is smaller than the game, and should look like the game's picture made smaller.
    resample = Resampling.BILINEAR if smooth else Resampling.NEAREST
    result = Image.new("RGBA", size)
    known: dict[tuple[_Box, Size], Image.Image] = {}
    for x in across:
        left, right = whole(x.low * scale[0]), whole(x.high * scale[0])
        for y in up:
            low, high = whole(y.low * scale[1]), whole(y.high * scale[1])
            if right <= left or high <= low or (hollow and x.is_centre and y.is_centre):
                continue
            part = _source(picture, x, y), (right - left, high - low)
            if part not in known:
                known[part] = _resized(picture, part[0], part[1], resample)
            result.paste(known[part], (left, size[1] - high))
    return result


def stretch_slices(
    picture: Image.Image,
    borders: Borders,
    size: Size,
    edges: Borders,
    *,
    smooth: bool,
    hollow: bool = False,
) -> Image.Image:
    """Return it at ``size``; ``borders`` are in its pixels, ``edges`` in those of the result."""
    across = sliced(picture.width, borders.across, size[0], edges.across)
    up = sliced(picture.height, borders.up, size[1], edges.up)
    return assemble(picture, across, up, size, smooth=smooth, hollow=hollow)


def repeat_slices(
    picture: Image.Image, borders: Borders, size: Size, *, hollow: bool = False
) -> Image.Image:
    """Return it with edges and centre repeated from the lower left, a pixel for a pixel."""
    across = tiled(picture.width, borders.across, size[0])
    up = tiled(picture.height, borders.up, size[1])
    return assemble(picture, across, up, size, smooth=False, hollow=hollow)


def whole(value: float) -> int:
    """Return the nearest pixel edge; neighbours agree on it though their sums differ a little."""
    return math.floor(round(value, 4) + 0.5)


def _parts(
    length: float, borders: Pair, wanted: float, edges: Pair | None = None
) -> tuple[Span, Span, Span]:
    edges = _fitted(edges or borders, wanted)
    borders = _fitted(borders, length)
    low, high = borders[0], length - borders[1]
    if high - low < _HARDLY:  # no picture between: what touches there is drawn out
        low, high = max(low - 0.5, 0.0), min(high + 0.5, length)
    return (
        Span(0.0, borders[0], 0.0, edges[0]),
        Span(low, high, edges[0], wanted - edges[1], is_centre=True),
        Span(length - borders[1], length, wanted - edges[1], wanted),
    )


def _fitted(borders: Pair, room: float) -> Pair:
    together = borders[0] + borders[1]
    share = min(room / together, 1.0) if together > 0 else 1.0
    return borders[0] * share, borders[1] * share


def _is_seen(span: Span) -> bool:
    return span.source_high - span.source_low > _HARDLY and span.high - span.low > _HARDLY


def _resized(picture: Image.Image, part: _Box, size: Size, resample: Resampling) -> Image.Image:
    """Resize a part; cut out first, for Pillow would prepare all of the picture for it."""
    left, top, right, low = part
    x, y = math.floor(left), math.floor(top)
    cut = picture.crop((x, y, math.ceil(right), math.ceil(low)))
    return cut.resize(size, resample, (left - x, top - y, right - x, low - y))


def _source(picture: Image.Image, across: Span, up: Span) -> _Box:
    """Return the part of the picture; rows of pixels go down, spans up."""
    height = picture.height
    return (
        across.source_low,
        height - up.source_high,
        across.source_high,
        height - up.source_low,
    )
