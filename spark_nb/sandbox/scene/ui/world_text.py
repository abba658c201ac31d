"""TextMeshPro texts that stand in the world without a canvas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.drawable import Sorting, SortingLayers
from spark_nb.sandbox.scene.graph import Component, SceneGraph
from spark_nb.sandbox.scene.moment import Moment
from spark_nb.sandbox.scene.rect_transform import NO_RECT, Rect
from spark_nb.sandbox.scene.surface import Surface
from spark_nb.sandbox.scene.ui.colour import WHITE
from spark_nb.sandbox.scene.ui.graphics import GraphicReader
from spark_nb.sandbox.scene.ui.placement import Layer, Placement, in_view
from spark_nb.sandbox.scene.ui.scripts import UiScript
from spark_nb.sandbox.scene.ui.text import TextGraphic
from spark_nb.sandbox.scene.ui.tree import TreeReader

MESH_RENDERER = 23


@dataclass(slots=True, eq=False)
class WorldText:
    """Keeps its picture while it stays where it is in the frame."""

    graphic: TextGraphic
    rect: Rect
    pose: Affine
    sorting: Sorting
    _kept: tuple[Placement, Layer | None] | None = None

    def draw(self, surface: Surface) -> None:
        place = in_view(surface.view, self.pose, surface.image.size)
        if self._kept is None or self._kept[0] != place:
            self._kept = place, self.graphic.draw(self.rect, place, WHITE)
        layer = self._kept[1]
        if layer is not None:
            surface.stamp(layer.image, layer.left, layer.top)


class WorldTexts:
    """Reads the mesh renderers of one scene, which sort the texts beside them."""

    def __init__(
        self,
        graph: SceneGraph,
        reader: TreeReader,
        graphics: GraphicReader,
        layers: SortingLayers,
    ) -> None:
        self._graph = graph
        self._reader = reader
        self._graphics = graphics
        self._layers = layers

    def __call__(self, component: Component, moment: Moment) -> Iterator[WorldText]:
        owner = component.owner.file_id
        script = self._reader.scripts(owner, moment).get(UiScript.TEXT_MESH)
        if script is not None:
            pose = moment.poses[owner]
            yield WorldText(
                self._graphics.text_mesh(script.fields, component.owner.name),
                self._graph.rect(owner) or NO_RECT,
                pose,
                self._layers.of(component, pose),
            )
