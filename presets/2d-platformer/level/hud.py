"""What lies over a level: hearts, coins, words, the pause menu, and the dark between scenes."""

from __future__ import annotations

from forge.unity import ui, ui_controls
from forge.unity.events import unity_call
from forge.unity.objects import FILL, Component, GameObject, Rect
from forge.unity.scene import Prefab
from forge.unity.values import Colour, Ref, Vector, main_asset

from level import names
from level.names import script, sprite

HEARTS = 3
_TOP_LEFT, _TOP_RIGHT = (0, 1, 0, 1), (1, 1, 1, 1)
_INK, _CREAM = Colour("2a1e33"), Colour("f6dfaa")
_FONT_SIZE = 20


def build() -> Prefab:
    hud = Prefab(names.prefab_path("Hud"))
    canvas = [
        ui.canvas(),
        ui.canvas_scaler(pixels_per_unit=2 * names.PIXELS_PER_UNIT),
        ui.graphic_raycaster(),
        _hud_script(hud),
    ]
    hud.add(GameObject("Hud", (0, 0), canvas, rect=Rect((0, 0, 0, 0), size=(0, 0), pivot=(0, 0))))
    for number in range(HEARTS):
        _add_icon(hud, f"Heart {number + 1}", "HeartFull", _TOP_LEFT, (12 + 30 * number, -12))
    _add_icon(hud, "Coin Icon", "CoinIcon", _TOP_RIGHT, (-62, -12), pivot=(1, 1))
    place = Rect(_TOP_RIGHT, (-12, -11), (46, 24), (1, 1))
    _add_words(hud, "Coins", "x00", place, "middle right")
    banner = Rect((0, 0.5, 1, 0.5), (0, 104), (0, 44))
    _add_words(hud, "Banner", "", banner, "middle centre", size=2 * _FONT_SIZE)
    _add_pause(hud)
    dark = [ui.canvas_group(0, interactable=False), *ui.image(colour=_INK), script("SceneFader")]
    hud.add(GameObject("Dark", (0, 0), dark, rect=FILL, parent="Hud"))
    return hud


def _hud_script(hud: Prefab) -> Component:
    return script(
        "Hud",
        title="",
        health=Ref(),
        purse=Ref(),
        hearts=[hud.refer(f"Heart {number + 1}", "Image") for number in range(HEARTS)],
        fullHeart=sprite("HeartFull"),
        emptyHeart=sprite("HeartEmpty"),
        coins=hud.refer("Coins", "Text"),
        banner=hud.refer("Banner", "Text"),
    )


def _add_icon(
    hud: Prefab,
    name: str,
    picture: str,
    anchors: tuple[float, float, float, float],
    at: Vector,
    pivot: Vector = (0, 1),
) -> None:
    """A picture whose pixels are two by two of the canvas."""
    width, height = names.size(picture)
    size = (width * 2 * names.PIXELS_PER_UNIT, height * 2 * names.PIXELS_PER_UNIT)
    place = Rect(anchors, at, size, pivot)
    hud.add(GameObject(name, (0, 0), ui.image(sprite(picture)), rect=place, parent="Hud"))


def _add_words(
    hud: Prefab,
    name: str,
    words: str,
    place: Rect,
    anchor: str,
    *,
    size: int = _FONT_SIZE,
    colour: Colour = ui.WHITE,
    parent: str = "Hud",
) -> None:
    font = main_asset(names.FONT)
    parts = ui.text(words, font, size, colour=colour, anchor=anchor, wrap=False)
    if colour is ui.WHITE:
        parts.append(ui.shadow(_INK, (size / 10, -size / 10)))
    hud.add(GameObject(name, (0, 0), parts, rect=place, parent=parent))


def _add_pause(hud: Prefab) -> None:
    menu = script(
        "PauseMenu",
        panel=hud.refer("Panel", "GameObject"),
        fader=hud.refer("Dark", "SceneFader"),
    )
    hud.add(GameObject("Pause", (0, 0), [menu], rect=FILL, parent="Hud"))
    panel = ui.image(sprite("Panel"), sliced=True, clickable=True)
    place = Rect(size=(200, 150))
    hud.add(GameObject("Panel", (0, 0), panel, rect=place, parent="Pause", active=False))
    title = Rect((0, 1, 1, 1), (0, -30), (0, 24))
    _add_words(hud, "Title", "Paused", title, "middle centre", colour=_CREAM, parent="Panel")
    for number, name in enumerate(("Resume", "Restart")):
        _add_button(hud, name, -4 - 42 * number)


def _add_button(hud: Prefab, name: str, y: float) -> None:
    """A button of the pause menu that calls the method of its own name."""
    menu = hud.refer("Pause", "PauseMenu")
    press = ui_controls.button(
        hud.refer(name, "Image"), [unity_call(menu, "Platformer2D.PauseMenu, Platformer2D", name)]
    )
    image = ui.image(sprite("Button"), sliced=True, clickable=True)
    place = Rect(position=(0, y), size=(140, 34))
    hud.add(GameObject(name, (0, 0), [*image, press], rect=place, parent="Panel"))
    words = Rect((0, 0, 1, 1), (0, 2), (0, 0))
    _add_words(hud, f"{name} Words", name, words, "middle centre", colour=_INK, parent=name)
