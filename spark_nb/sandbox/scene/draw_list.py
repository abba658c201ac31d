"""What a camera draws, and in which order."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from spark_nb.sandbox.scene.drawable import Drawable, Sorting
from spark_nb.sandbox.scene.graph import Component, SceneGraph
from spark_nb.sandbox.scene.moment import Changes, Moment

Reader = Callable[[Component, Moment], Iterable[Drawable]]
_Key = tuple[float, ...]
Axis = tuple[float, float, float]
_by_key = attrgetter("key")


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    key: _Key
    drawable: Drawable


class DrawList:
    """``readers`` turn a component of their class, as it is at a moment, into what it draws.

    Only what a moment touches is read again; the rest is what the file made it.
    """

    def __init__(self, graph: SceneGraph, readers: Mapping[int, Reader]) -> None:
        self._readers = readers
        self._components = list(graph.all_components(*readers))
        rest = Moment(graph, Changes())
        self._rest = [self._read(component, rest) for component in self._components]
        self._still: tuple[object, list[_Placed]] = None, []

    def order(self, moment: Moment, axis: Axis) -> tuple[list[Drawable], int]:
        """Return all, farthest along ``axis`` first, and how many of the first stand still."""
        still = self._standing(moment, axis)
        moving = [
            placed
            for component in self._components
            if moment.touches(component)
            for placed in _placed(self._read(component, moment), axis)
        ]
        first = min((found.key for found in moving), default=(math.inf,))
        ordered = sorted([*still, *moving], key=_by_key)
        return [found.drawable for found in ordered], bisect_left(still, first, key=_by_key)

    def _standing(self, moment: Moment, axis: Axis) -> list[_Placed]:
        """Return what the moment does not touch, in order; the same things time after time."""
        wanted = frozenset(moment.touched), frozenset(moment.changed), axis
        if self._still[0] != wanted:
            found = [
                placed
                for component, drawables in zip(self._components, self._rest, strict=True)
                if not moment.touches(component)
                for placed in _placed(drawables, axis)
            ]
            self._still = wanted, sorted(found, key=_by_key)
        return self._still[1]

    def _read(self, component: Component, moment: Moment) -> tuple[Drawable, ...]:
        found = moment.component(component)
        return tuple(self._readers[component.document.class_id](found, moment)) if found else ()


def _placed(drawables: Iterable[Drawable], axis: Axis) -> Iterable[_Placed]:
    return (_Placed(_key(found.sorting, axis), found) for found in drawables)


def _key(sorting: Sorting, axis: Axis) -> _Key:
    away = sum(part * along for part, along in zip(sorting.point, axis, strict=True))
    return sorting.layer, sorting.order, -away, sorting.component.place, sorting.part
