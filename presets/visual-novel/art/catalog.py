"""Every picture by its place below the game's folder, and how it comes into Unity."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from forge.art.canvas import Picture
from forge.art.sheet import grid_frames, numbered
from forge.unity.texture_meta import Import

from art import interface, people, places
from art.weather import WATER_FRAMES, WATER_HEIGHT, WIDTH, motion_sheet

WATER_NAMES = numbered("Water", WATER_FRAMES)


def _portraits() -> dict[str, Callable[[], Picture]]:
    found: dict[str, Callable[[], Picture]] = dict(people.BUSTS)
    for name, moods in people.MOODS.items():
        for mood in moods:
            found[f"{name}_{mood}"] = lambda name=name, mood=mood: people.face(name, mood)
    return found


PICTURES: dict[str, Callable[[], Picture]] = {
    "Backgrounds/Quay": places.quay,
    "Backgrounds/QuayEvening": places.quay_in_the_evening,
    "Backgrounds/Office": places.office,
    "Backgrounds/Headland": places.headland,
    "Motion/QuayWater": lambda: motion_sheet(places.quay, places.QUAY_WATER_TOP),
    "Motion/EveningWater": lambda: motion_sheet(places.quay_in_the_evening, places.QUAY_WATER_TOP),
    "Motion/SeaWater": lambda: motion_sheet(places.headland, places.SEA_TOP),
    **{f"Portraits/{name}": draw for name, draw in _portraits().items()},
    **{
        f"Interface/{name}": lambda name=name: interface.piece(name) for name in interface.PICTURES
    },
}


@cache
def picture(name: str) -> Picture:
    return PICTURES[name]()


def importing(name: str) -> Import:
    folder, stem = name.split("/")
    if folder == "Motion":
        rows = [[each] for each in WATER_NAMES]
        return Import(grid_frames(rows, WIDTH, WATER_HEIGHT))
    return Import(border=interface.BORDERS.get(stem, (0, 0, 0, 0)))
