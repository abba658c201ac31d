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

    ``part`` tells apart several things that one component draws. ``mask_interaction`` is 0 for
    what masks do not touch, 1 for what is seen inside of them, 2 outside.
    """

    component: Component
    layer: int
    order: int
    point: tuple[float, float, float]
    part: int = 0
    mask_interaction: int = 0


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

    def of(self, component: Component, pose: Affine) -> Sorting:
        """Return how a renderer, group or canvas sorts by the fields they all share."""
        return self.at(component, (pose.tx, pose.ty, pose.tz))

    def at(
        self, component: Component, point: tuple[float, float, float], part: int = 0
    ) -> Sorting:
        fields = component.fields
        return Sorting(
            component=component,
            layer=self.place(integer(fields, "m_SortingLayerID")),
            order=integer(fields, "m_SortingOrder"),
            point=point,
            part=part,
            mask_interaction=integer(fields, "m_MaskInteraction"),
        )

    def place(self, layer_id: int) -> int:
        return self._places.get(layer_id % 2**32, self._places.get(0, 0))
