"""What lies over a scene: hearts, sparks, points, the wave, words, the panel, the dark."""

from __future__ import annotations

from art.palette import PALETTE
from forge.unity import ui, ui_controls
from forge.unity.events import unity_call
from forge.unity.objects import FILL, Component, GameObject, Rect
from forge.unity.scene import Prefab
from forge.unity.values import Colour, Ref, Vector, main_asset

from level import names
from level.names import script, sprite

HEARTS = 4
_TOP_LEFT, _TOP_RIGHT = (0, 1, 0, 1), (1, 1, 1, 1)
_INK, _CREAM = Colour(PALETTE.rgb["ink"]), Colour(PALETTE.rgb["cream"])
_FONT_SIZE = 20


def build() -> Prefab:
    hud = Prefab(names.AT.prefab("Hud"))
    canvas = [
        ui.canvas(),
        ui.canvas_scaler(pixels_per_unit=2 * names.PIXELS_PER_UNIT),
        ui.graphic_raycaster(),
        _hud_script(hud),
        _flow_script(hud),
    ]
    hud.add(GameObject("Hud", (0, 0), canvas, rect=Rect((0, 0, 0, 0), size=(0, 0), pivot=(0, 0))))
    for number in range(HEARTS):
        _add_icon(hud, f"Heart {number + 1}", "HeartFull", _TOP_LEFT, (12 + 30 * number, -12))
    _add_icon(hud, "Spark Icon", "SparkIcon", _TOP_LEFT, (14, -42))
    _add_words(hud, "Sparks", "24", Rect(_TOP_LEFT, (42, -41), (60, 24), (0, 1)), "middle left")
    _add_icon(hud, "Key Icon", "KeyIcon", _TOP_LEFT, (84, -46), shown=False)
    for name, words, y in (("Score", "0000", -11), ("Wave", "", -35)):
        place = Rect(_TOP_RIGHT, (-12, y), (120, 24), (1, 1))
        _add_words(hud, name, words, place, "middle right")
    banner = Rect((0, 0.5, 1, 0.5), (0, 104), (0, 44))
    _add_words(hud, "Banner", "", banner, "middle centre", size=2 * _FONT_SIZE)
    _add_panel(hud)
    dark = [ui.canvas_group(0, interactable=False), *ui.image(colour=_INK), script("SceneFader")]
    hud.add(GameObject("Dark", (0, 0), dark, rect=FILL, parent="Hud"))
    return hud


def _hud_script(hud: Prefab) -> Component:
    return script(
        "Hud",
        title="",
        health=Ref(),
        satchel=Ref(),
        spawner=Ref(),
        hearts=[hud.refer(f"Heart {number + 1}", "Image") for number in range(HEARTS)],
        fullHeart=sprite("HeartFull"),
        emptyHeart=sprite("HeartEmpty"),
        key=hud.refer("Key Icon", "Image"),
        sparks=hud.refer("Sparks", "Text"),
        score=hud.refer("Score", "Text"),
        wave=hud.refer("Wave", "Text"),
        banner=hud.refer("Banner", "Text"),
    )


def _flow_script(hud: Prefab) -> Component:
    return script(
        "GameFlow",
        hero=Ref(),
        fader=hud.refer("Dark", "SceneFader"),
        panel=hud.refer("Panel", "GameObject"),
        title=hud.refer("Title", "Text"),
        resume=hud.refer("Resume", "GameObject"),
        firstScene="Arena",
    )


def _add_icon(
    hud: Prefab,
    name: str,
    picture: str,
    anchors: tuple[float, float, float, float],
    at: Vector,
    *,
    shown: bool = True,
) -> None:
    """A picture whose pixels are two by two of the canvas."""
    width, height = names.size(picture)
    size = (width * 2 * names.PIXELS_PER_UNIT, height * 2 * names.PIXELS_PER_UNIT)
    place = Rect(anchors, at, size, (0, 1))
    image = ui.image(sprite(picture), shown=shown)
    hud.add(GameObject(name, (0, 0), image, rect=place, parent="Hud"))


def _add_words(
    hud: Prefab,
    name: str,
    words: str,
    place: Rect,
    anchor: str,
    *,
    size: int = _FONT_SIZE,
    colour: Colour = _CREAM,
    parent: str = "Hud",
) -> None:
    font = main_asset(names.FONT)
    parts = ui.text(words, font, size, colour=colour, anchor=anchor, wrap=False)
    if colour is _CREAM:
        parts.append(ui.shadow(_INK, (size / 10, -size / 10)))
    hud.add(GameObject(name, (0, 0), parts, rect=place, parent=parent))


def _add_panel(hud: Prefab) -> None:
    """One panel for the pause and for the end; the script changes its title."""
    panel = ui.image(sprite("Panel"), sliced=True, clickable=True)
    place = Rect(size=(260, 150))
    hud.add(GameObject("Panel", (0, 0), panel, rect=place, parent="Hud", active=False))
    title = Rect((0, 1, 1, 1), (0, -32), (0, 24))
    _add_words(hud, "Title", "Paused", title, "middle centre", parent="Panel")
    for number, name in enumerate(("Resume", "Restart")):
        _add_button(hud, name, -4 - 42 * number)


def _add_button(hud: Prefab, name: str, y: float) -> None:
    """A button that calls the method of its own name."""
    flow = hud.refer("Hud", "GameFlow")
    call = unity_call(flow, f"{names.ASSEMBLY}.GameFlow, {names.ASSEMBLY}", name)
    press = ui_controls.button(hud.refer(name, "Image"), [call])
    image = ui.image(sprite("Button"), sliced=True, clickable=True)
    place = Rect(position=(0, y), size=(140, 34))
    hud.add(GameObject(name, (0, 0), [*image, press], rect=place, parent="Panel"))
    words = Rect((0, 0, 1, 1), (0, 2), (0, 0))
    _add_words(hud, f"{name} Words", name, words, "middle centre", colour=_INK, parent=name)
