"""Grids: where the cells of a tilemap are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from spark_nb.sandbox.scene.field import Fields, integer, vector
from spark_nb.sandbox.scene.graph import Component
from spark_nb.sandbox.scene.moment import Moment

GRID = 156049354
_RECTANGLE, _HEXAGON, _ISOMETRIC, _ISOMETRIC_Z_AS_Y = range(4)
# Which axis goes along x, y and z, in the order of Unity's enums: XYZ, XZY, YXZ, YZX, ZXY, ZYX.
AXES = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))

# About the middle of a cell, where its origin is; rows are three quarters of a cell apart.
_THIRD = 1 / 3
_HEXAGON_CORNERS = (
    (0, -2 * _THIRD),
    (0.5, -_THIRD),
    (0.5, _THIRD),
    (0, 2 * _THIRD),
    (-0.5, _THIRD),
    (-0.5, -_THIRD),
)

Vector = tuple[float, float, float]
Cell = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Grid:
    """``swizzle`` says which of a cell's axes goes along x, y and z."""

    layout: int = _RECTANGLE
    cell_size: Vector = (1.0, 1.0, 0.0)
    cell_gap: Vector = (0.0, 0.0, 0.0)
    swizzle: tuple[int, int, int] = (0, 1, 2)

    @property
    def is_gapless(self) -> bool:
        """Whether cells are parallelograms without a gap, which together are again one."""
        return self.layout != _HEXAGON and self.cell_gap[:2] == (0, 0)

    @property
    def outline(self) -> tuple[tuple[float, float], ...]:
        """The corners of a cell, in parts of it."""
        if self.layout == _HEXAGON:
            return _HEXAGON_CORNERS
        return (0, 0), (1, 0), (1, 1), (0, 1)

    def point(self, cell: Cell, anchor: Vector) -> Vector:
        """Return a place in a cell, in the grid's own units; ``anchor`` is in parts of a cell."""
        place = _LAYOUTS[self.layout](self, cell, anchor)
        x, y, z = (place[axis] for axis in self.swizzle)
        return x, y, z

    def _rectangle(self, cell: Cell, anchor: Vector) -> Vector:
        x, y, z = (
            index * (size + gap) + part * size
            for index, part, size, gap in zip(
                cell, anchor, self.cell_size, self.cell_gap, strict=True
            )
        )
        return x, y, z

    def _hexagon(self, cell: Cell, anchor: Vector) -> Vector:
        """Rows three quarters of a cell apart, every other one half a cell to the right."""
        width, height, depth = self.cell_size
        gap_x, gap_y, gap_z = self.cell_gap
        x = (cell[0] + 0.5 * (cell[1] % 2)) * (width + gap_x) + anchor[0] * width
        y = 0.75 * (cell[1] * (height + gap_y) + anchor[1] * height)
        return x, y, cell[2] * (depth + gap_z) + anchor[2] * depth

    def _isometric(self, cell: Cell, anchor: Vector) -> Vector:
        """The cell's x axis goes right and up, its y axis left and up."""
        column, row, depth = self._rectangle(cell, anchor)
        width, height, _ = self.cell_size
        across, up = column / (width or 1.0), row / (height or 1.0)
        return (across - up) * width / 2, (across + up) * height / 2, depth

    def _isometric_z_as_y(self, cell: Cell, anchor: Vector) -> Vector:
        """As isometric, but higher cells are shown half a cell's height higher."""
        x, y, depth = self._isometric(cell, anchor)
        return x, y + depth * self.cell_size[1] / 2, depth


_LAYOUTS: tuple[Callable[[Grid, Cell, Vector], Vector], ...] = (
    Grid._rectangle,
    Grid._hexagon,
    Grid._isometric,
    Grid._isometric_z_as_y,
)


def grid_above(component: Component, moment: Moment) -> Grid:
    """Return the grid of the nearest object that has one; Unity's default where none does."""
    graph = moment.graph
    grids = {found.owner.file_id: found for found in graph.all_components(GRID)}
    for owner in graph.ancestors(component.owner.file_id):
        if owner in grids:
            return _grid(grids[owner].fields)
    return Grid()


def _grid(fields: Fields) -> Grid:
    layout, swizzle = integer(fields, "m_CellLayout"), integer(fields, "m_CellSwizzle")
    width, height, depth = vector(fields, "m_CellSize", (1, 1, 0))
    across, up, away = vector(fields, "m_CellGap", (0, 0, 0))
    return Grid(
        layout=layout if 0 <= layout < len(_LAYOUTS) else _RECTANGLE,
        cell_size=(width, height, depth),
        cell_gap=(across, up, away),
        swizzle=AXES[swizzle] if 0 <= swizzle < len(AXES) else AXES[0],
    )
