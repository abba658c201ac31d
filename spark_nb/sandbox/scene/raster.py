"""Draws figures onto a surface: whole device pixels, so that neighbours never leave a seam."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from itertools import chain

from PIL import Image
from PIL.Image import Resampling, Transform, Transpose

from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.figure import Figure
from spark_nb.sandbox.scene.slices import whole
from spark_nb.sandbox.scene.surface import Surface, flattened

_STRAIGHT = 1e-4
_Point = tuple[float, float]
_Box = tuple[int, int, int, int]


def draw_figure(surface: Surface, figure: Figure, pose: Affine) -> None:
    """Draw it where ``pose``, object to world, puts it."""
    draw_placed(surface, figure, surface.view.project(pose))


def draw_placed(surface: Surface, figure: Figure, placed: Affine) -> None:
    """Draw it where ``placed``, object to pixels, puts it."""
    if figure.colour[3] == 0 or _is_beyond(surface, figure, placed):
        return
    placed = _flipped(placed, figure)
    low = figure.low
    high = low[0] + figure.size[0], low[1] + figure.size[1]
    corners = [placed.point(x, y) for x in (low[0], high[0]) for y in (low[1], high[1])]
    if _seen(surface, corners) is None:
        return
    skew = max(abs(placed.xx), abs(placed.yy)), max(abs(placed.xy), abs(placed.yx))
    if min(skew) <= _STRAIGHT * max(skew):
        _draw_straight(surface, figure, placed, corners)
    else:
        _draw_turned(surface, figure, placed, corners)


def _is_beyond(surface: Surface, figure: Figure, placed: Affine) -> bool:
    """Return whether it is surely outside of the surface: most things of a level are."""
    across, up = figure.reach
    x = abs(placed.xx) * across + abs(placed.xy) * up
    y = abs(placed.yx) * across + abs(placed.yy) * up
    width, height = surface.image.size
    return not (-x <= placed.tx <= width + x and -y <= placed.ty <= height + y)


def _flipped(placed: Affine, figure: Figure) -> Affine:
    x, y = -1 if figure.flip_x else 1, -1 if figure.flip_y else 1
    return placed._replace(xx=placed.xx * x, yx=placed.yx * x, xy=placed.xy * y, yy=placed.yy * y)


def _draw_straight(
    surface: Surface, figure: Figure, placed: Affine, corners: list[_Point]
) -> None:
    """Draw what stands upright, lies on a side or is mirrored."""
    left, right = (whole(f(x for x, _ in corners)) for f in (min, max))
    top, bottom = (whole(f(y for _, y in corners)) for f in (min, max))
    size = right - left, bottom - top
    if min(size) <= 0:
        return
    if size[0] * size[1] > surface.largest:
        _draw_parts(surface, figure, placed)
        return
    is_lying = abs(placed.xy) > abs(placed.xx)
    mirrors = (placed.xy > 0, placed.yx < 0) if is_lying else (placed.xx < 0, placed.yy > 0)

    def make() -> Image.Image:
        made = figure.compose(_tinted(surface, figure), size[::-1] if is_lying else size)
        made = made.transpose(Transpose.TRANSPOSE) if is_lying else made
        made = made.transpose(Transpose.FLIP_LEFT_RIGHT) if mirrors[0] else made
        made = made.transpose(Transpose.FLIP_TOP_BOTTOM) if mirrors[1] else made
        return flattened(made)

    picture = surface.cache.get((figure, size, is_lying, mirrors), make)
    surface.stamp(picture, left, top)


def _draw_turned(surface: Surface, figure: Figure, placed: Affine, corners: list[_Point]) -> None:
    size = _working_size(figure, placed)
    if size[0] * size[1] > surface.largest:
        _draw_parts(surface, figure, placed)
        return
    picture = surface.cache.get(
        (figure, size), lambda: figure.compose(_tinted(surface, figure), size)
    )
    low = figure.low
    _draw_quad(
        surface, figure, placed, picture, (*low, low[0] + figure.size[0], low[1] + figure.size[1])
    )


def _working_size(figure: Figure, placed: Affine) -> tuple[int, int]:
    """Return the texture's own size; of smooth ones no more than will be seen."""
    width, height = figure.texels
    if figure.sprite.smooth:
        width = min(width, math.ceil(math.hypot(placed.xx, placed.yx) * figure.size[0]))
        height = min(height, math.ceil(math.hypot(placed.xy, placed.yy) * figure.size[1]))
    return max(width, 1), max(height, 1)


