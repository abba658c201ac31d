"""Scroll views: where their viewport is, which bars show, and where the handles are."""

from __future__ import annotations

from dataclasses import dataclass

from spark_nb.sandbox.scene.field import Fields, flag, integer, number
from spark_nb.sandbox.scene.rect_transform import AXES, Y
from spark_nb.sandbox.scene.ui.controls import Parts, scroll
from spark_nb.sandbox.scene.ui.node import Node
from spark_nb.sandbox.scene.ui.scripts import UiScript

_PERMANENT, _AUTO_HIDE_AND_EXPAND = 0, 2
_NEARLY = 0.01
_NAMES = ("Horizontal", "Vertical")


@dataclass(slots=True)
class _Bar:
    """The scroll bar along an axis; ``needed`` when the content is longer than the view."""

    node: Node
    axis: int
    visibility: int
    enabled: bool
    spacing: float
    needed: bool = True

    @property
    def expands(self) -> bool:
        """Whether the viewport gets its room while it is hidden."""
        return self.visibility == _AUTO_HIDE_AND_EXPAND

    @property
    def shows(self) -> bool:
        return self.enabled if self.visibility == _PERMANENT else self.needed

    @property
    def taken(self) -> float:
        """Units it takes from the viewport, across the bar."""
        if not (self.expands and self.needed):
            return 0.0
        return self.node.rect.size[1 - self.axis] + self.spacing


def settle_scroll_views(root: Node, parts: Parts) -> bool:
    """Drive the parts of all scroll views; return whether the layout must be done once more."""
    views = [node for node in root.tree() if UiScript.SCROLL_VIEW in node.scripts]
    for node in views:
        _settle(node, node.scripts[UiScript.SCROLL_VIEW], parts)
    return bool(views)


def _settle(node: Node, view: Fields, parts: Parts) -> None:
    viewport, content = parts.rect(view, "m_Viewport") or node, parts.rect(view, "m_Content")
    bars = [bar for axis in AXES if (bar := _bar(view, parts, axis))]
    if content is None:
        return
    if viewport is not node and any(bar.expands for bar in bars):
        _fill(viewport)
        for axis in AXES:
            viewport.rect.lay_out(node.rect.rect, axis)
    for bar in bars:
        free = viewport.rect.size[bar.axis]
        bar.needed = content.rect.size[bar.axis] > free + _NEARLY
    for bar in bars:
        viewport.rect.size_delta[1 - bar.axis] -= bar.taken
        _move_handle(bar, viewport, content, parts)
    for bar in bars:
        if bar.expands:
            _stretch_bar(bar, bars)
        if not bar.shows:
            _leave_out(bar.node, node)


def _bar(view: Fields, parts: Parts, axis: int) -> _Bar | None:
    name = _NAMES[axis]
    node = parts.rect(view, f"m_{name}Scrollbar")
    if node is None:
        return None
    return _Bar(
        node,
        axis,
        visibility=integer(view, f"m_{name}ScrollbarVisibility"),
        enabled=flag(view, f"m_{name}", default=True),
        spacing=number(view, f"m_{name}ScrollbarSpacing"),
    )


def _fill(viewport: Node) -> None:
    for axis in AXES:
        viewport.rect.stretch(axis)
        viewport.rect.position[axis] = viewport.rect.size_delta[axis] = 0.0


def _stretch_bar(bar: _Bar, bars: list[_Bar]) -> None:
    """Let it reach from edge to edge, or to the other bar."""
    rect = bar.node.rect
    rect.stretch(bar.axis)
    rect.position[bar.axis] = 0.0
    rect.size_delta[bar.axis] = -sum(other.taken for other in bars if other is not bar)


def _move_handle(bar: _Bar, viewport: Node, content: Node, parts: Parts) -> None:
    fields = bar.node.scripts.get(UiScript.SCROLLBAR)
    if fields is None:
        return
    axis, view, inner = bar.axis, viewport.rect.rect, content.rect
    length, free = inner.size[axis], view.length(axis)
    start = inner.place[axis] + inner.rect.start(axis)
    hidden = length - free
    value = (view.start(axis) - start) / hidden if hidden > 0 else float(axis == Y)
    scroll(fields, parts, value, free / length if length > 0 else 1.0)


def _leave_out(bar: Node, view: Node) -> None:
    for node in view.tree():
        if bar in node.children:
            node.children.remove(bar)
            return
