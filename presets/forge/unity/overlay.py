"""What lies over a game: a canvas of 640 by 360 with icons, words and buttons in pixel art.

Pictures of the game are drawn two by two, as the camera shows them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from forge.unity import ui, ui_controls
from forge.unity.objects import FILL, Component, GameObject, Rect
from forge.unity.scene import Prefab
from forge.unity.values import Colour, Ref, Vector

Anchors = tuple[float, float, float, float]
TOP_LEFT: Anchors = (0, 1, 0, 1)
TOP_RIGHT: Anchors = (1, 1, 1, 1)
FONT_SIZE = 20


@dataclass(frozen=True)
class Style:
    """``sprite`` and ``size`` give a picture by its name, the size in units of ``pixels``.

    Words in ``bright`` throw a shadow in ``dark``.
    """

    font: Ref
    sprite: Callable[[str], Ref]
    size: Callable[[str], Vector]
    pixels: int
    dark: Colour
    bright: Colour


class Overlay(Prefab):
    """The first object, called ``root``, is the canvas; ``scripts`` may refer to what follows."""

    def __init__(self, path: str, root: str, style: Style) -> None:
        super().__init__(path)
        self._root = root
        self._style = style

    def canvas(self, *scripts: Component) -> None:
        parts = [
            ui.canvas(),
            ui.canvas_scaler(pixels_per_unit=2 * self._style.pixels),
            ui.graphic_raycaster(),
            *scripts,
        ]
        place = Rect((0, 0, 0, 0), size=(0, 0), pivot=(0, 0))
        self.add(GameObject(self._root, (0, 0), parts, rect=place))

    def icon(
        self,
        name: str,
        picture: str,
        anchors: Anchors,
        at: Vector,
        *,
        pivot: Vector = (0, 1),
        shown: bool = True,
    ) -> None:
        width, height = self._style.size(picture)
        scale = 2 * self._style.pixels
        place = Rect(anchors, at, (width * scale, height * scale), pivot)
        image = ui.image(self._style.sprite(picture), shown=shown)
        self.add(GameObject(name, (0, 0), image, rect=place, parent=self._root))

    def words(
        self,
        name: str,
        text: str,
        place: Rect,
        anchor: str,
        *,
        size: int = FONT_SIZE,
        colour: Colour | None = None,
        shaded: bool = True,
        parent: str = "",
    ) -> None:
        style = self._style
        parts = ui.text(
            text, style.font, size, colour=colour or style.bright, anchor=anchor, wrap=False
        )
        if shaded:
            parts.append(ui.shadow(style.dark, (size / 10, -size / 10)))
        self.add(GameObject(name, (0, 0), parts, rect=place, parent=parent or self._root))

    def panel(self, size: Vector, *, parent: str = "") -> None:
        """A panel called Panel, in the middle, that is closed at first."""
        image = ui.image(self._style.sprite("Panel"), sliced=True, clickable=True)
        place = Rect(size=size)
        self.add(
            GameObject(
                "Panel", (0, 0), image, rect=place, parent=parent or self._root, active=False
            )
        )

    def button(self, name: str, y: float, calls: Sequence[dict[str, Any]]) -> None:
        """A button on the panel, ``y`` above its middle, that shows its own name."""
        press = ui_controls.button(self.refer(name, "Image"), calls)
        image = ui.image(self._style.sprite("Button"), sliced=True, clickable=True)
        place = Rect(position=(0, y), size=(140, 34))
        self.add(GameObject(name, (0, 0), [*image, press], rect=place, parent="Panel"))
        label = Rect((0, 0, 1, 1), (0, 2), (0, 0))
        dark = self._style.dark
        self.words(
            f"{name} Words", name, label, "middle centre", colour=dark, shaded=False, parent=name
        )

    def darkness(self, script: Component) -> None:
        """What covers everything between two scenes; ``script`` fades it."""
        parts = [
            ui.canvas_group(0, interactable=False),
            *ui.image(colour=self._style.dark),
            script,
        ]
        self.add(GameObject("Dark", (0, 0), parts, rect=FILL, parent=self._root))
