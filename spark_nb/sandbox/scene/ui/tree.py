"""Reads what hangs from a canvas."""

from __future__ import annotations

from collections import defaultdict

from spark_nb.sandbox.scene.field import Fields
from spark_nb.sandbox.scene.graph import Component, SceneGraph
from spark_nb.sandbox.scene.moment import Moment
from spark_nb.sandbox.scene.rect_transform import RectTransform
from spark_nb.sandbox.scene.ui.graphics import GraphicReader
from spark_nb.sandbox.scene.ui.node import Node
from spark_nb.sandbox.scene.ui.scripts import MONO_BEHAVIOUR, UiScript, script_of

CANVAS, CANVAS_GROUP = 223, 225


class TreeReader:
    """Knows which components each object has."""

    def __init__(self, graph: SceneGraph, graphics: GraphicReader) -> None:
        self._graph = graph
        self._graphics = graphics
        self._components: dict[int, list[Component]] = defaultdict(list)
        for component in graph.all_components(MONO_BEHAVIOUR, CANVAS, CANVAS_GROUP):
            self._components[component.owner.file_id].append(component)

    def read(self, owner: int, moment: Moment, per_unit: float) -> Node:
        """Return the tree of an active object; ``per_unit`` is the canvas's reference pixels."""
        game_object, transform = self._graph.objects[owner], self._graph.transform(owner)
        scripts: dict[UiScript, Fields] = {}
        node = Node(
            game_object,
            transform.file_id,
            RectTransform.read(moment.fields(transform)),
            scripts,
            [],
            moment.local(owner),
        )
        for component in self._components.get(owner, ()):
            found = moment.component(component)
            if found is not None:
                self._add(node, scripts, found, per_unit)
        for child in self._graph.children(owner):
            if self._graph.rect(child) is not None and moment.is_active(child):
                node.children.append(self.read(child, moment, per_unit))
        return node

    def scripts(self, owner: int, moment: Moment) -> dict[UiScript, Component]:
        """Return the UI scripts that are switched on."""
        found = (moment.component(component) for component in self._components.get(owner, ()))
        return {
            script: component
            for component in found
            if component and (script := script_of(component.fields))
        }

    def below(self, owner: int) -> frozenset[int]:
        """Return all objects that hang from one."""
        children = self._graph.children(owner)
        return frozenset(children).union(*map(self.below, children))

    def _add(
        self, node: Node, scripts: dict[UiScript, Fields], component: Component, per_unit: float
    ) -> None:
        fields = component.fields
        if component.document.class_id == CANVAS:
            node.canvas = component
        elif component.document.class_id == CANVAS_GROUP:
            node.group = fields
        elif script := script_of(fields):
            scripts[script] = fields
            graphic = self._graphics.read(script, fields, node.owner.name, per_unit)
            if graphic is not None:
                node.graphic, node.graphic_id = graphic, component.document.file_id
        if "m_TargetGraphic" in fields:
            node.selectables.append(fields)
