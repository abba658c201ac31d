"""Where everything lies in the project, and how files refer to it."""

from __future__ import annotations

from functools import cache

from art.catalog import PICTURES, SHEETS
from forge.unity.objects import Component, own_script
from forge.unity.places import Places
from forge.unity.texture_meta import sprite_ref
from forge.unity.values import Ref, Value, Vector, main_asset

ROOT = "Assets/Platformer2D"
PIXELS_PER_UNIT = 16
FONT = f"{ROOT}/Fonts/SparkPixel.ttf"
AT = Places(ROOT)
sprite_path, script_path, material_path = AT.sprite, AT.script, AT.material
clip_path, controller_path, prefab_path = AT.clip, AT.controller, AT.prefab
tile_path, scene_path, sound_path, music_path = AT.tile, AT.scene, AT.sound, AT.music
STATS = AT.setting("PlayerStats")

# Orders, back to front; those of one sorting layer lie together.
BACKDROP, SCENERY, WALL, GOODS, ENEMY, HERO, EFFECT, GROUND, FRONT = (
    -100,
    -20,
    6,
    10,
    12,
    20,
    22,
    25,
    30,
)
SORTING_LAYERS = ("Background", "Scenery", "Gameplay", "Foreground")


def sorting_layer(order: int) -> str:
    """Return the sorting layer that an order belongs to."""
    starts = (BACKDROP, SCENERY, WALL, GROUND)
    return SORTING_LAYERS[sum(order >= start for start in starts[1:])]


def sprite(name: str, frame: str = "") -> Ref:
    """Refer to a picture, or to one frame of a sheet."""
    return sprite_ref(sprite_path(name), frame)


def frames(name: str, *stems: str) -> list[Ref]:
    """Refer to those frames of a sheet whose names begin with one of ``stems``."""
    return [sprite(name, frame) for frame in SHEETS[name].names if frame.split("_")[0] in stems]


def material(name: str) -> Ref:
    return main_asset(material_path(name))


def sound(name: str) -> Ref:
    return main_asset(sound_path(name))


def script(name: str, **fields: Value) -> Component:
    return own_script(script_path(name), **fields)


@cache
def size(name: str) -> Vector:
    """Return width and height of a picture, or of a sheet's frame, in units."""
    if name in SHEETS:
        width, height = SHEETS[name].width, SHEETS[name].height
    else:
        height, width = PICTURES[name]().shape
    return width / PIXELS_PER_UNIT, height / PIXELS_PER_UNIT
