"""What can stand in the order of a camera's picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.field import integer
from spark_nb.sandbox.scene.graph import Component
from spark_nb.sandbox.scene.surface import Surface


@dataclass(frozen=True, slots=True, eq=False)
class Sorting:
    """What decides who is in front: layer, order, then how far away ``point`` is in the world.

    ``part`` tells apart several things that one component draws.
    """

    component: Component
    layer: int
    order: int
    point: tuple[float, float, float]
    part: int = 0


class Drawable(Protocol):
    """Sprites, tiles, canvases in the world: one thing of one moment."""

    @property
    def sorting(self) -> Sorting: ...

    def draw(self, surface: Surface) -> None:
        """Draw over what is there already."""


class SortingLayers:
    """The place of each sorting layer by its unique id, which some files write signed."""

    def __init__(self, places: dict[int, int]) -> None:
        self._places = places

    def of(self, component: Component, pose: Affine, part: int = 0) -> Sorting:
        """Return how a renderer, group or canvas sorts by the fields they all share."""
        return self.at(component, (pose.tx, pose.ty, pose.tz), part)

    def at(
        self, component: Component, point: tuple[float, float, float], part: int = 0
    ) -> Sorting:
        layer = integer(component.fields, "m_SortingLayerID") % 2**32
        place = self._places.get(layer, self._places.get(0, 0))
        return Sorting(component, place, integer(component.fields, "m_SortingOrder"), point, part)
