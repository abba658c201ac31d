"""What lies over a scene: hearts, sparks, points, the wave, words, the panel, the dark."""

from __future__ import annotations

from art.palette import PALETTE
from forge.unity.events import unity_call
from forge.unity.objects import Component, Rect
from forge.unity.overlay import FONT_SIZE, TOP_LEFT, TOP_RIGHT, Overlay, Style
from forge.unity.values import Colour, Ref, main_asset

from level import names
from level.names import script, sprite

HEARTS = 4
_STYLE = Style(
    main_asset(names.FONT),
    sprite,
    names.size,
    names.PIXELS_PER_UNIT,
    dark=Colour(PALETTE.rgb["ink"]),
    bright=Colour(PALETTE.rgb["cream"]),
)


def build() -> Overlay:
    hud = Overlay(names.AT.prefab("Hud"), "Hud", _STYLE)
    hud.canvas(_hud_script(hud), _flow_script(hud))
    for number in range(HEARTS):
        hud.icon(f"Heart {number + 1}", "HeartFull", TOP_LEFT, (12 + 30 * number, -12))
    hud.icon("Spark Icon", "SparkIcon", TOP_LEFT, (14, -42))
    hud.words("Sparks", "24", Rect(TOP_LEFT, (42, -41), (60, 24), (0, 1)), "middle left")
    hud.icon("Key Icon", "KeyIcon", TOP_LEFT, (84, -46), shown=False)
    for name, words, y in (("Score", "0000", -11), ("Wave", "", -35)):
        hud.words(name, words, Rect(TOP_RIGHT, (-12, y), (120, 24), (1, 1)), "middle right")
    banner = Rect((0, 0.5, 1, 0.5), (0, 104), (0, 44))
    hud.words("Banner", "", banner, "middle centre", size=2 * FONT_SIZE)
    _add_panel(hud)
    hud.darkness(script("SceneFader"))
    return hud


def _hud_script(hud: Overlay) -> Component:
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


def _flow_script(hud: Overlay) -> Component:
    return script(
        "GameFlow",
        hero=Ref(),
        fader=hud.refer("Dark", "SceneFader"),
        panel=hud.refer("Panel", "GameObject"),
        title=hud.refer("Title", "Text"),
        resume=hud.refer("Resume", "GameObject"),
        firstScene="Arena",
    )


def _add_panel(hud: Overlay) -> None:
    """One panel for the pause and for the end; the script changes its title."""
    hud.panel((260, 150))
    title = Rect((0, 1, 1, 1), (0, -32), (0, 24))
    hud.words("Title", "Paused", title, "middle centre", parent="Panel")
    target = hud.refer("Hud", "GameFlow")
    for number, name in enumerate(("Resume", "Restart")):
        call = unity_call(target, f"{names.ASSEMBLY}.GameFlow, {names.ASSEMBLY}", name)
        hud.button(name, -4 - 42 * number, [call])
