"""The asset that gives the story its pictures and sounds."""

from __future__ import annotations

from collections.abc import Iterable

from art import places
from art.people import MOODS
from art.weather import HEIGHT, WATER_HEIGHT
from forge.unity.assets import scriptable_object
from forge.unity.values import NOTHING, Value, Vector, main_asset
from sounds.horn import HORNS
from sounds.music import MUSIC

from stage import names

WATER_OF = {
    # place: (its water, where that begins from the top)
    "Quay": ("QuayWater", places.QUAY_WATER_TOP),
    "QuayEvening": ("EveningWater", places.QUAY_WATER_TOP),
    "Headland": ("SeaWater", places.SEA_TOP),
}
PLACES = ("Quay", "QuayEvening", "Office", "Headland")


def water_at(place: str) -> Vector:
    """Return the middle of a place's water, in units from the middle of its picture."""
    top = WATER_OF[place][1] if place in WATER_OF else 0
    return 0, (HEIGHT / 2 - top - WATER_HEIGHT / 2) / names.PIXELS_PER_UNIT


def asset() -> str:
    fields: dict[str, Value] = {
        "chapter": main_asset(names.STORY),
        "places": [_place(name) for name in PLACES],
        "portraits": [_portrait(name, moods) for name, moods in MOODS.items()],
        "sounds": [
            {"name": name, "clip": main_asset(names.AT.music(name))} for name in (*HORNS, *MUSIC)
        ],
    }
    return scriptable_object(names.AT.script("StoryLibrary"), "Library", fields)


def _place(name: str) -> Value:
    water = WATER_OF.get(name)
    return {
        "name": name,
        "picture": names.sprite(f"Backgrounds/{name}"),
        "motion": main_asset(names.controller_path(water[0])) if water else NOTHING,
        "motionAt": water_at(name),
    }


def _portrait(name: str, moods: Iterable[str]) -> Value:
    return {
        "name": name,
        "bust": names.sprite(f"Portraits/{name}"),
        "faces": [
            {"mood": mood, "picture": names.sprite(f"Portraits/{name}_{mood}")} for mood in moods
        ],
    }
