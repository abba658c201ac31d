"""Gives every rectangle of a canvas its place, as Unity does: widths first, then heights.

Files hold nothing of what layout components drive, so they have to be worked out again.
"""

from __future__ import annotations

from collections.abc import Iterator

from spark_nb.sandbox.scene.field import Fields, flag, integer, number
from spark_nb.sandbox.scene.rect_transform import AXES, Rect, X, Y, bounded
from spark_nb.sandbox.scene.ui.grid_group import Grid
from spark_nb.sandbox.scene.ui.linear_group import Line, Member
from spark_nb.sandbox.scene.ui.node import Node
from spark_nb.sandbox.scene.ui.room import Asked, Room, settle
from spark_nb.sandbox.scene.ui.scripts import UiScript

_LINES = {UiScript.HORIZONTAL_GROUP: X, UiScript.VERTICAL_GROUP: Y}
_MIN_SIZE, _PREFERRED_SIZE = 1, 2
_FLATTEST = 1e-3  # Unity's inspector allows no other aspects
_WIDTH_RULES, _HEIGHT_RULES, _FIT_IN_PARENT, _ENVELOPE_PARENT = 1, 2, 3, 4


def lay_out(root: Node) -> None:
    """Place all that is below ``root``, whose own size is known."""
    for axis in AXES:
        _place_children(root, axis)


def _place_children(node: Node, axis: int) -> None:
    own, members = node.rect.rect, _members(node)
    driven = _drive(node, members, axis)
    for child in node.children:
        if not (driven and child in members):
            child.rect.lay_out(own, axis)
        _fit_content(child, own, axis)
        if axis == Y:
            _fit_aspect(child, own)
        _place_children(child, axis)


def _members(node: Node) -> list[Node]:
    """Return the children that a layout group may place."""
    return [child for child in node.children if not _stands_apart(child)]


def _stands_apart(node: Node) -> bool:
    return flag(node.scripts.get(UiScript.LAYOUT_ELEMENT, {}), "m_IgnoreLayout")


def _drive(node: Node, members: list[Node], axis: int) -> bool:
    """Let the layout group of ``node`` place the members; return whether it has one."""
    line = _line(node, axis)
    if line is not None:
        line.arrange(node.rect, [Member(child.rect, asked(child, axis)) for child in members])
    grid = node.scripts.get(UiScript.GRID_GROUP)
    if grid is not None:
        _drive_grid(Grid(grid), node, members, axis)
    return line is not None or grid is not None


def _drive_grid(grid: Grid, node: Node, members: list[Node], axis: int) -> None:
    """Set widths at once, but places only when both sides of the grid are known."""
    if axis == Y:
        grid.arrange(node.rect, [child.rect for child in members])
        return
    for child in members:
        child.rect.size_delta[X] = grid.cell[X]
        child.rect.inset(node.rect.rect, X, 0.0)


def _line(node: Node, axis: int) -> Line | None:
    for script, line_axis in _LINES.items():
        if script in node.scripts:
            return Line(node.scripts[script], line_axis, axis)
    return None


def asked(node: Node, axis: int) -> Asked:
    """Return the room a rectangle asks for; for heights, its width must be known."""
    return settle(list(_opinions(node, axis)))


def _opinions(node: Node, axis: int) -> Iterator[tuple[int, Room]]:
    if node.graphic is not None:
        yield 0, node.graphic.room(axis, node.rect.size[X])
    line = _line(node, axis)
    if line is not None:
        yield 0, Room(*line.asks([Member(c.rect, asked(c, axis)) for c in _members(node)]))
    grid = node.scripts.get(UiScript.GRID_GROUP)
    if grid is not None:
        yield 0, Grid(grid).room(axis, len(_members(node)), node.rect.size[X])
    element = node.scripts.get(UiScript.LAYOUT_ELEMENT)
    if element is not None:
        yield integer(element, "m_LayoutPriority", 1), _wishes(element, axis)


def _wishes(element: Fields, axis: int) -> Room:
    """Return what a LayoutElement says; what is switched off is negative."""
    side = "Width" if axis == X else "Height"
    names = (f"m_{what}{side}" for what in ("Min", "Preferred", "Flexible"))
    values = [bounded(number(element, name, -1)) for name in names]
    return Room(*(value if value >= 0 else None for value in values))


def _fit_content(node: Node, parent: Rect, axis: int) -> None:
    fitter = node.scripts.get(UiScript.CONTENT_FITTER, {})
    mode = integer(fitter, "m_HorizontalFit" if axis == X else "m_VerticalFit")
    if mode in (_MIN_SIZE, _PREFERRED_SIZE):
        room = asked(node, axis)
        node.rect.resize(parent, axis, room.least if mode == _MIN_SIZE else room.liked)


def _fit_aspect(node: Node, parent: Rect) -> None:
    fitter = node.scripts.get(UiScript.ASPECT_FITTER, {})
    mode, aspect = integer(fitter, "m_AspectMode"), number(fitter, "m_AspectRatio", 1.0)
    if not _WIDTH_RULES <= mode <= _ENVELOPE_PARENT or not _FLATTEST < aspect < 1 / _FLATTEST:
        return
    rect = node.rect
    height_rules = mode == _HEIGHT_RULES
    if mode in (_FIT_IN_PARENT, _ENVELOPE_PARENT):
        for axis in AXES:
            rect.stretch(axis)
            rect.position[axis] = rect.size_delta[axis] = 0.0
            rect.lay_out(parent, axis)
        is_wider = parent.width > parent.height * aspect
        height_rules = is_wider == (mode == _FIT_IN_PARENT)
    if height_rules:
        rect.resize(parent, X, rect.size[Y] * aspect)
    else:
        rect.resize(parent, Y, rect.size[X] / aspect)
    _place_children(node, X)
