"""The scene the chapter is played in, saved where Odile has spoken and choices are open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from art.people import FACE_HEIGHT, FACE_WIDTH, FACES, HEIGHT, WIDTH
from forge.unity import ui, ui_controls
from forge.unity.events import unity_call
from forge.unity.objects import FILL, Component, GameObject, Rect
from forge.unity.scene import Scene
from forge.unity.values import Colour

from stage import kit, names, panels, scenery
from stage.names import script

SHOWN_NODE, SHOWN_MOOD = "rope", "calm"
SIDES = {"odile": -5.5, "bram": 5.5}
CHOICES = 4
BOX_TEXT_WIDTH, CHOICE_TEXT_WIDTH = 556, 406
_FOOT = 26  # pixels of the view below a bust, behind the box
_TOOLS = {"Auto": 56, "Skip": 52, "Log": 44, "Save": 56, "Load": 56, "Settings": 92}


def build(preset: Path) -> Scene:
    chapter = json.loads((preset / names.STORY).read_text(encoding="utf-8"))
    node = next(each for each in chapter["nodes"] if each["id"] == SHOWN_NODE)
    scene = scenery.begin("Story", "Quay", _stage_view())
    scenery.add_water(scene, "Quay")
    for who, x in SIDES.items():
        _add_actor(scene, who, x)
    kit.add_canvas(scene, "Words", 0, _director(scene))
    _add_page(scene)
    _add_box(scene, chapter["characters"], node["lines"][-1])
    _add_choices(scene, [choice["text"] for choice in node["choices"]])
    _add_tools(scene)
    scene.place(panels.BACKLOG_PANEL, (0, 0))
    scenery.add_rest(scene)
    return scene


def _stage_view() -> Component:
    scene = Scene(names.AT.scene("Story"))
    return script(
        "StageView",
        library=names.library(),
        picture=scene.refer("Picture", "SpriteRenderer"),
        motion=scene.refer("Motion", "Animator"),
        actors=[scene.refer(who, "ActorView") for who in SIDES],
    )


def _add_actor(scene: Scene, who: str, x: float) -> None:
    """A bust with its face; who is not there yet is clear."""
    unit = names.PIXELS_PER_UNIT
    there = Colour() if who == "odile" else Colour("ffffff", 0)
    view = script(
        "ActorView",
        character=who,
        bust=scene.refer(who, "SpriteRenderer"),
        face=scene.refer(f"{who} face", "SpriteRenderer"),
    )
    bust = scenery.renderer(names.sprite(f"Portraits/{who}"), names.PEOPLE, there)
    y = -scenery.VIEW_HEIGHT / 2 + (_FOOT + HEIGHT / 2) / unit
    scene.add(GameObject(who, (x, y), [bust, view], parent="Stage"))
    left, top = FACES[who]
    at = (
        (left + FACE_WIDTH / 2 - WIDTH / 2) / unit,
        (HEIGHT / 2 - top - FACE_HEIGHT / 2) / unit,
    )
    face = scenery.renderer(names.sprite(f"Portraits/{who}_{SHOWN_MOOD}"), names.FACES, there)
    scene.add(GameObject(f"{who} face", at, [face], parent=who))


def _director(scene: Scene) -> Component:
    return script(
        "StoryDirector",
        library=names.library(),
        stage=scene.refer("Stage", "StageView"),
        box=scene.refer("Box", "DialogueBox"),
        choices=scene.refer("Choices", "ChoiceMenu"),
        curtain=scene.refer("Curtain", "Curtain"),
        soundtrack=scene.refer("Soundtrack", "Soundtrack"),
        slots=scene.refer("Slots", "SlotsPanel"),
        settings=scene.refer("Settings", "SettingsPanel"),
        backlog=scene.refer("Backlog", "BacklogPanel"),
        marks=[scene.refer(f"{name} Mark", "GameObject") for name in ("Auto", "Skip")],
        titleScene="Start",
    )


def _call(scene: Scene, method: str) -> dict[str, Any]:
    director = scene.refer("Words", "StoryDirector")
    return unity_call(director, "VisualNovel.StoryDirector, VisualNovel", method)


def _add_page(scene: Scene) -> None:
    """A click anywhere goes on."""
    turn = ui_controls.button(scene.refer("Page", "Image"), [_call(scene, "Continue")])
    clear = ui.image(colour=ui.CLEAR, clickable=True)
    scene.add(GameObject("Page", (0, 0), [*clear, turn], rect=FILL, parent="Words"))


def _add_box(scene: Scene, people: dict[str, Any], line: dict[str, str]) -> None:
    speaker = people[line["who"]]
    box = script(
        "DialogueBox",
        plate=scene.refer("Plate", "GameObject"),
        speaker=scene.refer("Speaker", "Text"),
        words=scene.refer("Line", "Text"),
        arrow=scene.refer("Arrow", "GameObject"),
    )
    frame = ui.image(names.piece("Panel"), sliced=True, colour=Colour("ffffff", 0.94))
    place = Rect((0, 0, 1, 0), (0, 60), (-20, 104))
    scene.add(GameObject("Box", (0, 0), [*frame, box], rect=place, parent="Words"))
    inner = Rect((0.5, 1, 0.5, 1), (0, -18), (BOX_TEXT_WIDTH, 76), (0.5, 1))
    kit.add_words(scene, "Line", line["text"], inner, "Box", anchor="upper left", wrap=True)
    plate = ui.image(names.piece("Plate"), sliced=True)
    rect = Rect((0, 1, 0, 1), (24, 2), (120, 30), (0, 0.5))
    scene.add(GameObject("Plate", (0, 0), plate, rect=rect, parent="Box"))
    kit.add_words(
        scene,
        "Speaker",
        speaker["name"],
        Rect((0, 0, 1, 1), (0, 2), (0, 0)),
        "Plate",
        colour=Colour(speaker["colour"]),
    )
    arrow = ui.image(names.piece("Arrow"))
    at = Rect((1, 0, 1, 0), (-24, 16), names.canvas_size("Interface/Arrow"))
    scene.add(GameObject("Arrow", (0, 0), arrow, rect=at, parent="Box"))


def _add_choices(scene: Scene, texts: list[str]) -> None:
    menu = script(
        "ChoiceMenu",
        buttons=[scene.refer(f"Choice {number}", "Button") for number in range(CHOICES)],
        words=[scene.refer(f"Choice {number} Words", "Text") for number in range(CHOICES)],
    )
    layout = ui_controls.vertical_layout(spacing=4, anchor="lower centre")
    place = Rect((0.5, 0, 0.5, 0), (96, 132), (CHOICE_TEXT_WIDTH + 24, 156), (0.5, 0))
    scene.add(GameObject("Choices", (0, 0), [menu, layout], rect=place, parent="Words"))
    for number in range(CHOICES):
        name, there = f"Choice {number}", number < len(texts)
        kit.add_button(
            scene,
            name,
            texts[number] if there else "",
            Rect(size=(430, 36)),
            "Choices",
            anchor="middle left",
            active=there,
        )


def _add_tools(scene: Scene) -> None:
    strip = ui.image(colour=Colour("1c1b2e", 0.62))
    place = Rect(
        (1, 1, 1, 1), (-6 - sum(_TOOLS.values()) / 2, -18), (sum(_TOOLS.values()) + 8, 28)
    )
    scene.add(GameObject("Tools", (0, 0), strip, rect=place, parent="Words"))
    right = -6.0
    for name in reversed(_TOOLS):
        width = _TOOLS[name]
        place = Rect((1, 1, 1, 1), (right - width / 2, -18), (width, 28))
        link = f"{name} Tool"
        kit.add_link(scene, link, name, place, "Words", _call(scene, name))
        if name in ("Auto", "Skip"):
            line = ui.image(colour=kit.GOLD)
            under = Rect((0, 0, 1, 0), (0, 2), (-12, 4))
            mark = GameObject(f"{name} Mark", (0, 0), line, rect=under, parent=link, active=False)
            scene.add(mark)
        right -= width
