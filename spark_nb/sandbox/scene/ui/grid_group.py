"""Grid layout groups: cells of one size."""

from __future__ import annotations

import math
from collections.abc import Sequence

from spark_nb.sandbox.scene.field import Fields, integer, vector
from spark_nb.sandbox.scene.rect_transform import AXES, RectTransform, X, Y, bounded
from spark_nb.sandbox.scene.ui.linear_group import Padding, alignment_of
from spark_nb.sandbox.scene.ui.room import Room

_FIXED_COLUMNS, _FIXED_ROWS = 1, 2
_NEARLY = 0.001
_ENDLESS = 1 << 30  # cells that take no room all fit in one row
_Counts = tuple[int, int]  # columns, rows


class Grid:
    """``cell`` is the width and height of each member."""

    def __init__(self, group: Fields) -> None:
        self.cell = [bounded(part) for part in vector(group, "m_CellSize", (100.0, 100.0))]
        self._spacing = [bounded(part) for part in vector(group, "m_Spacing", (0.0, 0.0))]
        self._paddings = [Padding.read(group, axis) for axis in AXES]
        self._alignments = [alignment_of(group, axis) for axis in AXES]
        self._corner = integer(group, "m_StartCorner")
        self._axis = integer(group, "m_StartAxis") & 1
        self._constraint = integer(group, "m_Constraint")
        self._fixed = max(integer(group, "m_ConstraintCount", 2), 1)

    def room(self, axis: int, members: int, width: float) -> Room:
        """Return what it asks for; its height where nothing is fixed depends on its width."""
        fixed_axis = {_FIXED_COLUMNS: X, _FIXED_ROWS: Y}.get(self._constraint)
        if fixed_axis is not None:
            fits = self._fixed if axis == fixed_axis else -(-members // self._fixed)
            return Room(self._span(axis, fits), self._span(axis, fits))
        if axis == X:
            liked = math.ceil(math.sqrt(members))
        else:
            liked = -(-members // self._fitting(X, width))
        return Room(self._span(axis, 1), self._span(axis, liked))

    def arrange(self, own: RectTransform, members: Sequence[RectTransform]) -> None:
        """Size and place all members; needs both sides of the group."""
        if not members:
            return
        room = self._counts(own, len(members))
        used = self._used(room, len(members))
        for index, member in enumerate(members):
            cell = self._cell_of(index, room, used)
            for axis in AXES:
                taken = self._span(axis, used[axis]) - self._paddings[axis].both
                start = self._paddings[axis].offset(own.size[axis], taken, self._alignments[axis])
                member.size_delta[axis] = self.cell[axis]
                member.inset(own.rect, axis, start + self._step(axis) * cell[axis])

    def _counts(self, own: RectTransform, members: int) -> _Counts:
        """Return how many columns and rows there is room for."""
        if self._constraint == _FIXED_COLUMNS:
            return self._fixed, -(-members // self._fixed)
        if self._constraint == _FIXED_ROWS:
            return -(-members // self._fixed), self._fixed
        return self._fitting(X, own.size[X]), self._fitting(Y, own.size[Y])

    def _used(self, room: _Counts, members: int) -> _Counts:
        """Return how many columns and rows hold something."""
        lines = min(room[1 - self._axis], -(-members // room[self._axis]))
        first = min(room[self._axis], members)
        return (first, lines) if self._axis == X else (lines, first)

    def _cell_of(self, index: int, room: _Counts, used: _Counts) -> _Counts:
        """Return column and row, counted from the upper left."""
        line, place = divmod(index, room[self._axis])
        cell = (place, line) if self._axis == X else (line, place)
        column = used[X] - 1 - cell[X] if self._corner & 1 else cell[X]
        row = used[Y] - 1 - cell[Y] if self._corner & 2 else cell[Y]
        return column, row

    def _fitting(self, axis: int, length: float) -> int:
        step = self._step(axis)
        if step <= _NEARLY:
            return _ENDLESS
        free = length - self._paddings[axis].both + self._spacing[axis] + _NEARLY
        return max(math.floor(free / step), 1)

    def _step(self, axis: int) -> float:
        return self.cell[axis] + self._spacing[axis]

    def _span(self, axis: int, cells: int) -> float:
        gaps = self._spacing[axis] * max(cells - 1, 0)
        return self._paddings[axis].both + self.cell[axis] * cells + gaps
