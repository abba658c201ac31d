"""Draws sprites into a frame: whole device pixels, so that neighbours never leave a seam."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Hashable

from PIL import Image, ImageChops
from PIL.Image import Resampling, Transform, Transpose

from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.camera import View
from spark_nb.sandbox.scene.sprite_item import SpriteItem

_STRAIGHT = 1e-4
_CACHE_BYTES = 96 * 1024 * 1024
_WHITE = (255, 255, 255, 255)


class Painter:
    """Keeps the pictures it scaled, for the next frame needs most of them again."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, Image.Image] = OrderedDict()
        self._bytes = 0

    def draw(self, frame: Image.Image, item: SpriteItem, pose: Affine, view: View) -> None:
        if item.colour[3] == 0:
            return
        if abs(pose.xy) < _STRAIGHT and abs(pose.yx) < _STRAIGHT:
            self._draw_straight(frame, item, pose, view)
        else:
            self._draw_turned(frame, item, pose, view)

    def _draw_straight(
        self, frame: Image.Image, item: SpriteItem, pose: Affine, view: View
    ) -> None:
        x_scale = -pose.xx if item.flip_x else pose.xx
        y_scale = -pose.yy if item.flip_y else pose.yy
        xs = [view.x(pose.tx + edge * x_scale) for edge in (item.low[0], item.high[0])]
        ys = [view.y(pose.ty + edge * y_scale) for edge in (item.low[1], item.high[1])]
        left, right = (_whole(x) for x in sorted(xs))
        top, bottom = (_whole(y) for y in sorted(ys))
        seen = (max(left, 0), max(top, 0), min(right, frame.width), min(bottom, frame.height))
        if seen[2] <= seen[0] or seen[3] <= seen[1]:
            return
        size, mirror = (right - left, bottom - top), (x_scale < 0, y_scale < 0)
        if size[0] * size[1] > 8 * frame.width * frame.height:
            self._draw_turned(frame, item, pose, view)
            return
        picture = self._scaled(item, size, mirror)
        part = (seen[0] - left, seen[1] - top, seen[2] - left, seen[3] - top)
        frame.alpha_composite(picture, seen[:2], part)

    def _draw_turned(self, frame: Image.Image, item: SpriteItem, pose: Affine, view: View) -> None:
        corners = [
            self._device(pose, view, item, x, y)
            for x in (item.low[0], item.high[0])
            for y in (item.low[1], item.high[1])
        ]
        left = max(math.floor(min(x for x, _ in corners)), 0)
        right = min(math.ceil(max(x for x, _ in corners)), frame.width)
        top = max(math.floor(min(y for _, y in corners)), 0)
        bottom = min(math.ceil(max(y for _, y in corners)), frame.height)
        if right <= left or bottom <= top:
            return
        picture = self._tinted(item)
        inverse = self._to_picture(pose, view, item, picture.size, (left, top))
        if inverse is None:
            return
        turned = picture.transform(
            (right - left, bottom - top),
            Transform.AFFINE,
            inverse,
            resample=Resampling.BILINEAR if item.sprite.smooth else Resampling.NEAREST,
        )
        frame.alpha_composite(turned, (left, top))

    @staticmethod
    def _device(
        pose: Affine, view: View, item: SpriteItem, x: float, y: float
    ) -> tuple[float, float]:
        world = pose.point(-x if item.flip_x else x, -y if item.flip_y else y)
        return view.x(world[0]), view.y(world[1])

    def _to_picture(
        self,
        pose: Affine,
        view: View,
        item: SpriteItem,
        size: tuple[int, int],
        corner: tuple[int, int],
    ) -> tuple[float, ...] | None:
        """Return the map from a pixel of the output to one of the picture; None if it is flat."""
        low, high = item.low, item.high
        origin = self._device(pose, view, item, low[0], high[1])
        along = self._device(pose, view, item, high[0], high[1])
        down = self._device(pose, view, item, low[0], low[1])
        a, b = (along[0] - origin[0]) / size[0], (down[0] - origin[0]) / size[1]
        d, e = (along[1] - origin[1]) / size[0], (down[1] - origin[1]) / size[1]
        determinant = a * e - b * d
        if abs(determinant) < 1e-9:
            return None
        ia, ib, id_, ie = (part / determinant for part in (e, -b, -d, a))
        x, y = corner[0] - origin[0], corner[1] - origin[1]
        return ia, ib, ia * x + ib * y, id_, ie, id_ * x + ie * y

    def _scaled(
        self, item: SpriteItem, size: tuple[int, int], mirror: tuple[bool, bool]
    ) -> Image.Image:
        key = (item.sprite, item.colour, _tile_pixels(item), size, mirror)
        kept = self._keep(key)
        if kept is None:
            resample = Resampling.BILINEAR if item.sprite.smooth else Resampling.NEAREST
            kept = self._tinted(item).resize(size, resample)
            kept = kept.transpose(Transpose.FLIP_LEFT_RIGHT) if mirror[0] else kept
            kept = kept.transpose(Transpose.FLIP_TOP_BOTTOM) if mirror[1] else kept
            self._put(key, kept)
        return kept

    def _tinted(self, item: SpriteItem) -> Image.Image:
        key = (item.sprite, item.colour, _tile_pixels(item))
        kept = self._keep(key)
        if kept is None:
            kept = _tile(item)
            if item.colour != _WHITE:
                kept = ImageChops.multiply(kept, Image.new("RGBA", kept.size, item.colour))
            self._put(key, kept)
        return kept

    def _keep(self, key: Hashable) -> Image.Image | None:
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def _put(self, key: Hashable, picture: Image.Image) -> None:
        self._kept[key] = picture
        self._bytes += picture.width * picture.height * 4
        while self._bytes > _CACHE_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._bytes -= dropped.width * dropped.height * 4


def _whole(value: float) -> int:
    """Return the nearest pixel edge; neighbours agree on it though their sums differ a little."""
    return math.floor(round(value, 4) + 0.5)


def _tile_pixels(item: SpriteItem) -> tuple[int, int] | None:
    if not item.tiled:
        return None
    per_unit = item.sprite.pixels_per_unit
    width, height = item.high[0] - item.low[0], item.high[1] - item.low[1]
    return max(round(width * per_unit), 1), max(round(height * per_unit), 1)


def _tile(item: SpriteItem) -> Image.Image:
    """Repeat the sprite from the lower left corner, as Unity's continuous tiling does."""
    size = _tile_pixels(item)
    if size is None:
        return item.sprite.image
    tile = item.sprite.image
    picture = Image.new("RGBA", size)
    for left in range(0, size[0], tile.width):
        for low in range(0, size[1], tile.height):
            picture.paste(tile, (left, size[1] - low - tile.height))
    return picture
