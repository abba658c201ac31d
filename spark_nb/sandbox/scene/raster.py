"""Draws figures onto a surface: whole device pixels, so that neighbours never leave a seam."""

from __future__ import annotations

import math

from PIL import Image
from PIL.Image import Resampling, Transform, Transpose

from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.figure import Figure
from spark_nb.sandbox.scene.surface import Surface

_STRAIGHT = 1e-4


def draw_figure(surface: Surface, figure: Figure, pose: Affine) -> None:
    """Draw it where ``pose``, object to world, puts it."""
    if figure.colour[3] == 0:
        return
    if abs(pose.xy) < _STRAIGHT and abs(pose.yx) < _STRAIGHT:
        _draw_straight(surface, figure, pose)
    else:
        _draw_turned(surface, figure, pose)


def _draw_straight(surface: Surface, figure: Figure, pose: Affine) -> None:
    view = surface.view
    x_scale = -pose.xx if figure.flip_x else pose.xx
    y_scale = -pose.yy if figure.flip_y else pose.yy
    xs = [view.x(pose.tx + edge * x_scale) for edge in (figure.low[0], figure.high[0])]
    ys = [view.y(pose.ty + edge * y_scale) for edge in (figure.low[1], figure.high[1])]
    left, right = (_whole(x) for x in sorted(xs))
    top, bottom = (_whole(y) for y in sorted(ys))
    frame = surface.image
    if right <= max(left, 0) or bottom <= max(top, 0):
        return
    if left >= frame.width or top >= frame.height:
        return
    size = right - left, bottom - top
    if size[0] * size[1] > 8 * frame.width * frame.height:
        _draw_turned(surface, figure, pose)
        return
    surface.stamp(_scaled(surface, figure, size, (x_scale < 0, y_scale < 0)), left, top)


def _draw_turned(surface: Surface, figure: Figure, pose: Affine) -> None:
    corners = [
        _device(surface, figure, pose, x, y)
        for x in (figure.low[0], figure.high[0])
        for y in (figure.low[1], figure.high[1])
    ]
    left = max(math.floor(min(x for x, _ in corners)), 0)
    right = min(math.ceil(max(x for x, _ in corners)), surface.image.width)
    top = max(math.floor(min(y for _, y in corners)), 0)
    bottom = min(math.ceil(max(y for _, y in corners)), surface.image.height)
    if right <= left or bottom <= top:
        return
    picture = _texels(surface, figure)
    inverse = _to_picture(surface, figure, pose, picture.size, (left, top))
    if inverse is None:
        return
    turned = picture.transform(
        (right - left, bottom - top),
        Transform.AFFINE,
        inverse,
        resample=Resampling.BILINEAR if figure.sprite.smooth else Resampling.NEAREST,
    )
    surface.stamp(turned, left, top)


def _device(
    surface: Surface, figure: Figure, pose: Affine, x: float, y: float
) -> tuple[float, float]:
    world = pose.point(-x if figure.flip_x else x, -y if figure.flip_y else y)
    return surface.view.x(world[0]), surface.view.y(world[1])


def _to_picture(
    surface: Surface,
    figure: Figure,
    pose: Affine,
    size: tuple[int, int],
    corner: tuple[int, int],
) -> tuple[float, ...] | None:
    """Return the map from a pixel of the output to one of the picture; None if it is flat."""
    low, high = figure.low, figure.high
    origin = _device(surface, figure, pose, low[0], high[1])
    along = _device(surface, figure, pose, high[0], high[1])
    down = _device(surface, figure, pose, low[0], low[1])
    a, b = (along[0] - origin[0]) / size[0], (down[0] - origin[0]) / size[1]
    d, e = (along[1] - origin[1]) / size[0], (down[1] - origin[1]) / size[1]
    determinant = a * e - b * d
    if abs(determinant) < 1e-9:
        return None
    ia, ib, id_, ie = (part / determinant for part in (e, -b, -d, a))
    x, y = corner[0] - origin[0], corner[1] - origin[1]
    return ia, ib, ia * x + ib * y, id_, ie, id_ * x + ie * y


def _scaled(
    surface: Surface, figure: Figure, size: tuple[int, int], mirror: tuple[bool, bool]
) -> Image.Image:
    def make() -> Image.Image:
        resample = Resampling.BILINEAR if figure.sprite.smooth else Resampling.NEAREST
        made = _texels(surface, figure).resize(size, resample)
        made = made.transpose(Transpose.FLIP_LEFT_RIGHT) if mirror[0] else made
        return made.transpose(Transpose.FLIP_TOP_BOTTOM) if mirror[1] else made

    return surface.cache.get((figure, size, mirror), make)


def _texels(surface: Surface, figure: Figure) -> Image.Image:
    return surface.cache.get(figure, figure.texels)


def _whole(value: float) -> int:
    """Return the nearest pixel edge; neighbours agree on it though their sums differ a little."""
    return math.floor(round(value, 4) + 0.5)
