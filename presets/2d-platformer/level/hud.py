"""What lies over a level: hearts, coins, words, the pause menu, and the dark between scenes."""

from __future__ import annotations

from forge.unity import ui
from forge.unity.events import unity_call
from forge.unity.objects import FILL, Component, GameObject, Rect
from forge.unity.overlay import FONT_SIZE, TOP_LEFT, TOP_RIGHT, Overlay, Style
from forge.unity.values import Colour, Ref, main_asset

from level import names
from level.names import script, sprite

HEARTS = 3
_CREAM = Colour("f6dfaa")
_STYLE = Style(
    main_asset(names.FONT),
    sprite,
    names.size,
    names.PIXELS_PER_UNIT,
    dark=Colour("2a1e33"),
    bright=ui.WHITE,
)


def build() -> Overlay:
    hud = Overlay(names.prefab_path("Hud"), "Hud", _STYLE)
    hud.canvas(_hud_script(hud))
    for number in range(HEARTS):
        hud.icon(f"Heart {number + 1}", "HeartFull", TOP_LEFT, (12 + 30 * number, -12))
    hud.icon("Coin Icon", "CoinIcon", TOP_RIGHT, (-62, -12), pivot=(1, 1))
    place = Rect(TOP_RIGHT, (-12, -11), (46, 24), (1, 1))
    hud.words("Coins", "x00", place, "middle right")
    banner = Rect((0, 0.5, 1, 0.5), (0, 104), (0, 44))
    hud.words("Banner", "", banner, "middle centre", size=2 * FONT_SIZE)
    _add_pause(hud)
    hud.darkness(script("SceneFader"))
    return hud


def _hud_script(hud: Overlay) -> Component:
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


def _add_pause(hud: Overlay) -> None:
    menu = script(
        "PauseMenu",
        panel=hud.refer("Panel", "GameObject"),
        fader=hud.refer("Dark", "SceneFader"),
    )
    hud.add(GameObject("Pause", (0, 0), [menu], rect=FILL, parent="Hud"))
    hud.panel((200, 150), parent="Pause")
    title = Rect((0, 1, 1, 1), (0, -30), (0, 24))
    hud.words(
        "Title", "Paused", title, "middle centre", colour=_CREAM, shaded=False, parent="Panel"
    )
    target = hud.refer("Pause", "PauseMenu")
    for number, name in enumerate(("Resume", "Restart")):
        call = unity_call(target, "Platformer2D.PauseMenu, Platformer2D", name)
        hud.button(name, -4 - 42 * number, [call])
