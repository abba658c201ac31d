"""Where everything lies in the project, how files refer to it, and what lies in front of what."""

from __future__ import annotations

from functools import cache

from art.catalog import PICTURES, SHEETS
from forge.unity.objects import Component, own_script
from forge.unity.places import Places
from forge.unity.texture_meta import sprite_ref
from forge.unity.values import Ref, Value, Vector, main_asset

ROOT = "Assets/TopDownAction"
ASSEMBLY = "TopDownAction"
PIXELS_PER_UNIT = 16
FONT = f"{ROOT}/Fonts/SparkPixel.ttf"
AT = Places(ROOT)
SLIPPERY = main_asset(AT.material("Slippery"))

# Back to front; what stands in GAMEPLAY sorts itself by its depth.
SORTING_LAYERS = ("Background", "Scenery", "Gameplay", "Foreground")
BACKGROUND, SCENERY, GAMEPLAY, FOREGROUND = SORTING_LAYERS
OVER_LIGHT = 10
"""The order in SCENERY of what covers shadows and pools of light."""


def depth_order(y: float) -> int:
    """Return the order of what stands at ``y``, as ``DepthOrder.cs`` has it."""
    return -round(y * PIXELS_PER_UNIT)


def sprite(name: str, frame: str = "") -> Ref:
    """Refer to a picture, or to one frame of a sheet."""
    return sprite_ref(AT.sprite(name), frame)


def frames(name: str, stem: str) -> list[Ref]:
    """Refer to those frames of a sheet whose names are ``stem`` and a number."""
    return [sprite(name, each) for each in SHEETS[name].names if each.rsplit("_")[0] == stem]


def first(name: str) -> Ref:
    """Refer to a picture, or to the first frame of a sheet."""
    return sprite(name, SHEETS[name].names[0] if name in SHEETS else "")


def sound(name: str) -> Ref:
    return main_asset(AT.sound(name))


def script(name: str, **fields: Value) -> Component:
    return own_script(AT.script(name), **fields)


@cache
def size(name: str) -> Vector:
    """Return width and height of a picture, or of a sheet's frame, in units."""
    if name in SHEETS:
        width, height = SHEETS[name].width, SHEETS[name].height
    else:
        height, width = PICTURES[name]().shape
    return width / PIXELS_PER_UNIT, height / PIXELS_PER_UNIT
