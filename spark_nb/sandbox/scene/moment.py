"""A scene at one time: what differs then from the file, and what follows from that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.document import Document
from spark_nb.sandbox.scene.field import Fields
from spark_nb.sandbox.scene.graph import Component, SceneGraph


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """What a time makes different, by the file ids of objects; of components in ``fields``.

    ``placed`` are object to world and win over ``local``, object to parent. ``active`` are the
    objects' own switches. ``fields`` stand in for those of the same names in the file.
    """

    placed: Mapping[int, Affine] = field(default_factory=dict)
    local: Mapping[int, Affine] = field(default_factory=dict)
    active: Mapping[int, bool] = field(default_factory=dict)
    fields: Mapping[int, Fields] = field(default_factory=dict)


class Moment:
    """``touched`` are the objects that may stand, show or say other than in the file.

    With an object all that hangs from it is touched; parents come first. ``moved`` of them only
    stand elsewhere, ``changed`` show or say something else.
    """

    def __init__(self, graph: SceneGraph, changes: Changes, time_s: float = 0.0) -> None:
        self.graph = graph
        self.time_s = time_s
        self.moved = frozenset([*changes.placed, *changes.local])
        self.changed = graph.owners(changes.fields) | changes.active.keys()
        self.touched = graph.below(self.moved | self.changed)
        self.poses = graph.poses(changes.placed, changes.local, self.touched)
        self._changes = changes
        self._active = self._switches()

    def __repr__(self) -> str:
        return f"<Moment at {self.time_s:g} s, {len(self.touched)} objects touched>"

    def touches(self, component: Component) -> bool:
        return component.owner.file_id in self.touched

    def is_active(self, file_id: int) -> bool:
        """Return whether the object and all it hangs from are switched on."""
        found = self._active.get(file_id)
        return self.graph.objects[file_id].active if found is None else found

    def components(self, *class_ids: int) -> Iterator[Component]:
        """Yield what is switched on now, with the fields it has now, class by class."""
        for component in self.graph.all_components(*class_ids):
            found = self.component(component)
            if found is not None:
                yield found

    def differences(self, owners: frozenset[int]) -> str:
        """Return what these objects have other than in the file, as a text to compare by."""
        if owners.isdisjoint(self.moved | self.changed):
            return ""
        changes, graph = self._changes, self.graph
        fields = {
            component: found
            for component, found in changes.fields.items()
            if not owners.isdisjoint(graph.owners([component]))
        }
        local = {owner: changes.local[owner] for owner in owners & changes.local.keys()}
        active = {owner: changes.active[owner] for owner in owners & changes.active.keys()}
        return repr([sorted(each.items()) for each in (fields, local, active)])

    def local(self, file_id: int) -> Affine | None:
        """Return object to parent where that is other than in the file."""
        return self._changes.local.get(file_id)

    def fields(self, document: Document) -> Fields:
        """Return the fields of an object of the file as they are now."""
        return {**document.fields, **self._changes.fields.get(document.file_id, {})}

    def component(self, component: Component) -> Component | None:
        """Return the component as it is now; None when it is off."""
        if not self.is_active(component.owner.file_id):
            return None
        changes = self._changes.fields.get(component.document.file_id)
        if changes is not None:
            component = replace(component, changes=changes)
        return component if component.enabled else None

    def siblings(self, component: Component, class_id: int) -> Iterator[Component]:
        """Yield components of a class on the same object, as they are now, that are on."""
        for saved in self.graph.all_components(class_id):
            if saved.owner is component.owner:
                found = self.component(saved)
                if found is not None:
                    yield found

    def _switches(self) -> dict[int, bool]:
        """Return whether objects are active where it may be other than in the file."""
        active: dict[int, bool] = {}
        for file_id in self.touched if self._changes.active else ():
            found = self.graph.objects[file_id]
            own = self._changes.active.get(file_id, found.switched_on)
            parent = self.graph.objects.get(found.parent or 0)
            active[file_id] = own and (parent is None or active.get(parent.file_id, parent.active))
        return active
