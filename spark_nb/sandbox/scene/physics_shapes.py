"""Colliders as shapes of the physics library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pymunk
from pymunk.autogeometry import convex_decomposition

from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.document import Document
from spark_nb.sandbox.scene.field import Fields, flag, items, mapping, number, vector

Point = tuple[float, float]
_EDGE_RADIUS = 0.01


class Material(NamedTuple):
    """Unity's defaults where a collider names none."""

    friction: float = 0.4
    bounciness: float = 0.0


class _Placer:
    """From a collider's own coordinates to those of its body."""

    def __init__(self, fields: Fields, pose: Affine, body: pymunk.Body) -> None:
        self._offset = vector(fields, "m_Offset", (0.0, 0.0))
        self._pose = pose
        self._body = body

    def __call__(self, x: float, y: float) -> Point:
        world = self._pose.point(x + self._offset[0], y + self._offset[1])
        local = self._body.world_to_local(world)
        return local.x, local.y

    @property
    def scale(self) -> float:
        """The larger stretch of the two axes; circles have one radius only."""
        pose = self._pose
        return float(max(abs(complex(pose.xx, pose.yx)), abs(complex(pose.xy, pose.yy))))


def make_shapes(document: Document, pose: Affine, body: pymunk.Body) -> list[pymunk.Shape]:
    """Return the collider's shapes on ``body``; none for triggers and for what is too small."""
    fields = document.fields
    if flag(fields, "m_IsTrigger"):
        return []
    return list(COLLIDERS[document.class_id](fields, _Placer(fields, pose, body), body))


def _box(fields: Fields, place: _Placer, body: pymunk.Body) -> Iterator[pymunk.Shape]:
    width, height = vector(fields, "m_Size", (1.0, 1.0))
    x, y = width / 2, height / 2
    if x * y > 1e-8:
        corners = [place(-x, -y), place(x, -y), place(x, y), place(-x, y)]
        yield pymunk.Poly(body, corners, radius=number(fields, "m_EdgeRadius") * place.scale)


def _circle(fields: Fields, place: _Placer, body: pymunk.Body) -> Iterator[pymunk.Shape]:
    radius = number(fields, "m_Radius", 0.5) * place.scale
    if radius > 1e-4:
        yield pymunk.Circle(body, radius, place(0, 0))


def _capsule(fields: Fields, place: _Placer, body: pymunk.Body) -> Iterator[pymunk.Shape]:
    width, height = vector(fields, "m_Size", (0.5, 1.0))
    upright = number(fields, "m_Direction") == 0
    radius = (width if upright else height) / 2
    reach = max((height if upright else width) / 2 - radius, 0.0)
    ends = (place(0, -reach), place(0, reach)) if upright else (place(-reach, 0), place(reach, 0))
    if radius > 1e-4:
        yield pymunk.Segment(body, *ends, radius * place.scale)


def _polygon(fields: Fields, place: _Placer, body: pymunk.Body) -> Iterator[pymunk.Shape]:
    for path in items(mapping(fields, "m_Points"), "m_Paths"):
        points = [place(x, y) for x, y in _points(path)]
        if len(points) >= 3:
            closed = [*_anticlockwise(points), _anticlockwise(points)[0]]
            for part in convex_decomposition(closed, 0.001):
                yield pymunk.Poly(body, part)


def _edge(fields: Fields, place: _Placer, body: pymunk.Body) -> Iterator[pymunk.Shape]:
    points = [place(x, y) for x, y in _points(fields.get("m_Points"))]
    radius = max(number(fields, "m_EdgeRadius"), _EDGE_RADIUS)
    for start, end in pairwise(points):
        yield pymunk.Segment(body, start, end, radius)


def _points(value: Any) -> Iterator[Point]:
    for point in value if isinstance(value, list) else []:
        if isinstance(point, dict):
            yield number(point, "x"), number(point, "y")


def _anticlockwise(points: list[Point]) -> list[Point]:
    area = sum(
        ax * by - bx * ay
        for (ax, ay), (bx, by) in zip(points, [*points[1:], points[0]], strict=True)
    )
    return points if area > 0 else points[::-1]


_Maker = Callable[[Fields, _Placer, pymunk.Body], Iterator[pymunk.Shape]]
COLLIDERS: dict[int, _Maker] = {
    58: _circle,
    60: _polygon,
    61: _box,
    68: _edge,
    70: _capsule,
}
