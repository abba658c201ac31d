"""Collider components as solids of the body they belong to."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

import shapely

from spark_nb.sandbox.physics.solid import (
    FARTHEST,
    Area,
    Ball,
    Capsule,
    Line,
    Point,
    Solid,
    area_of_paths,
    is_near,
)
from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.field import Fields, integer, items, mapping, number, vector

CIRCLE, POLYGON, BOX, COMPOSITE, EDGE, CAPSULE = 58, 60, 61, 66, 68, 70
TILEMAP_COLLIDER, CUSTOM = 19719996, 893571522
_SHAPE_CIRCLE, _SHAPE_CAPSULE, _SHAPE_POLYGON, _SHAPE_EDGES = range(4)
_LEAST = 1e-4


class Place:
    """From an object's coordinates to those of its body; ``pose`` is object to world."""

    def __init__(self, pose: Affine, body: Affine, offset: Point) -> None:
        self._pose = pose
        self._offset = offset
        self._origin = body.tx, body.ty
        self._cos, self._sin = math.cos(body.angle), math.sin(body.angle)
        self.scale = abs(complex(pose.xx, pose.yx)), abs(complex(pose.xy, pose.yy))

    def __call__(self, x: float, y: float) -> Point:
        x, y = self._pose.point(x + self._offset[0], y + self._offset[1])
        x, y = x - self._origin[0], y - self._origin[1]
        return x * self._cos + y * self._sin, y * self._cos - x * self._sin

    @property
    def widest(self) -> float:
        """The larger stretch of the two axes; circles have one radius only."""
        return max(self.scale)


def read_solids(class_id: int, fields: Fields, place: Place) -> list[Solid]:
    """Return what a collider of its own shape is made of; none where that is too small."""
    return [solid for solid in COLLIDERS[class_id](fields, place) if is_sound(solid)]


def place_of(fields: Fields, pose: Affine, body: Affine) -> Place:
    x, y = vector(fields, "m_Offset", (0.0, 0.0))
    return Place(pose, body, (x, y))


def is_sound(solid: Solid) -> bool:
    """Return whether physics can reckon with it: large enough, and near enough to the origin."""
    if isinstance(solid, Area):
        left, low, right, high = solid.outline.bounds
        return solid.outline.area > _LEAST**2 and is_near((left, low), (right, high))
    if isinstance(solid, Line):
        return len(solid.points) >= 2 and is_near(*solid.points)
    if isinstance(solid, Ball):
        return _LEAST < solid.radius < FARTHEST and is_near(solid.middle)
    return _LEAST < solid.radius < FARTHEST and is_near(solid.start, solid.end)


def _box(fields: Fields, place: Place) -> Iterator[Solid]:
    width, height = vector(fields, "m_Size", (1.0, 1.0))
    x, y = width / 2, height / 2
    corners = [place(-x, -y), place(x, -y), place(x, y), place(-x, y)]
    yield Area(shapely.Polygon(corners), number(fields, "m_EdgeRadius") * place.widest)


def _circle(fields: Fields, place: Place) -> Iterator[Solid]:
    yield Ball(place(0, 0), number(fields, "m_Radius", 0.5) * place.widest)


def _capsule(fields: Fields, place: Place) -> Iterator[Solid]:
    """Width and height stretch each along its axis; the ends stay round."""
    size = vector(fields, "m_Size", (0.5, 1.0))
    along = 0 if integer(fields, "m_Direction") else 1
    length, width = (size[axis] * place.scale[axis] for axis in (along, 1 - along))
    radius = width / 2
    reach = max(length / 2 - radius, 0.0) / (place.scale[along] or 1.0)
    ends = [(-reach, 0.0), (reach, 0.0)] if along == 0 else [(0.0, -reach), (0.0, reach)]
    if reach > _LEAST:
        yield Capsule(place(*ends[0]), place(*ends[1]), radius)
    else:
        yield Ball(place(0, 0), max(radius, 0.0))


def _polygon(fields: Fields, place: Place) -> Iterator[Solid]:
    paths = items(mapping(fields, "m_Points"), "m_Paths")
    yield Area(area_of_paths([[place(x, y) for x, y in points(path)] for path in paths]))


def _edge(fields: Fields, place: Place) -> Iterator[Solid]:
    line = tuple(place(x, y) for x, y in points(fields.get("m_Points")))
    yield Line(line, max(number(fields, "m_EdgeRadius"), 0.0) * place.widest)


def _custom(fields: Fields, place: Place) -> Iterator[Solid]:
    """Shapes that a script once put together and the scene kept."""
    shapes = mapping(fields, "m_CustomShapes")
    vertices = [place(x, y) for x, y in points(shapes.get("m_Vertices"))]
    for shape in items(shapes, "m_Shapes"):
        if isinstance(shape, dict):
            start = max(integer(shape, "m_VertexStartIndex"), 0)
            own = vertices[start : start + max(integer(shape, "m_VertexCount"), 0)]
            yield from _shape(integer(shape, "m_ShapeType"), own, number(shape, "m_Radius"))


def _shape(kind: int, own: list[Point], radius: float) -> Iterator[Solid]:
    if kind == _SHAPE_CIRCLE and own:
        yield Ball(own[0], radius)
    elif kind == _SHAPE_CAPSULE and len(own) == 2:
        yield Capsule(own[0], own[1], radius)
    elif kind == _SHAPE_POLYGON:
        yield Area(area_of_paths([own]), radius)
    elif kind == _SHAPE_EDGES:
        yield Line(tuple(own), radius)


def points(value: Any) -> Iterator[Point]:
    """Yield the points of a list as Unity writes them."""
    for point in value if isinstance(value, list) else []:
        if isinstance(point, dict):
            yield number(point, "x"), number(point, "y")


COLLIDERS: dict[int, Callable[[Fields, Place], Iterator[Solid]]] = {
    CIRCLE: _circle,
    POLYGON: _polygon,
    BOX: _box,
    EDGE: _edge,
    CAPSULE: _capsule,
    CUSTOM: _custom,
}
