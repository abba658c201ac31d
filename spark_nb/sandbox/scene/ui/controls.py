"""Sliders, scroll bars, toggles and buttons: what they do to the parts they point to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from spark_nb.sandbox.scene.field import Fields, flag, integer, mapping, number, reference, vector
from spark_nb.sandbox.scene.rect_transform import AXES
from spark_nb.sandbox.scene.ui.colour import WHITE, faded, fraction, times
from spark_nb.sandbox.scene.ui.image import FILLED, ImageGraphic
from spark_nb.sandbox.scene.ui.node import Node
from spark_nb.sandbox.scene.ui.scripts import UiScript

_COLOUR_TINT = 1
_REVERSED = (1, 3)  # right to left, top to bottom


@dataclass(frozen=True, slots=True)
class Parts:
    """The nodes of a canvas by what components call them."""

    by_transform: Mapping[int, Node]
    by_graphic: Mapping[int, Node]

    @classmethod
    def of(cls, root: Node) -> Parts:
        nodes = list(root.tree())
        return cls(
            {node.transform_id: node for node in nodes},
            {node.graphic_id: node for node in nodes if node.graphic is not None},
        )

    def rect(self, fields: Fields, key: str) -> Node | None:
        """Return the node whose transform a field names; None when it is not to be seen."""
        pointer = reference(fields, key)
        return self.by_transform.get(pointer.file_id) if pointer else None

    def graphic(self, fields: Fields, key: str) -> Node | None:
        pointer = reference(fields, key)
        return self.by_graphic.get(pointer.file_id) if pointer else None


def apply_controls(root: Node, parts: Parts) -> None:
    """Do what the controls do when the scene starts, all but what needs the layout."""
    _tint(root, parts, enabled=True)
    for node in root.tree():
        if UiScript.SLIDER in node.scripts:
            _slide(node.scripts[UiScript.SLIDER], parts)
        if UiScript.SCROLLBAR in node.scripts:
            bar = node.scripts[UiScript.SCROLLBAR]
            scroll(bar, parts, number(bar, "m_Value"), number(bar, "m_Size", 0.2))
        toggle = node.scripts.get(UiScript.TOGGLE)
        mark = parts.graphic(toggle, "m_Graphic") if toggle else None
        if toggle is not None and mark is not None and not flag(toggle, "m_IsOn"):
            mark.tint = faded(mark.tint, 0.0)


def scroll(bar: Fields, parts: Parts, value: float, size: float) -> None:
    """Put the handle of a scroll bar; ``value`` and ``size`` are fractions."""
    handle = parts.rect(bar, "m_HandleRect")
    if handle is None:
        return
    size = fraction(size)
    low = fraction(value) * (1 - size)
    direction = integer(bar, "m_Direction")
    span = (1 - low - size, 1 - low) if direction in _REVERSED else (low, low + size)
    _anchor(handle, direction, *span)


def _slide(slider: Fields, parts: Parts) -> None:
    least, most = number(slider, "m_MinValue"), number(slider, "m_MaxValue", 1.0)
    value = number(slider, "m_Value")
    value = round(value) if flag(slider, "m_WholeNumbers") else value
    part = fraction((value - least) / (most - least)) if most != least else 0.0
    direction = integer(slider, "m_Direction")
    fill, handle = parts.rect(slider, "m_FillRect"), parts.rect(slider, "m_HandleRect")
    if fill is not None and isinstance(fill.graphic, ImageGraphic) and fill.graphic.kind == FILLED:
        fields = fill.graphic.fields | {"m_FillAmount": str(part)}
        fill.graphic = replace(fill.graphic, fields=fields)
        _anchor(fill, direction, 0.0, 1.0)
    elif fill is not None:
        _anchor(fill, direction, *((1 - part, 1.0) if direction in _REVERSED else (0.0, part)))
    if handle is not None:
        at = 1 - part if direction in _REVERSED else part
        _anchor(handle, direction, at, at)


def _anchor(node: Node, direction: int, low: float, high: float) -> None:
    """Tie a part to a span of its parent along the control, and to all of it across."""
    for axis in AXES:
        along = axis == direction >> 1
        node.rect.stretch(axis, low if along else 0.0, high if along else 1.0)


def _tint(node: Node, parts: Parts, *, enabled: bool) -> None:
    if node.group is not None:
        ignores = flag(node.group, "m_IgnoreParentGroups")
        enabled = (enabled or ignores) and flag(node.group, "m_Interactable", default=True)
    for selectable in node.selectables:
        target = parts.graphic(selectable, "m_TargetGraphic")
        if target is not None and integer(selectable, "m_Transition") == _COLOUR_TINT:
            usable = enabled and flag(selectable, "m_Interactable", default=True)
            colours = mapping(selectable, "m_Colors")
            name = "m_NormalColor" if usable else "m_DisabledColor"
            strength = number(colours, "m_ColorMultiplier", 1.0)
            colour = vector(colours, name, WHITE, "rgba")
            target.tint = times(target.tint, tuple(part * strength for part in colour))
    for child in node.children:
        _tint(child, parts, enabled=enabled)
