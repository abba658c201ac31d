"""Tilemap colliders: the tiles of a map as solids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import shapely

from spark_nb.sandbox.physics.collider import Place
from spark_nb.sandbox.physics.solid import Area, Point, Solid, area_of_paths
from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.grid import Grid
from spark_nb.sandbox.scene.tiles import GRID_COLLIDER, NO_COLLIDER, Tile, Tilemap

Paths = tuple[tuple[Point, ...], ...]
Corners = tuple[Point, Point, Point, Point]
_Box = tuple[int, int, int, int]  # first and last column, first and last row
_WHOLE_CELL: Corners = ((0, 0), (1, 0), (1, 1), (0, 1))
_ROUNDED = 4  # digits of a unit, within which a tile's outline is the cell's


def tilemap_solids(
    tilemap: Tilemap, place: Place, outline: Callable[[Tile], Paths]
) -> Iterator[Solid]:
    """Yield what collides; ``outline`` returns a tile's sprite as paths about its pivot.

    Cells that are filled whole are joined to rectangles: nothing then catches on the seams.
    """
    whole: set[tuple[int, int]] = set()
    for tile in tilemap.tiles:
        if tile.collider == NO_COLLIDER:
            continue
        cell = _cell_corners(tilemap.grid, tile)
        paths = [cell] if tile.collider == GRID_COLLIDER else list(_paths(tilemap, tile, outline))
        if tilemap.grid.is_gapless and [_key(path) for path in paths] == [_key(cell)]:
            whole.add(tile.cell[:2])
        else:
            yield Area(area_of_paths([[place(x, y) for x, y in path] for path in paths]))
    for box in _joined(whole):
        yield Area(shapely.Polygon([place(x, y) for x, y in _box_corners(tilemap.grid, box)]))


def _paths(
    tilemap: Tilemap, tile: Tile, outline: Callable[[Tile], Paths]
) -> Iterator[list[Point]]:
    pose: Affine = tilemap.pose(tile)
    for path in outline(tile):
        yield [pose.point(x, y) for x, y in path]


def _cell_corners(grid: Grid, tile: Tile) -> list[Point]:
    return [grid.point(tile.cell, (x, y, 0))[:2] for x, y in grid.outline]


def _box_corners(grid: Grid, box: _Box) -> list[Point]:
    left, right, low, high = box
    cells = ((left, low), (right, low), (right, high), (left, high))
    return [
        grid.point((*cell, 0), (x, y, 0))[:2]
        for cell, (x, y) in zip(cells, _WHOLE_CELL, strict=True)
    ]


def _key(path: Iterable[Point]) -> frozenset[Point]:
    """Return what is the same for paths that go through the same points."""
    return frozenset((round(x, _ROUNDED) + 0.0, round(y, _ROUNDED) + 0.0) for x, y in path)


def _joined(cells: set[tuple[int, int]]) -> Iterator[_Box]:
    """Join neighbours in a row, then rows of the same length on top of each other."""
    open_boxes: dict[tuple[int, int], _Box] = {}
    for left, right, row in _runs(cells):
        below = open_boxes.get((left, right))
        if below is not None and below[3] == row - 1:
            open_boxes[left, right] = (left, right, below[2], row)
            continue
        if below is not None:
            yield below
        open_boxes[left, right] = (left, right, row, row)
    yield from open_boxes.values()


def _runs(cells: set[tuple[int, int]]) -> Iterator[tuple[int, int, int]]:
    """Yield first and last column of unbroken rows, from the lowest row up."""
    for column, row in sorted(cells, key=lambda cell: (cell[1], cell[0])):
        if (column - 1, row) in cells:
            continue
        last = column
        while (last + 1, row) in cells:
            last += 1
        yield column, last, row
