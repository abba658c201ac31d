"""Prefabs that both scenes use: saved games, settings, the curtain, the music; and the backlog."""

from __future__ import annotations

from forge.unity import ui, ui_controls
from forge.unity.objects import FILL, GameObject, Rect
from forge.unity.rendering import audio_source
from forge.unity.scene import Prefab
from forge.unity.values import Ref, main_asset

from stage import kit, names
from stage.names import script

SLOTS = 4
SETTINGS = ("Text speed", "Auto rest", "Music", "Sounds")


def slots() -> Prefab:
    prefab = Prefab(names.AT.prefab("Slots"))
    panel = script(
        "SlotsPanel",
        title=prefab.refer("Title", "Text"),
        slots=[prefab.refer(f"Slot {number}", "Button") for number in range(SLOTS)],
        words=[prefab.refer(f"Slot {number} Words", "Text") for number in range(SLOTS)],
    )
    kit.add_canvas(prefab, "Slots", 10, panel, active=False)
    kit.add_panel(prefab, "Load", (520, 312), "SlotsPanel")
    for number in range(SLOTS):
        place = Rect((0, 1, 1, 1), (0, -82 - 62 * number), (-40, 58))
        kit.add_button(
            prefab, f"Slot {number}", "Empty", place, "Panel", anchor="middle left", wrap=True
        )
    return prefab


def settings() -> Prefab:
    prefab = Prefab(names.AT.prefab("Settings"))
    keys = ("textSpeed", "patience", "music", "sounds")
    sliders = {key: prefab.refer(name, "Slider") for key, name in zip(keys, SETTINGS, strict=True)}
    panel = script("SettingsPanel", **sliders, soundtrack=Ref())
    kit.add_canvas(prefab, "Settings", 10, panel, active=False)
    kit.add_panel(prefab, "Settings", (420, 240), "SettingsPanel")
    for number, name in enumerate(SETTINGS):
        _add_slider(prefab, name, -78 - 40 * number)
    return prefab


def _add_slider(prefab: Prefab, name: str, y: float) -> None:
    label = Rect((0, 1, 0, 1), (90, y), (132, 24))
    kit.add_words(prefab, f"{name} Words", name, label, "Panel", anchor="middle left")
    graphic = prefab.refer(f"{name} Handle", "Image")
    fill = prefab.refer(f"{name} Fill", "RectTransform")
    handle = prefab.refer(f"{name} Handle", "RectTransform")
    slider = ui_controls.slider(graphic, fill, handle, value=0.6)
    place = Rect((1, 1, 1, 1), (-130, y), (200, 24))
    prefab.add(GameObject(name, (0, 0), [slider], rect=place, parent="Panel"))
    track = ui.image(names.piece("Track"), sliced=True, clickable=True)
    prefab.add(
        GameObject(
            f"{name} Track", (0, 0), track, rect=Rect((0, 0.5, 1, 0.5), size=(0, 8)), parent=name
        )
    )
    lane = Rect((0, 0.5, 1, 0.5), size=(-16, 8))
    prefab.add(GameObject(f"{name} Lane", (0, 0), [], rect=lane, parent=name))
    filling = ui.image(names.piece("Filling"), sliced=True)
    prefab.add(
        GameObject(
            f"{name} Fill",
            (0, 0),
            filling,
            rect=Rect((0, 0, 0.6, 1), size=(8, 0)),
            parent=f"{name} Lane",
        )
    )
    grip = ui.image(names.piece("Handle"), clickable=True)
    width, _ = names.canvas_size("Interface/Handle")
    prefab.add(
        GameObject(
            f"{name} Handle",
            (0, 0),
            grip,
            rect=Rect((0.6, 0, 0.6, 1), size=(width, 12)),
            parent=f"{name} Lane",
        )
    )


def backlog() -> Prefab:
    prefab = Prefab(names.AT.prefab("Backlog"))
    panel = script(
        "BacklogPanel",
        words=prefab.refer("Lines", "Text"),
        scroll=prefab.refer("Scroll", "ScrollRect"),
    )
    kit.add_canvas(prefab, "Backlog", 10, panel, active=False)
    kit.add_panel(prefab, "What was said", (600, 320), "BacklogPanel")
    view = prefab.refer("Scroll", "RectTransform")
    scroll = ui_controls.scroll_rect(prefab.refer("Lines", "RectTransform"), view)
    hold = ui.image(colour=ui.CLEAR, clickable=True)
    place = Rect((0, 0, 1, 1), (0, -16), (-48, -76))
    parts = [*hold, scroll, ui_controls.rect_mask()]
    prefab.add(GameObject("Scroll", (0, 0), parts, rect=place, parent="Panel"))
    lines = Rect((0, 1, 1, 1), (0, 0), (0, 200), (0.5, 1))
    kit.add_words(
        prefab,
        "Lines",
        "",
        lines,
        "Scroll",
        anchor="upper left",
        wrap=True,
        extra=[ui_controls.content_size_fitter()],
    )
    return prefab


def curtain() -> Prefab:
    prefab = Prefab(names.AT.prefab("Curtain"))
    parts = [ui.canvas_group(0, interactable=False), script("Curtain")]
    kit.add_canvas(prefab, "Curtain", 20, *parts)
    dark = ui.image(colour=kit.INK)
    prefab.add(GameObject("Dark", (0, 0), dark, rect=FILL, parent="Curtain"))
    return prefab


def soundtrack() -> Prefab:
    prefab = Prefab(names.AT.prefab("Soundtrack"))
    player = script(
        "Soundtrack",
        library=names.library(),
        music=prefab.refer("Soundtrack", "Music"),
        sounds=prefab.refer("Soundtrack", "Sounds"),
    )
    music = audio_source(
        main_asset(names.AT.music("Evening")), volume=0, loop=True, on_awake=True, label="Music"
    )
    parts = [music, audio_source(label="Sounds"), player]
    prefab.add(GameObject("Soundtrack", (0, 0), parts))
    return prefab


SLOTS_PANEL, SETTINGS_PANEL, BACKLOG_PANEL = slots(), settings(), backlog()
CURTAIN, SOUNDTRACK = curtain(), soundtrack()
PREFABS = (SLOTS_PANEL, SETTINGS_PANEL, BACKLOG_PANEL, CURTAIN, SOUNDTRACK)
