"""A canvas that hangs from no other one, with all that is on it."""

from __future__ import annotations

from dataclasses import dataclass, field

from spark_nb.sandbox.scene.field import reference
from spark_nb.sandbox.scene.graph import Component
from spark_nb.sandbox.scene.moment import Moment
from spark_nb.sandbox.scene.rect_transform import AXES, NO_RECT
from spark_nb.sandbox.scene.ui.canvas import CAMERA, WORLD, Scaler, mode_of, on_screen
from spark_nb.sandbox.scene.ui.controls import Parts, apply_controls
from spark_nb.sandbox.scene.ui.kept import Kept
from spark_nb.sandbox.scene.ui.layout import lay_out
from spark_nb.sandbox.scene.ui.node import Node
from spark_nb.sandbox.scene.ui.painter import paint
from spark_nb.sandbox.scene.ui.placement import Layer, Placement, Size
from spark_nb.sandbox.scene.ui.scripts import UiScript
from spark_nb.sandbox.scene.ui.scroll_view import settle_scroll_views
from spark_nb.sandbox.scene.ui.tree import TreeReader

_KEPT = 4
_Pictures = dict[int, Layer]


@dataclass(eq=False)
class RootCanvas:
    """Keeps what it laid out and its pictures for when it looks the same again.

    ``members`` are the file ids of its object and all below it.
    """

    component: Component
    reader: TreeReader
    members: frozenset[int]
    _trees: Kept[tuple[Size | None, str], Node] = field(default_factory=lambda: Kept(_KEPT))
    _pictures: Kept[tuple[Placement, str], _Pictures] = field(default_factory=lambda: Kept(_KEPT))

    @property
    def owner(self) -> int:
        return self.component.owner.file_id

    @property
    def camera(self) -> int | None:
        """The file id of the camera whose picture it fills."""
        fields = self.component.fields
        pointer = reference(fields, "m_Camera") if mode_of(fields) == CAMERA else None
        return pointer.file_id if pointer else None

    def on_screen(self, moment: Moment, screen: Size) -> _Pictures:
        """Return what a canvas shows that fills the screen, by the canvases' file ids."""
        return self.pictures(moment, on_screen(self._scaler(moment).scale(screen), screen))

    def pictures(self, moment: Moment, place: Placement) -> _Pictures:
        """Return what it shows at a place. Clips that play may still leave it as it was."""
        state = moment.differences(self.members)
        size = None if mode_of(self.component.fields) == WORLD else place.frame

        def painted() -> _Pictures:
            root = self._trees.get((size, state), lambda: self._tree(moment, place))
            return paint(root, place)

        return self._pictures.get((place, state), painted)

    def _scaler(self, moment: Moment) -> Scaler:
        found = self.reader.scripts(self.owner, moment).get(UiScript.CANVAS_SCALER)
        return Scaler(found.fields if found else {})

    def _tree(self, moment: Moment, place: Placement) -> Node:
        """Return the nodes, laid out."""
        root = self.reader.read(self.owner, moment, self._scaler(moment).per_unit)
        self._size(root, place)
        parts = Parts.of(root)
        apply_controls(root, parts)
        lay_out(root)
        if settle_scroll_views(root, parts):
            lay_out(root)
        return root

    def _size(self, root: Node, place: Placement) -> None:
        in_world = mode_of(self.component.fields) == WORLD
        for axis in AXES:
            if in_world:
                root.rect.lay_out(NO_RECT, axis)
            else:
                root.rect.pivot[axis] = 0.5
                root.rect.size[axis] = place.frame[axis] / place.xx
