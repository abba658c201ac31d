"""Where a RectTransform puts its rectangle in its parent's."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from spark_nb.sandbox.scene.affine import Affine, from_parts
from spark_nb.sandbox.scene.field import Fields, vector

X, Y = 0, 1
AXES = (X, Y)
_FARTHEST = 1e9  # units; what files ask for beyond it would only overflow


class Rect(NamedTuple):
    """A rectangle in units of its owner, whose pivot is the origin; y goes up."""

    left: float
    low: float
    right: float
    high: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.high - self.low

    @property
    def uncrossed(self) -> Rect:
        """The same rectangle where its size is negative: its edges in order."""
        left, right = sorted((self.left, self.right))
        low, high = sorted((self.low, self.high))
        return Rect(left, low, right, high)

    def start(self, axis: int) -> float:
        return self[axis]

    def length(self, axis: int) -> float:
        return self[axis + 2] - self[axis]

    def grown(self, left: float, low: float, right: float, high: float) -> Rect:
        """Return it with its edges moved outwards."""
        return Rect(self.left - left, self.low - low, self.right + right, self.high + high)


NO_RECT = Rect(0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True, eq=False)
class RectTransform:
    """As in the file until layout drives it; lists hold x and y.

    ``size`` and ``place``, the pivot in the parent's units, are known once an axis is laid out.
    """

    anchor_min: list[float]
    anchor_max: list[float]
    position: list[float]
    size_delta: list[float]
    pivot: list[float]
    z: float
    rotation: tuple[float, ...]
    scale: tuple[float, ...]
    size: list[float]
    place: list[float]

    @classmethod
    def read(cls, fields: Fields) -> RectTransform:
        return cls(
            anchor_min=list(vector(fields, "m_AnchorMin", (0.5, 0.5))),
            anchor_max=list(vector(fields, "m_AnchorMax", (0.5, 0.5))),
            position=list(vector(fields, "m_AnchoredPosition", (0.0, 0.0))),
            size_delta=list(vector(fields, "m_SizeDelta", (100.0, 100.0))),
            pivot=[bounded(part) for part in vector(fields, "m_Pivot", (0.5, 0.5))],
            z=vector(fields, "m_LocalPosition", (0.0, 0.0, 0.0))[2],
            rotation=vector(fields, "m_LocalRotation", (0.0, 0.0, 0.0, 1.0)),
            scale=vector(fields, "m_LocalScale", (1.0, 1.0, 1.0)),
            size=[0.0, 0.0],
            place=[0.0, 0.0],
        )

    @property
    def rect(self) -> Rect:
        left, low = (-self.pivot[axis] * self.size[axis] for axis in AXES)
        return Rect(left, low, left + self.size[X], low + self.size[Y])

    @property
    def local(self) -> Affine:
        """Own units to the parent's."""
        return from_parts((self.place[X], self.place[Y], self.z), self.rotation, self.scale)

    def lay_out(self, parent: Rect, axis: int) -> None:
        """Find size and place along an axis by the anchors."""
        start, length = parent.start(axis), parent.length(axis)
        span = self.anchor_max[axis] - self.anchor_min[axis]
        self.size[axis] = bounded(span * length + self.size_delta[axis])
        anchor = start + (self.anchor_min[axis] + span * self.pivot[axis]) * length
        self.place[axis] = bounded(anchor + self.position[axis])

    def resize(self, parent: Rect, axis: int, size: float) -> None:
        """Give it a size with the anchors it has."""
        span = self.anchor_max[axis] - self.anchor_min[axis]
        self.size_delta[axis] = size - span * parent.length(axis)
        self.lay_out(parent, axis)

    def stretch(self, axis: int, low: float = 0.0, high: float = 1.0) -> None:
        """Tie the edges to fractions of the parent."""
        self.anchor_min[axis], self.anchor_max[axis] = low, high

    def inset(self, parent: Rect, axis: int, start: float, scale: float = 1.0) -> None:
        """Put it ``start`` away from the left or upper edge of the parent, its size as it is."""
        edge = float(axis == Y)
        self.stretch(axis, edge, edge)
        size, pivot = self.size_delta[axis] * scale, self.pivot[axis]
        self.position[axis] = -start - size * (1 - pivot) if edge else start + size * pivot
        self.lay_out(parent, axis)


def bounded(units: float) -> float:
    """Return a number that sums and products can be made of."""
    return 0.0 if math.isnan(units) else min(max(units, -_FARTHEST), _FARTHEST)
