"""The rectangles of a canvas as a tree, at one moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.field import Fields
from spark_nb.sandbox.scene.graph import Component, GameObject
from spark_nb.sandbox.scene.rect_transform import RectTransform
from spark_nb.sandbox.scene.ui.colour import WHITE, Colour
from spark_nb.sandbox.scene.ui.graphic import Graphic
from spark_nb.sandbox.scene.ui.scripts import UiScript


@dataclass(slots=True, eq=False)
class Node:
    """An active object, with those of its components that are switched on.

    ``transform_id`` and ``graphic_id`` are what other components point to. ``selectables`` are
    buttons and the like; ``tint`` is what they do to the colour of ``graphic``. ``moved`` is where
    an animation puts it in its parent.
    """

    owner: GameObject
    transform_id: int
    rect: RectTransform
    scripts: Mapping[UiScript, Fields]
    selectables: list[Fields]
    moved: Affine | None = None
    canvas: Component | None = None
    group: Fields | None = None
    graphic: Graphic | None = None
    graphic_id: int = 0
    tint: Colour = WHITE
    children: list[Node] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<Node {self.owner.name!r}, {len(self.children)} children>"

    @property
    def local(self) -> Affine:
        """Own units to the parent's, once it is laid out."""
        if self.moved is None:
            return self.rect.local
        x, y = self.rect.place
        saved = self.owner.local
        return self.moved._replace(
            tx=x + self.moved.tx - saved.tx, ty=y + self.moved.ty - saved.ty
        )

    def tree(self) -> Iterator[Node]:
        """Yield it and all below, parents first."""
        yield self
        for child in self.children:
            yield from child.tree()
