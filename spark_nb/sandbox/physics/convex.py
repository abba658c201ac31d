"""Areas as convex polygons of few corners, which is what physics can collide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import shapely

from spark_nb.sandbox.physics.solid import Point, polygons

Corners = tuple[Point, ...]  # anticlockwise
MOST_CORNERS = 8
_FLAT = 1e-9


def convex_parts(area: Any) -> Iterator[Corners]:
    """Yield polygons that fill the area: each whole where it can be, else joined triangles."""
    for polygon in polygons(area):
        corners = _anticlockwise(polygon)
        if not polygon.interiors and len(corners) <= MOST_CORNERS and is_convex(corners):
            yield corners
        else:
            yield from _joined(polygon)


def is_convex(corners: Corners) -> bool:
    """Return whether every corner turns left, or goes straight on."""
    count = len(corners)
    return all(
        _turn(corners[at - 1], corners[at], corners[(at + 1) % count]) > -_FLAT
        for at in range(count)
    )


def _joined(polygon: Any) -> Iterator[Corners]:
    """Join neighbouring triangles over each inner edge while the result stays convex."""
    triangles = polygons(shapely.constrained_delaunay_triangles(polygon))
    parts = {number: _anticlockwise(triangle) for number, triangle in enumerate(triangles)}
    owner = {edge: number for number, corners in parts.items() for edge in _edges(corners)}
    for start, end in list(owner):
        mine, other = owner[start, end], owner.get((end, start))
        if other is None or other == mine:
            continue
        joined = _join(parts[mine], parts[other], start, end)
        if len(joined) <= MOST_CORNERS and is_convex(joined):
            for edge in _edges(parts.pop(other)):
                owner[edge] = mine
            parts[mine] = joined
    yield from parts.values()


def _join(one: Corners, other: Corners, start: Point, end: Point) -> Corners:
    """Return the outline of both without the edge between them."""
    after, before = one.index(end), other.index(start)
    return (
        *(one[(after + step) % len(one)] for step in range(len(one))),
        *(other[(before + step) % len(other)] for step in range(1, len(other) - 1)),
    )


def _edges(corners: Corners) -> Iterator[tuple[Point, Point]]:
    return zip(corners, (*corners[1:], corners[0]), strict=True)


def _anticlockwise(polygon: Any) -> Corners:
    ring = shapely.get_coordinates(polygon.exterior).tolist()[:-1]
    corners = tuple((x, y) for x, y in ring)
    return corners if polygon.exterior.is_ccw else corners[::-1]


def _turn(one: Point, other: Point, last: Point) -> float:
    """Return twice the signed area of the triangle; positive for a turn to the left."""
    return (other[0] - one[0]) * (last[1] - one[1]) - (other[1] - one[1]) * (last[0] - one[0])
