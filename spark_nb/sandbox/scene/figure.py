"""A sprite as a renderer shows it, in the units of its object."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PIL import Image, ImageChops

from spark_nb.sandbox.scene.slices import (
    Span,
    assemble,
    sliced,
    stretched,
    tile_count,
    tiled,
)
from spark_nb.sandbox.scene.sprite import Sprite

WHITE = (255, 255, 255, 255)
MOST_TILES = 16_384  # more are drawn as one; Unity draws none past its limit of corners


class DrawMode(IntEnum):
    SIMPLE = 0
    SLICED = 1
    TILED = 2

    @classmethod
    def of(cls, value: int) -> DrawMode:
        """Return what Unity draws for values it does not know, too."""
        return cls(value) if value in tuple(cls) else cls.SIMPLE


@dataclass(frozen=True, slots=True)
class Figure:
    """``size`` in units; flips mirror at the pivot. ``stretch`` is for adaptive tiles."""

    sprite: Sprite
    size: tuple[float, float]
    flip_x: bool = False
    flip_y: bool = False
    colour: tuple[int, int, int, int] = WHITE
    mode: DrawMode = DrawMode.SIMPLE
    stretch: float | None = None

    @property
    def low(self) -> tuple[float, float]:
        """The lower left corner, when it is not flipped."""
        pivot = self.sprite.pivot
        return -pivot[0] * self.size[0], -pivot[1] * self.size[1]

    @property
    def reach(self) -> tuple[float, float]:
        """How far it goes from its object to either side, flipped or not."""
        x, y = self.sprite.pivot
        return max(abs(x), abs(1 - x)) * self.size[0], max(abs(y), abs(1 - y)) * self.size[1]

    @property
    def texels(self) -> tuple[int, int]:
        """How large it is at a pixel for each of the texture's."""
        width, height = self._wanted
        return max(round(width), 1), max(round(height), 1)

    @property
    def has_too_many_tiles(self) -> bool:
        if self.mode is not DrawMode.TILED:
            return False
        columns, rows = (tile_count(*axis) for axis in self._axes)
        return max(columns, 1) * max(rows, 1) > MOST_TILES

    def spans(self) -> tuple[list[Span], list[Span]]:
        """Return how it is cut from left to right and from low to high, in texels."""
        if self.mode is DrawMode.SIMPLE or self.has_too_many_tiles:
            across, up = (stretched(length, wanted) for length, _, wanted in self._axes)
        elif self.mode is DrawMode.SLICED:
            across, up = (sliced(*axis) for axis in self._axes)
        else:
            across, up = (tiled(*axis, self.stretch) for axis in self._axes)
        return across, up

    def tinted(self) -> Image.Image:
        return tinted(self.sprite.image, self.colour)

    def compose(self, tinted: Image.Image, size: tuple[int, int]) -> Image.Image:
        """Return it upright at a size in pixels."""
        across, up = self.spans()
        scale = size[0] / self._wanted[0], size[1] / self._wanted[1]
        return assemble(tinted, across, up, size, scale, smooth=self.sprite.smooth)

    @property
    def _wanted(self) -> tuple[float, float]:
        per_unit = self.sprite.pixels_per_unit
        return max(self.size[0] * per_unit, 1e-6), max(self.size[1] * per_unit, 1e-6)

    @property
    def _axes(self) -> tuple[tuple[float, tuple[float, float], float], ...]:
        """Return length, low and high border, and length wanted: across, then up."""
        image, borders, wanted = self.sprite.image, self.sprite.borders, self._wanted
        return (image.width, borders.across, wanted[0]), (image.height, borders.up, wanted[1])


def tinted(image: Image.Image, colour: tuple[int, int, int, int]) -> Image.Image:
    if colour == WHITE:
        return image
    return ImageChops.multiply(image, Image.new("RGBA", image.size, colour))
