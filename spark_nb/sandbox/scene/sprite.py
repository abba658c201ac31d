"""A sprite: a picture and how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from PIL import Image

from spark_nb.sandbox.scene.slices import NO_BORDERS, Borders

PhysicsShape = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, eq=False)
class Sprite:
    """A picture and how it stands: ``pivot`` as fractions from its lower left corner.

    ``borders`` are in pixels of the picture, and so are the closed paths of ``physics_shape``,
    about its middle, y upwards; none where nobody drew one. A whole texture is one too, under its
    own file id.

    Compared by identity: the library hands out the same object while the asset is the same.
    """

    image: Image.Image
    pivot: tuple[float, float]
    pixels_per_unit: float
    smooth: bool
    borders: Borders = NO_BORDERS
    physics_shape: PhysicsShape = ()

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height in units."""
        width, height = self.image.size
        return width / self.pixels_per_unit, height / self.pixels_per_unit
