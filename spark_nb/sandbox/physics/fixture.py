"""Solids as shapes of the physics library.

It raises AssertionError for those it cannot reckon with, which no check beforehand foresees all.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import Box2D

from spark_nb.sandbox.physics.convex import Corners, convex_parts
from spark_nb.sandbox.physics.solid import Area, Ball, Capsule, Line, Point, Solid

_LEAST_RADIUS = 0.01  # thinner lines and roundings are what every shape has around it anyway
_SLIVER = 1e-5  # square units
_WELD = 0.006  # Box2D takes points of a chain that are nearer for one


class Piece(NamedTuple):
    """One convex shape. ``share`` of its ``area`` weighs; overlapping pieces share the rest."""

    shape: Any
    area: float
    share: float = 1.0


def pieces(solid: Solid) -> Iterator[Piece]:
    """Yield the shapes that make up a solid. Raises AssertionError where one is degenerate."""
    if isinstance(solid, Ball):
        yield _ball(solid.middle, solid.radius)
    elif isinstance(solid, Capsule):
        yield from _capsule(solid)
    elif isinstance(solid, Line):
        yield from _line(solid)
    else:
        yield from _area(solid)


def _ball(middle: Point, radius: float, share: float = 1.0) -> Piece:
    shape = Box2D.b2CircleShape(pos=middle, radius=radius)
    return Piece(shape, math.pi * radius**2, share)


def _plate(corners: Corners) -> Iterator[Piece]:
    """Yield a polygon, none for a sliver: the library would put a box of its own in its place."""
    kept = _apart((*corners, corners[0]))[:-1]
    if len(kept) < 3:
        return
    area = sum(x * end_y - end_x * y for (x, y), (end_x, end_y) in _around(kept)) / 2
    if abs(area) > _SLIVER:
        yield Piece(Box2D.b2PolygonShape(vertices=kept), abs(area))


def _around(corners: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    return pairwise((*corners, corners[0]))


def _capsule(capsule: Capsule) -> Iterator[Piece]:
    """Half of each end lies in the middle part, so it weighs half."""
    yield from _plate(_beam(capsule.start, capsule.end, capsule.radius, both=True))
    yield _ball(capsule.start, capsule.radius, share=0.5)
    yield _ball(capsule.end, capsule.radius, share=0.5)


def _area(area: Area) -> Iterator[Piece]:
    for corners in convex_parts(area.outline):
        yield from _plate(corners)
        if area.radius > _LEAST_RADIUS:
            yield from _rounding(corners, area.radius)


def _rounding(corners: Corners, radius: float) -> Iterator[Piece]:
    """All within the radius of a polygon: a beam along each edge, a ball at each corner."""
    for start, end in _around(corners):
        yield from _plate(_beam(start, end, radius, both=False))
        yield _ball(start, radius, share=1 / len(corners))


def _beam(start: Point, end: Point, radius: float, *, both: bool) -> Corners:
    """Return the rectangle along a line, to its right or to both of its sides."""
    (x, y), (end_x, end_y) = start, end
    length = math.hypot(end_x - x, end_y - y) or 1.0
    right = (end_y - y) / length * radius, (x - end_x) / length * radius
    left = (-right[0], -right[1]) if both else (0.0, 0.0)
    return (
        (x + left[0], y + left[1]),
        (x + right[0], y + right[1]),
        (end_x + right[0], end_y + right[1]),
        (end_x + left[0], end_y + left[1]),
    )


def _line(line: Line) -> Iterator[Piece]:
    if line.radius > _LEAST_RADIUS:
        for start, end in pairwise((*line.points, *line.points[: line.closed])):
            yield from _capsule(Capsule(start, end, line.radius))
        return
    points = _apart(line.points)
    if len(points) < 2:
        return
    closed = line.closed or math.dist(points[0], points[-1]) <= _WELD
    if closed and len(points) > 3:
        ring = points if math.dist(points[0], points[-1]) > _WELD else points[:-1]
        yield Piece(Box2D.b2ChainShape(vertices_loop=ring), 0.0)
    elif len(points) > 2:
        yield Piece(Box2D.b2ChainShape(vertices_chain=points), 0.0)
    elif len(points) == 2:
        yield Piece(Box2D.b2EdgeShape(vertices=points), 0.0)


def _apart(points: tuple[Point, ...]) -> list[Point]:
    """Leave out points that physics cannot tell from the one before."""
    kept = list(points[:1])
    for point in points[1:]:
        if math.dist(point, kept[-1]) > _WELD:
            kept.append(point)
    return kept
