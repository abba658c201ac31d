"""All canvases of a scene."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spark_nb.sandbox.scene.camera import CAMERA as CAMERA_CLASS
from spark_nb.sandbox.scene.drawable import Sorting, SortingLayers
from spark_nb.sandbox.scene.field import flag, number
from spark_nb.sandbox.scene.graph import Component, SceneGraph
from spark_nb.sandbox.scene.moment import Moment
from spark_nb.sandbox.scene.surface import Surface
from spark_nb.sandbox.scene.ui.canvas import OVERLAY, WORLD, mode_of
from spark_nb.sandbox.scene.ui.placement import Layer, Size, in_view
from spark_nb.sandbox.scene.ui.root_canvas import RootCanvas
from spark_nb.sandbox.scene.ui.tree import CANVAS, TreeReader

_PLANE_DISTANCE = 100.0


@dataclass(frozen=True, slots=True, eq=False)
class CanvasItem:
    """A canvas among the sprites: in the world, or at a distance from its camera."""

    root: RootCanvas
    moment: Moment
    sorting: Sorting

    def draw(self, surface: Surface) -> None:
        root, moment = self.root, self.moment
        if mode_of(root.component.fields) == WORLD:
            place = in_view(surface.view, moment.poses[root.owner], surface.image.size)
            pictures = root.pictures(moment, place)
        elif root.camera == surface.view.source:
            pictures = root.on_screen(moment, surface.image.size)
        else:
            return
        layer = pictures.get(self.sorting.component.document.file_id)
        if layer is not None:
            surface.stamp(layer.image, layer.left, layer.top)


class Canvases:
    """Reads canvases of one scene."""

    def __init__(self, graph: SceneGraph, reader: TreeReader, layers: SortingLayers) -> None:
        self._graph = graph
        self._layers = layers
        self._reader = reader
        self._by_owner = {found.owner.file_id: found for found in graph.all_components(CANVAS)}
        self._cameras = {
            camera.document.file_id: camera.owner.file_id
            for camera in graph.all_components(CAMERA_CLASS)
        }
        self._roots: dict[int, RootCanvas] = {}

    def __call__(self, component: Component, moment: Moment) -> Iterator[CanvasItem]:
        """Yield the canvas if it is one among the sprites that sorts for itself."""
        root = self._root(component, moment)
        mode = mode_of(root.component.fields)
        is_root = root.owner == component.owner.file_id
        if mode != OVERLAY and (is_root or flag(component.fields, "m_OverrideSorting")):
            point = self._point(root, moment)
            yield CanvasItem(root, moment, self._layers.at(component, point))

    def survey(self, moment: Moment) -> None:
        """Read what all canvases hold, so that what is left out of it is known."""
        for component in moment.components(CANVAS):
            root = self._root(component, moment)
            if root.component is component:
                self._reader.read(root.owner, moment, 1.0)

    def overlay(self, moment: Moment, screen: Size) -> list[Layer]:
        """Return what lies over the picture of all cameras, the farthest first."""
        found: list[tuple[tuple[int, int, int], Layer]] = []
        for component in moment.components(CANVAS):
            root = self._root(component, moment)
            if mode_of(root.component.fields) != OVERLAY:
                continue
            layer = root.on_screen(moment, screen).get(component.document.file_id)
            if layer is not None:
                sorting = self._layers.at(component, (0.0, 0.0, 0.0))
                found.append(((sorting.layer, sorting.order, component.place), layer))
        found.sort(key=lambda pair: pair[0])
        return [layer for _, layer in found]

    def _root(self, component: Component, moment: Moment) -> RootCanvas:
        """Return the outermost canvas that is switched on, over this one or itself."""
        found = component
        for owner in self._graph.ancestors(component.owner.file_id):
            outer = self._by_owner.get(owner)
            found = (moment.component(outer) if outer else None) or found
        file_id = found.document.file_id
        if file_id not in self._roots:
            owner = found.owner.file_id
            members = self._reader.below(owner) | {owner}
            self._roots[file_id] = RootCanvas(found, self._reader, members)
        return self._roots[file_id]

    def _point(self, root: RootCanvas, moment: Moment) -> tuple[float, float, float]:
        """Return where the canvas counts as standing."""
        camera = self._cameras.get(root.camera or 0)
        if camera is None:
            pose = moment.poses[root.owner]
            return pose.tx, pose.ty, pose.tz
        pose = moment.poses[camera]
        away = number(root.component.fields, "m_PlaneDistance", _PLANE_DISTANCE)
        return pose.tx + pose.xz * away, pose.ty + pose.yz * away, pose.tz + pose.zz * away
