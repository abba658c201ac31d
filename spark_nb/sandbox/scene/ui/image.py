"""Image and RawImage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops
from PIL.Image import Resampling

from spark_nb.sandbox.scene.field import Fields, flag, integer, mapping, number, vector
from spark_nb.sandbox.scene.figure import MOST_TILES, tinted
from spark_nb.sandbox.scene.rect_transform import Rect, X
from spark_nb.sandbox.scene.slices import repeat_slices, stretch_slices, tile_count
from spark_nb.sandbox.scene.sprite import Sprite
from spark_nb.sandbox.scene.ui.colour import Colour, coloured, is_clear, times
from spark_nb.sandbox.scene.ui.placement import Layer, Placement, Size
from spark_nb.sandbox.scene.ui.radial_fill import fill_mask
from spark_nb.sandbox.scene.ui.room import Room

SIMPLE, SLICED, TILED, FILLED = range(4)
_MAX_TEXELS = 8_000_000
_MAX_SIDE = 4096
_MAX_REPEATS = 4096.0


@dataclass(frozen=True, slots=True, eq=False)
class ImageGraphic:
    """An Image; plain colour without a sprite. ``per_unit`` is the canvas's reference."""

    fields: Fields
    sprite: Sprite | None
    per_unit: float

    @property
    def maskable(self) -> bool:
        return flag(self.fields, "m_Maskable", default=True)

    @property
    def kind(self) -> int:
        return integer(self.fields, "m_Type") if self.sprite else SIMPLE

    def room(self, axis: int, _width: float) -> Room:
        if self.sprite is None:
            return Room(0.0, 0.0)
        left, low, right, high = self.sprite.borders
        if self.kind in (SLICED, TILED):
            length = left + right if axis == X else low + high
        else:
            length = self.sprite.image.size[axis]
        return Room(0.0, length / self._texels_per_unit)

    def draw(self, rect: Rect, placement: Placement, tint: Colour) -> Layer | None:
        colour = times(vector(self.fields, "m_Color", (1, 1, 1, 1), "rgba"), tint)
        if is_clear(colour):
            return None
        sprite = self.sprite
        if rect.width <= 0 or rect.height <= 0:  # edges have crossed: only whole pictures remain
            if self.kind in (SLICED, TILED):
                return None
            rect = rect.uncrossed
        if sprite is None:
            return placement.lay(rect, lambda size: Image.new("RGBA", size, coloured(colour)))
        if self.kind in (SIMPLE, FILLED) and flag(self.fields, "m_PreserveAspect"):
            rect = _with_aspect(rect, sprite.image.width / sprite.image.height)

        def paint(size: Size) -> Image.Image:
            return tinted(self._picture(sprite, rect, size), coloured(colour))

        return placement.lay(rect, paint, smooth=sprite.smooth)

    @property
    def _texels_per_unit(self) -> float:
        density = self.sprite.pixels_per_unit / self.per_unit if self.sprite else 1.0
        return min(max(density, 1e-6), 1e6)

    def _picture(self, sprite: Sprite, rect: Rect, size: Size) -> Image.Image:
        if self.kind == SLICED:
            return self._sliced(sprite, rect, size)
        if self.kind == TILED:
            return self._tiled(sprite, rect, size)
        picture = resized(sprite.image, size, smooth=sprite.smooth)
        mask = fill_mask(self.fields, size) if self.kind == FILLED else None
        if mask is not None:
            picture = picture.copy()
            picture.putalpha(ImageChops.multiply(picture.getchannel("A"), mask))
        return picture

    def _sliced(self, sprite: Sprite, rect: Rect, size: Size) -> Image.Image:
        density = self._texels_per_unit * self._multiplier
        across, up = size[0] / rect.width / density, size[1] / rect.height / density
        edges = sprite.borders.scaled(across, up)
        return stretch_slices(
            sprite.image, sprite.borders, size, edges, smooth=sprite.smooth, hollow=self._hollow
        )

    def _tiled(self, sprite: Sprite, rect: Rect, size: Size) -> Image.Image:
        density = self._texels_per_unit * self._multiplier
        texels = max(round(rect.width * density), 1), max(round(rect.height * density), 1)
        across = tile_count(sprite.image.width, sprite.borders.across, texels[0])
        up = tile_count(sprite.image.height, sprite.borders.up, texels[1])
        if texels[0] * texels[1] > _MAX_TEXELS or max(across, 1) * max(up, 1) > MOST_TILES:
            return resized(sprite.image, size, smooth=sprite.smooth)
        picture = repeat_slices(sprite.image, sprite.borders, texels, hollow=self._hollow)
        return resized(picture, size, smooth=sprite.smooth)

    @property
    def _multiplier(self) -> float:
        return max(number(self.fields, "m_PixelsPerUnitMultiplier", 1.0), 0.01)

    @property
    def _hollow(self) -> bool:
        return not flag(self.fields, "m_FillCenter", default=True)