def _draw_parts(surface: Surface, figure: Figure, placed: Affine) -> None:
    tinted = _tinted(surface, figure)
    for source, target in _parts(figure, tinted):
        picture = surface.cache.get((figure, source), partial(tinted.crop, source))
        _draw_quad(surface, figure, placed, picture, target)


def _parts(
    figure: Figure, tinted: Image.Image
) -> Iterator[tuple[_Box, tuple[float, float, float, float]]]:
    """Yield parts of the picture, and their low and high corners in the object's units."""
    low, per_unit = figure.low, figure.sprite.pixels_per_unit
    across, up = figure.spans()
    for x in across:
        for y in up:
            source = (
                math.floor(x.source_low),
                tinted.height - math.ceil(y.source_high),
                math.ceil(x.source_high),
                tinted.height - math.floor(y.source_low),
            )
            corners = (
                low[0] + x.low / per_unit,
                low[1] + y.low / per_unit,
                low[0] + x.high / per_unit,
                low[1] + y.high / per_unit,
            )
            yield source, corners


def _draw_quad(
    surface: Surface,
    figure: Figure,
    placed: Affine,
    picture: Image.Image,
    target: tuple[float, float, float, float],
) -> None:
    """Draw a picture between two corners given in the object's units."""
    low_x, low_y, high_x, high_y = target
    corners = [placed.point(x, y) for x in (low_x, high_x) for y in (low_y, high_y)]
    seen = _seen(surface, corners)
    inverse = _to_picture([corners[1], corners[3], corners[0]], picture.size)
    if seen is None or inverse is None:
        return
    left, top, right, bottom = seen
    a, b, c, d, e, f = inverse
    turned = picture.transform(
        (right - left, bottom - top),
        Transform.AFFINE,
        (a, b, a * left + b * top + c, d, e, d * left + e * top + f),
        resample=Resampling.BILINEAR if figure.sprite.smooth else Resampling.NEAREST,
    )
    surface.stamp(turned, left, top)


def _seen(surface: Surface, corners: list[_Point]) -> _Box | None:
    """Return left, top, right, bottom of the pixels that may be touched."""
    if not all(map(math.isfinite, chain.from_iterable(corners))):
        return None
    left = max(math.floor(min(x for x, _ in corners)), 0)
    right = min(math.ceil(max(x for x, _ in corners)), surface.image.width)
    top = max(math.floor(min(y for _, y in corners)), 0)
    bottom = min(math.ceil(max(y for _, y in corners)), surface.image.height)
    return (left, top, right, bottom) if left < right and top < bottom else None


def _to_picture(corners: list[_Point], size: tuple[int, int]) -> tuple[float, ...] | None:
    """Return the map from a pixel of the surface to one of the picture; None if it is flat.

    ``corners`` are where its upper left, upper right and lower left corners are.
    """
    origin, along, down = corners
    a, b = (along[0] - origin[0]) / size[0], (down[0] - origin[0]) / size[1]
    d, e = (along[1] - origin[1]) / size[0], (down[1] - origin[1]) / size[1]
    determinant = a * e - b * d
    if abs(determinant) < 1e-9:
        return None
    ia, ib, id_, ie = (part / determinant for part in (e, -b, -d, a))
    x, y = -origin[0], -origin[1]
    return ia, ib, ia * x + ib * y, id_, ie, id_ * x + ie * y


def _tinted(surface: Surface, figure: Figure) -> Image.Image:
    return surface.cache.get((figure.sprite, figure.colour), figure.tinted)
