"""A sprite as a renderer shows it, in the units of its object."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageChops

from spark_nb.sandbox.scene.slices import repeat_slices
from spark_nb.sandbox.scene.sprites import Sprite

_WHITE = (255, 255, 255, 255)


@dataclass(frozen=True, slots=True)
class Figure:
    """``low`` and ``high`` are corners in the object's own units; flips mirror at its pivot."""

    sprite: Sprite
    low: tuple[float, float]
    high: tuple[float, float]
    flip_x: bool
    flip_y: bool
    colour: tuple[int, int, int, int]
    tiled: bool

    def texels(self) -> Image.Image:
        """Return the tinted picture, a pixel for each of the texture's."""
        picture = self.sprite.image
        if self.tiled:
            picture = repeat_slices(picture, self.sprite.borders, self._size())
        if self.colour == _WHITE:
            return picture
        return ImageChops.multiply(picture, Image.new("RGBA", picture.size, self.colour))

    def _size(self) -> tuple[int, int]:
        per_unit = self.sprite.pixels_per_unit
        width, height = self.high[0] - self.low[0], self.high[1] - self.low[1]
        return max(round(width * per_unit), 1), max(round(height * per_unit), 1)
