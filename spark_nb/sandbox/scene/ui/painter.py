"""Paints the rectangles of a canvas, parents before their children."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from PIL import Image

from spark_nb.sandbox.scene.affine import IDENTITY, Affine
from spark_nb.sandbox.scene.field import flag, number, vector
from spark_nb.sandbox.scene.ui.clip import Clip
from spark_nb.sandbox.scene.ui.colour import faded, fraction
from spark_nb.sandbox.scene.ui.effects import with_effects
from spark_nb.sandbox.scene.ui.node import Node
from spark_nb.sandbox.scene.ui.placement import Layer, Placement
from spark_nb.sandbox.scene.ui.scripts import UiScript


@dataclass(frozen=True, slots=True)
class _State:
    """What a node gets from its parents; ``canvas`` is the file id of the one it is drawn by."""

    pose: Affine
    alpha: float
    clip: Clip | None
    canvas: int


@dataclass(slots=True)
class _Painter:
    """``place`` is for the root's own units."""

    place: Placement
    layers: dict[int, list[Layer]] = field(default_factory=dict)

    @property
    def everything(self) -> Clip:
        return Clip((0, 0, *self.place.frame))

    def paint(self, node: Node, state: _State) -> None:
        state = self._entered(node, state)
        place = self.place.then(state.pose)
        layer = self._graphic(node, state, place)
        masks = UiScript.MASK in node.scripts and node.graphic is not None
        hides = masks and not flag(node.scripts[UiScript.MASK], "m_ShowMaskGraphic", default=True)
        if layer is not None and not hides:
            self._add(node, layer, state)
        if masks:
            clip = state.clip.under(layer) if state.clip and layer else None
            state = replace(state, clip=clip)
        if UiScript.RECT_MASK in node.scripts:
            state = replace(state, clip=self._rect_clip(node, state, place))
        for child in node.children:
            pose = state.pose.then(child.local)
            self.paint(child, replace(state, pose=pose))

    def _entered(self, node: Node, state: _State) -> _State:
        """Return the state with what the node's own components say."""
        if node.group is not None:
            inherited = 1.0 if flag(node.group, "m_IgnoreParentGroups") else state.alpha
            alpha = fraction(number(node.group, "m_Alpha", 1.0))
            state = replace(state, alpha=inherited * alpha)
        if node.canvas is not None and flag(node.canvas.fields, "m_OverrideSorting"):
            state = replace(state, canvas=node.canvas.document.file_id, clip=self.everything)
        return state

    def _graphic(self, node: Node, state: _State, place: Placement) -> Layer | None:
        if node.graphic is None or state.alpha <= 0:
            return None
        layer = node.graphic.draw(node.rect.rect, place, faded(node.tint, state.alpha))
        return with_effects(layer, node.scripts, place) if layer else None

    def _add(self, node: Node, layer: Layer, state: _State) -> None:
        clip = state.clip if node.graphic and node.graphic.maskable else self.everything
        seen = clip.cut(layer) if clip else None
        if seen is not None:
            self.layers.setdefault(state.canvas, []).append(seen)

    @staticmethod
    def _rect_clip(node: Node, state: _State, place: Placement) -> Clip | None:
        left, low, right, high = vector(
            node.scripts[UiScript.RECT_MASK], "m_Padding", (0.0, 0.0, 0.0, 0.0)
        )
        box = place.box(node.rect.rect.grown(-left, -low, -right, -high))
        return state.clip.inside(box) if state.clip else None


def paint(root: Node, place: Placement) -> dict[int, Layer]:
    """Return one picture for the root's canvas and each that overrides its sorting, by file id.

    Canvases that show nothing have none.
    """
    painter = _Painter(place)
    canvas = root.canvas.document.file_id if root.canvas else 0
    painter.paint(root, _State(IDENTITY, 1.0, painter.everything, canvas))
    return {file_id: _flattened(layers) for file_id, layers in painter.layers.items()}


def _flattened(layers: list[Layer]) -> Layer:
    if len(layers) == 1:
        return layers[0]
    left, top = min(layer.left for layer in layers), min(layer.top for layer in layers)
    right, low = max(layer.box[2] for layer in layers), max(layer.box[3] for layer in layers)
    picture = Image.new("RGBA", (right - left, low - top))
    for layer in layers:
        picture.alpha_composite(layer.image, (layer.left - left, layer.top - top))
    return Layer(picture, left, top)
