"""Where everything lies in the project, and how files refer to it."""

from __future__ import annotations

from art.catalog import picture
from forge.unity.objects import Component, own_script
from forge.unity.places import Places
from forge.unity.texture_meta import sprite_ref
from forge.unity.values import Ref, Value, Vector, main_asset

ROOT = "Assets/VisualNovel"
AT = Places(ROOT)
PIXELS_PER_UNIT = 16
FONT = f"{ROOT}/Fonts/SparkPixel.ttf"
STORY = f"{ROOT}/Story/Chapter01.json"
LIBRARY = f"{ROOT}/Story/Library.asset"
BACKDROP, MOTION, PEOPLE, FACES = 0, 1, 10, 11
SORTING_LAYERS = ("Background", "Gameplay")


def sorting_layer(order: int) -> str:
    return SORTING_LAYERS[order >= PEOPLE]


def sprite_path(name: str) -> str:
    return f"{ROOT}/{name}.png"


def clip_path(name: str) -> str:
    return f"{ROOT}/Motion/{name}.anim"


def controller_path(name: str) -> str:
    return f"{ROOT}/Motion/{name}.controller"


def sprite(name: str, frame: str = "") -> Ref:
    """Refer to a picture by folder and name, or to one frame of a sheet."""
    return sprite_ref(sprite_path(name), frame)


def piece(name: str) -> Ref:
    """Refer to a piece of the interface."""
    return sprite(f"Interface/{name}")


def script(name: str, **fields: Value) -> Component:
    return own_script(AT.script(name), **fields)


def library() -> Ref:
    return main_asset(LIBRARY)


def canvas_size(name: str) -> Vector:
    """Return width and height of a picture on the canvas, where its pixels are two by two."""
    height, width = picture(name).shape
    return width * 2, height * 2
