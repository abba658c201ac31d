"""What every scene has: the camera, the place with its water, sound, curtain and panels."""

from __future__ import annotations

from art.catalog import WATER_NAMES
from art.palette import PALETTE
from forge.unity import ui
from forge.unity.animation import sprite_clip
from forge.unity.animator import State, controller
from forge.unity.objects import Component, GameObject
from forge.unity.rendering import animator, audio_listener, camera, sprite_renderer
from forge.unity.scene import Scene
from forge.unity.values import WHITE, Colour, Ref, main_asset

from stage import names, panels
from stage.library import WATER_OF, water_at

VIEW_HEIGHT = 11.25  # 180 art pixels: 640 x 360 shows every one of them as 2 x 2
WATER_RATE = 5


def begin(name: str, place: str, *view: Component) -> Scene:
    scene = Scene(names.AT.scene(name))
    eye = camera(VIEW_HEIGHT / 2, Colour(PALETTE.rgb["ink"], 0))
    scene.add(GameObject("Main Camera", (0, 0, -10), [eye, audio_listener()], tag="MainCamera"))
    scene.add(GameObject("Stage", (0, 0), [*view]))
    picture = renderer(names.sprite(f"Backgrounds/{place}"), names.BACKDROP)
    scene.add(GameObject("Picture", (0, 0), [picture], parent="Stage"))
    return scene


def renderer(sprite: Ref, order: int, tint: Colour = WHITE) -> Component:
    return sprite_renderer(sprite, order, layer=names.sorting_layer(order), tint=tint)


def add_water(scene: Scene, place: str) -> None:
    sheet = WATER_OF[place][0]
    image = renderer(names.sprite(f"Motion/{sheet}", WATER_NAMES[0]), names.MOTION)
    motion = animator(main_asset(names.controller_path(sheet)))
    scene.add(GameObject("Motion", water_at(place), [image, motion], parent="Stage"))


def animations() -> dict[str, str]:
    """Return clip and controller of every water by path."""
    made = {}
    for sheet, _ in WATER_OF.values():
        clip = names.clip_path(sheet)
        frames = [names.sprite(f"Motion/{sheet}", frame) for frame in WATER_NAMES]
        made[clip] = sprite_clip(sheet, frames, WATER_RATE)
        path = names.controller_path(sheet)
        made[path] = controller(path, [State(sheet, main_asset(clip))])
    return made


def add_rest(scene: Scene) -> None:
    """Add what is heard and what opens over the scene."""
    scene.place(panels.SOUNDTRACK, (0, 0))
    scene.place(panels.SLOTS_PANEL, (0, 0))
    sounds = {
        ("Settings", "SettingsPanel"): {"soundtrack": scene.refer("Soundtrack", "Soundtrack")}
    }
    scene.place(panels.SETTINGS_PANEL, (0, 0), changes=sounds)
    scene.place(panels.CURTAIN, (0, 0))
    scene.add(GameObject("EventSystem", (0, 0), ui.event_system()))
