"""What colliders are made of, in the coordinates of their body; units."""

from __future__ import annotations

from typing import Any, NamedTuple

import shapely

Point = tuple[float, float]
FARTHEST = 1e5  # units; single precision cannot tell what happens out there
_ARC_STEPS = 8  # of a quarter circle, where something round becomes part of an outline


class Ball(NamedTuple):
    middle: Point
    radius: float


class Capsule(NamedTuple):
    """All within ``radius`` of the line between two points."""

    start: Point
    end: Point
    radius: float


class Area(NamedTuple):
    """Filled polygons, which may have holes; ``radius`` rounds what sticks out."""

    outline: Any  # a shapely Polygon or MultiPolygon
    radius: float = 0.0


class Line(NamedTuple):
    """A chain of edges without an inside; a closed one ends where it starts."""

    points: tuple[Point, ...]
    radius: float = 0.0
    closed: bool = False


Solid = Ball | Capsule | Area | Line


def is_near(*points: Point) -> bool:
    """Return whether physics can tell points there apart; what is no number is nowhere."""
    return all(abs(x) < FARTHEST and abs(y) < FARTHEST for x, y in points)


def outline(solid: Solid) -> Any:
    """Return what it covers, as a shapely geometry; a line covers nothing."""
    if isinstance(solid, Ball):
        return shapely.Point(solid.middle).buffer(solid.radius, quad_segs=_ARC_STEPS)
    if isinstance(solid, Capsule):
        spine = shapely.LineString([solid.start, solid.end])
        return spine.buffer(solid.radius, quad_segs=_ARC_STEPS)
    return solid.outline if isinstance(solid, Area) else shapely.Polygon()


def area_of_paths(paths: list[list[Point]]) -> Any:
    """Return what closed paths enclose: a path inside another one cuts a hole."""
    rings = [shapely.make_valid(shapely.Polygon(path)) for path in paths if len(path) >= 3]
    found = shapely.Polygon()
    for ring in rings:
        found = shapely.symmetric_difference(found, ring)
    return found


def polygons(geometry: Any) -> list[Any]:
    """Return the filled parts; points and lines that an operation left over are not among them."""
    parts = shapely.get_parts(geometry, return_index=False)
    nested = [
        polygons(part) if part.geom_type.startswith(("Multi", "Geom")) else [part]
        for part in parts
    ]
    return [part for group in nested for part in group if part.geom_type == "Polygon"]
