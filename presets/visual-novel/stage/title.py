"""The title: the headland in the evening, and where to begin."""

from __future__ import annotations

from forge.unity.events import unity_call
from forge.unity.objects import Rect
from forge.unity.scene import Scene

from stage import kit, scenery
from stage.names import script

ENTRIES = (("NewGame", "New game"), ("Load", "Load"), ("Settings", "Settings"))


def build() -> Scene:
    scene = scenery.begin("Start", "Headland")
    scenery.add_water(scene, "Headland")
    menu = script(
        "TitleMenu",
        storyScene="Story",
        curtain=scene.refer("Curtain", "Curtain"),
        slots=scene.refer("Slots", "SlotsPanel"),
        settings=scene.refer("Settings", "SettingsPanel"),
    )
    kit.add_canvas(scene, "Menu", 0, menu)
    top_right = (1, 1, 1, 1)
    kit.add_words(
        scene,
        "Title",
        "A Semitone Flat",
        Rect(top_right, (-178, -42), (340, 48)),
        "Menu",
        size=2 * kit.SIZE,
    )
    kit.add_words(
        scene,
        "Chapter",
        "Chapter one",
        Rect(top_right, (-178, -78), (340, 24)),
        "Menu",
    )
    for number, (method, words) in enumerate(ENTRIES):
        call = unity_call(
            scene.refer("Menu", "TitleMenu"), "VisualNovel.TitleMenu, VisualNovel", method
        )
        place = Rect((1, 0, 1, 0), (-110, 118 - 42 * number), (180, 36))
        kit.add_button(
            scene, f"{words} Entry", words, place, "Menu", calls=[call], anchor="middle left"
        )
    scenery.add_rest(scene)
    return scene
