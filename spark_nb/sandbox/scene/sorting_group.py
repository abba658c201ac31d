"""Sorting groups: what hangs from one is drawn together, at the group's place in the order."""

from __future__ import annotations

from spark_nb.sandbox.scene.field import flag
from spark_nb.sandbox.scene.graph import Component, SceneGraph
from spark_nb.sandbox.scene.moment import Moment

SORTING_GROUP = 210


class SortingGroups:
    def __init__(self, graph: SceneGraph) -> None:
        self._graph = graph
        self._by_owner = {
            found.owner.file_id: found for found in graph.all_components(SORTING_GROUP)
        }

    def above(self, component: Component, moment: Moment) -> tuple[Component, ...]:
        """Return the groups that a renderer is in, the outermost first."""
        if not self._by_owner:
            return ()
        found = []
        for owner in self._graph.ancestors(component.owner.file_id):
            saved = self._by_owner.get(owner)
            group = moment.component(saved) if saved else None
            if group is not None:
                found.append(group)
                if flag(group.fields, "m_SortAtRoot"):
                    break
        return tuple(reversed(found))

    def ids(self, component: Component, moment: Moment) -> tuple[int, ...]:
        return tuple(group.document.file_id for group in self.above(component, moment))
