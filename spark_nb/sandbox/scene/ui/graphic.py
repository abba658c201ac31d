"""What a rectangle can show."""

from __future__ import annotations

from typing import Protocol

from spark_nb.sandbox.scene.rect_transform import Rect
from spark_nb.sandbox.scene.ui.colour import Colour
from spark_nb.sandbox.scene.ui.placement import Layer, Placement
from spark_nb.sandbox.scene.ui.room import Room


class Graphic(Protocol):
    """Images and texts."""

    @property
    def maskable(self) -> bool: ...

    def room(self, axis: int, width: float) -> Room:
        """Return what its content asks for; a height may depend on the ``width``."""

    def draw(self, rect: Rect, placement: Placement, tint: Colour) -> Layer | None:
        """Return its picture; None when there is nothing to see."""
