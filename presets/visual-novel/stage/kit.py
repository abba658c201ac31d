"""The pieces that canvases are built from: words, buttons, panels."""

from __future__ import annotations

from collections.abc import Sequence

from forge.unity import ui, ui_controls
from forge.unity.events import unity_call
from forge.unity.objects import FILL, Component, GameObject, Objects, Rect
from forge.unity.scene import Prefab
from forge.unity.values import Colour, Value, main_asset

from stage import names

INK, PAPER, QUIET, GOLD = Colour("1c1b2e"), Colour("f3f3e4"), Colour("b8c7c8"), Colour("fbd488")
SIZE = 20
"""The font has ten pixels to the line; here each is two by two."""


def add_canvas(
    home: Objects, name: str, order: int, *parts: Component, active: bool = True
) -> None:
    """Add a canvas over the screen of 640 by 360."""
    whole = [
        ui.canvas(order),
        ui.canvas_scaler(pixels_per_unit=2 * names.PIXELS_PER_UNIT),
        ui.graphic_raycaster(),
        *parts,
    ]
    rect = Rect((0, 0, 0, 0), size=(0, 0), pivot=(0, 0))
    home.add(GameObject(name, (0, 0), whole, rect=rect, active=active))


def add_words(
    home: Objects,
    name: str,
    words: str,
    place: Rect,
    parent: str,
    *,
    anchor: str = "middle centre",
    size: int = SIZE,
    colour: Colour = PAPER,
    wrap: bool = False,
    extra: Sequence[Component] = (),
) -> None:
    parts = ui.text(
        words,
        main_asset(names.FONT),
        size,
        colour=colour,
        anchor=anchor,
        wrap=wrap,
        line_spacing=1.2,
    )
    if not wrap and colour is not INK:
        parts.append(ui.shadow(INK, (size / 10, -size / 10)))
    home.add(GameObject(name, (0, 0), [*parts, *extra], rect=place, parent=parent))


def add_button(
    home: Objects,
    name: str,
    words: str,
    place: Rect,
    parent: str,
    *,
    calls: Sequence[dict[str, Value]] = (),
    anchor: str = "middle centre",
    wrap: bool = False,
    active: bool = True,
) -> None:
    image = ui.image(names.piece("Button"), sliced=True, clickable=True)
    press = ui_controls.button(home.refer(name, "Image"), calls)
    home.add(GameObject(name, (0, 0), [*image, press], rect=place, parent=parent, active=active))
    inner = Rect((0, 0, 1, 1), (0, 2), (-24, -8))
    add_words(
        home,
        f"{name} Words",
        words,
        inner,
        name,
        anchor=anchor,
        colour=INK,
        wrap=wrap,
    )


def add_link(
    home: Objects, name: str, words: str, place: Rect, parent: str, call: dict[str, Value]
) -> None:
    """A button that is nothing but its words."""
    press = ui_controls.button(home.refer(name, "Image"), [call])
    clear = ui.image(colour=ui.CLEAR, clickable=True)
    home.add(GameObject(name, (0, 0), [*clear, press], rect=place, parent=parent))
    add_words(home, f"{name} Words", words, FILL, name)


def add_panel(prefab: Prefab, title: str, size: tuple[float, float], script_name: str) -> None:
    """A dark veil with a panel, its title, and a button that closes it; the root is named so."""
    root = prefab.root
    veil = ui.image(colour=Colour("1c1b2e", 0.6), clickable=True)
    prefab.add(GameObject("Veil", (0, 0), veil, rect=FILL, parent=root))
    body = ui.image(names.piece("Panel"), sliced=True, clickable=True)
    prefab.add(GameObject("Panel", (0, 0), body, rect=Rect(size=size), parent=root))
    heading = Rect((0, 1, 1, 1), (0, -28), (-48, 24))
    add_words(prefab, "Title", title, heading, "Panel", anchor="middle left", colour=GOLD)
    close = unity_call(
        prefab.refer(root, script_name), f"VisualNovel.{script_name}, VisualNovel", "Close"
    )
    place = Rect((1, 1, 1, 1), (-64, -28), (84, 32))
    add_button(prefab, "Close", "Close", place, "Panel", calls=[close])
