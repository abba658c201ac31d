"""What a camera draws, and in which order."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter
from typing import NamedTuple

from spark_nb.sandbox.scene.drawable import Drawable, Sorting, SortingLayers
from spark_nb.sandbox.scene.field import integer
from spark_nb.sandbox.scene.graph import Component, SceneGraph
from spark_nb.sandbox.scene.moment import Changes, Moment
from spark_nb.sandbox.scene.sorting_group import SortingGroups
from spark_nb.sandbox.scene.sprite_mask import SPRITE_MASK

Reader = Callable[[Component, Moment], Iterable[Drawable]]
Axis = tuple[float, float, float]
Key = tuple[tuple[float, ...], ...]
_by_key = attrgetter("key")


class Placed(NamedTuple):
    """``groups`` are the file ids of the sorting groups it is in, the outermost first.

    ``key`` has an entry for each of them, then the thing's own.
    """

    key: Key
    groups: tuple[int, ...]
    drawable: Drawable


class DrawList:
    """``readers`` turn a component of their class, as it is at a moment, into what it draws.

    Only what a moment touches is read again; the rest is what the file made it.
    """

    def __init__(
        self,
        graph: SceneGraph,
        readers: Mapping[int, Reader],
        layers: SortingLayers,
        groups: SortingGroups,
    ) -> None:
        self._readers = readers
        self._layers = layers
        self._groups = groups
        self._components = list(graph.all_components(*readers))
        self._masks = list(graph.all_components(SPRITE_MASK))
        rest = Moment(graph, Changes())
        self._rest = [self._read(component, rest) for component in self._components]
        self._still: tuple[object, list[Placed]] = None, []

    def order(self, moment: Moment, axis: Axis) -> tuple[list[Placed], int]:
        """Return all, farthest along ``axis`` first, and how many of the first stand still."""
        touched = self._touched(moment)
        still = self._standing(moment, axis, touched)
        moving = [
            placed
            for component in touched.values()
            for placed in self._placed(component, self._read(component, moment), moment, axis)
        ]
        first = min((found.key for found in moving), default=((math.inf,),))
        return sorted([*still, *moving], key=_by_key), bisect_left(still, first, key=_by_key)

    def _touched(self, moment: Moment) -> dict[int, Component]:
        """Return what may look other than in the file, by place; what moving masks cover too."""
        masks_move = any(moment.touches(mask) for mask in self._masks)
        return {
            place: found
            for place, found in enumerate(self._components)
            if moment.touches(found) or (masks_move and integer(found.fields, "m_MaskInteraction"))
        }

    def _standing(self, moment: Moment, axis: Axis, touched: Mapping[int, object]) -> list[Placed]:
        """Return all else, in order; the same things time after time."""
        wanted = frozenset(touched), axis
        if self._still[0] != wanted:
            found = [
                placed
                for place, component in enumerate(self._components)
                if place not in touched
                for placed in self._placed(component, self._rest[place], moment, axis)
            ]
            self._still = wanted, sorted(found, key=_by_key)
        return self._still[1]

    def _read(self, component: Component, moment: Moment) -> tuple[Drawable, ...]:
        found = moment.component(component)
        return tuple(self._readers[component.document.class_id](found, moment)) if found else ()

    def _placed(
        self, component: Component, drawables: Iterable[Drawable], moment: Moment, axis: Axis
    ) -> Iterator[Placed]:
        groups = self._groups.above(component, moment)
        outer = tuple(
            _key(self._layers.of(group, moment.poses[group.owner.file_id]), axis)
            for group in groups
        )
        ids = self._groups.ids(component, moment)
        for drawable in drawables:
            yield Placed((*outer, _key(drawable.sorting, axis)), ids, drawable)


def _key(sorting: Sorting, axis: Axis) -> tuple[float, ...]:
    """Return what is smaller for what is farther behind; places in the file decide in the end."""
    away = sum(part * along for part, along in zip(sorting.point, axis, strict=True))
    place = sorting.component.place
    return sorting.layer, sorting.order, -round(away, 5), place, sorting.part
