"""What a camera draws, and in which order."""

from __future__ import annotations

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


class Order(NamedTuple):
    """What stands still and what may not, each in order. ``still`` is the same list each time."""

    still: list[Placed]
    moving: list[Placed]

    def runs(self) -> Iterator[tuple[int, int, Placed | None]]:
        """Yield start and end of things that stand still, and what moves in front of those."""
        start = 0
        for found in self.moving:
            end = bisect_left(self.still, found.key, start, key=_by_key)
            yield start, end, found
            start = end
        yield start, len(self.still), None


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
        self._still: dict[Axis, tuple[frozenset[int], list[Placed]]] = {}

    def order(self, moment: Moment, axis: Axis) -> Order:
        """Return all, farthest along ``axis`` first."""
        touched = self._touched(moment)
        still = self._standing(moment, axis, touched)
        moving = (
            placed
            for component in touched.values()
            for placed in self._placed(component, self._read(component, moment), moment, axis)
        )
        return Order(still, sorted(moving, key=_by_key))

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
        places = frozenset(touched)
        kept = self._still.get(axis)
        if kept is None or kept[0] != places:
            found = [
                placed
                for place, component in enumerate(self._components)
                if place not in touched
                for placed in self._placed(component, self._rest[place], moment, axis)
            ]
            kept = places, sorted(found, key=_by_key)
            self._still[axis] = kept
        return kept[1]

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