@dataclass(frozen=True, slots=True, eq=False)
class RawImageGraphic:
    """A RawImage: any part of a texture, which repeats beyond its edges."""

    fields: Fields
    texture: Sprite | None

    @property
    def maskable(self) -> bool:
        return flag(self.fields, "m_Maskable", default=True)

    def room(self, _axis: int, _width: float) -> Room:
        return Room()

    def draw(self, rect: Rect, placement: Placement, tint: Colour) -> Layer | None:
        colour = times(vector(self.fields, "m_Color", (1, 1, 1, 1), "rgba"), tint)
        if is_clear(colour):
            return None
        texture, rect = self.texture, rect.uncrossed
        if texture is None:
            return placement.lay(rect, lambda size: Image.new("RGBA", size, coloured(colour)))

        def paint(size: Size) -> Image.Image:
            part = self._part(texture.image)
            return tinted(resized(part, size, smooth=texture.smooth), coloured(colour))

        return placement.lay(rect, paint, smooth=texture.smooth)

    def _part(self, image: Image.Image) -> Image.Image:
        """Return the texels of the UV rectangle."""
        part = mapping(self.fields, "m_UVRect")
        x, y = number(part, "x"), number(part, "y")
        width, height = number(part, "width", 1.0), number(part, "height", 1.0)
        if (x, y, width, height) == (0, 0, 1, 1):
            return image
        columns = _texels(x, width, image.width)
        rows = _texels(1 - y - height, height, image.height)
        texels = np.asarray(image)[rows[:, np.newaxis], columns]
        return Image.fromarray(texels)


def _texels(start: float, length: float, texels: int) -> NDArray[np.int64]:
    """Return which texels a span of UV shows, which is turned round where it is negative."""
    start, length = (min(max(part, -_MAX_REPEATS), _MAX_REPEATS) for part in (start, length))
    count = min(max(round(abs(length) * texels), 1), _MAX_SIDE)
    step = length * texels / count
    places = np.floor(start * texels + (np.arange(count) + 0.5) * step)
    found: NDArray[np.int64] = places.astype(np.int64) % texels
    return found


def resized(picture: Image.Image, size: Size, *, smooth: bool) -> Image.Image:
    if picture.size == size:
        return picture
    return picture.resize(size, Resampling.BILINEAR if smooth else Resampling.NEAREST)


def _with_aspect(rect: Rect, aspect: float) -> Rect:
    """Return the largest rectangle of that shape inside, at the same pivot."""
    if rect.width <= 0 or rect.height <= 0:
        return rect
    shrink = (
        min(rect.height * aspect / rect.width, 1.0),
        min(rect.width / aspect / rect.height, 1.0),
    )
    left, low = rect.left * shrink[0], rect.low * shrink[1]
    return Rect(left, low, left + rect.width * shrink[0], low + rect.height * shrink[1])
