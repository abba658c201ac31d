"""Composite colliders: the merged outline of others below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import shapely

from spark_nb.sandbox.physics.collider import Place, points
from spark_nb.sandbox.physics.solid import (
    Area,
    Line,
    Solid,
    area_of_paths,
    outline,
    polygons,
)
from spark_nb.sandbox.scene.field import Fields, flag, integer, items, mapping, number

_OUTLINES, _MANUAL = 0, 1
_MERGE, _INTERSECT, _DIFFERENCE, _FLIP = 1, 2, 3, 4
_OPERATIONS = {
    _INTERSECT: shapely.intersection,
    _DIFFERENCE: shapely.difference,
    _FLIP: shapely.symmetric_difference,
}


class Part(NamedTuple):
    """A collider that gives its shape to a composite, in the composite's body."""

    fields: Fields
    solids: list[Solid]


def operation(fields: Fields) -> int:
    """Return how a collider joins a composite, 0 for not at all; older files know a switch."""
    return integer(fields, "m_CompositeOperation", int(flag(fields, "m_UsedByComposite")))


def composite_solids(fields: Fields, parts: Iterable[Part], place: Place) -> list[Solid]:
    """Return the merged parts, filled or as outlines; what the file keeps where there are none."""
    merged = _merged(parts)
    if integer(fields, "m_GenerationType") == _MANUAL or merged.is_empty:
        merged = _kept(fields, place)
    radius = max(number(fields, "m_EdgeRadius"), 0.0)
    if integer(fields, "m_GeometryType") == _OUTLINES:
        return list(_outlines(merged, radius))
    return [] if merged.is_empty else [Area(merged, radius)]


def _merged(parts: Iterable[Part]) -> shapely.Geometry:
    """Apply operations in order; what is merged in a row at once, which is much faster."""
    found = shapely.Polygon()
    ordered = sorted(parts, key=lambda part: integer(part.fields, "m_CompositeOrder"))
    merging: list[shapely.Geometry] = []
    for part in ordered:
        own = [outline(solid) for solid in part.solids]
        kind = operation(part.fields)
        if kind == _MERGE:
            merging += own
        else:
            found = shapely.union_all([found, *merging])
            merging = []
            found = _OPERATIONS.get(kind, shapely.union)(found, shapely.union_all(own))
    return shapely.union_all([found, *merging])


def _kept(fields: Fields, place: Place) -> shapely.Geometry:
    paths = items(mapping(fields, "m_CompositePaths"), "m_Paths")
    return area_of_paths([[place(x, y) for x, y in points(path)] for path in paths])


def _outlines(area: shapely.Geometry, radius: float) -> Iterator[Solid]:
    for polygon in polygons(area):
        for ring in (polygon.exterior, *polygon.interiors):
            corners = shapely.get_coordinates(ring.simplify(0)).tolist()[:-1]
            yield Line(tuple((x, y) for x, y in corners), radius, closed=True)
