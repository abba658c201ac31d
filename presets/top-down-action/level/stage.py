"""What every scene has: the camera, the hero, the HUD, music, the pool of bolts."""

from __future__ import annotations

from dataclasses import dataclass

from art.catalog import PICTURES
from art.palette import PALETTE
from forge.unity import ui
from forge.unity.objects import GameObject
from forge.unity.rendering import audio_listener, audio_source, camera
from forge.unity.scene import Prefab, Scene
from forge.unity.values import NOTHING, Colour, Ref, Value, Vector, main_asset, quoted

from level import hud, names, things
from level.names import depth_order, script

VIEW_HEIGHT = 11.25  # 180 art pixels: 640 x 360 shows every one of them as 2 x 2
VIEW_WIDTH = 20
HUD = hud.build()
_STEP = 1 / names.PIXELS_PER_UNIT


@dataclass(frozen=True)
class Stage:
    """The camera begins at ``view`` and shows what lies in ``area``: left, bottom, right, top."""

    name: str
    title: str
    music: str
    start: Vector
    view: Vector
    area: tuple[float, float, float, float]
    dark: str = "abyss"
    wave: str = ""


def place(
    scene: Scene,
    prefab: Prefab,
    x: float,
    y: float,
    changes: dict[tuple[str, str], dict[str, Value]] | None = None,
) -> str:
    """Put a prefab on the grid of art pixels, with the order its depth gives it."""
    x, y = _on_grid(x, prefab.root), round(y / _STEP) * _STEP
    changes = dict(changes or {})
    if _sorts_itself(prefab):
        part = (prefab.root, "SpriteRenderer")
        changes[part] = {"m_SortingOrder": depth_order(y), **changes.get(part, {})}
    return scene.place(prefab, (x, y), changes=changes)


def _on_grid(centre: float, picture: str) -> float:
    """Move ``centre`` so that the edges of the picture fall on whole pixels."""
    half = names.size(picture)[0] / 2 if picture in PICTURES else 0
    return round((centre - half) / _STEP) * _STEP + half


def _sorts_itself(prefab: Prefab) -> bool:
    try:
        prefab.part(prefab.root, "DepthSorted")
    except KeyError:
        return False
    return True


def scatter(scene: Scene, prefab: Prefab, *places: Vector) -> None:
    for x, y in places:
        place(scene, prefab, x, y)


def begin(stage: Stage) -> Scene:
    scene = Scene(names.AT.scene(stage.name))
    left, bottom, right, top = stage.area
    bounds = {
        "serializedVersion": 2,
        "x": left + VIEW_WIDTH / 2,
        "y": bottom + VIEW_HEIGHT / 2,
        "width": right - left - VIEW_WIDTH,
        "height": top - bottom - VIEW_HEIGHT,
    }
    follow = script("CameraFollow", target=scene.refer("Hero", "HeroController"), bounds=bounds)
    eye = camera(VIEW_HEIGHT / 2, Colour(PALETTE.rgb[stage.dark], 0))
    parts = [eye, audio_listener(), follow]
    scene.add(GameObject("Main Camera", (*stage.view, -10), parts, tag="MainCamera"))
    tune = main_asset(names.AT.music(stage.music))
    song = audio_source(tune, volume=0.5, loop=True, on_awake=True)
    scene.add(GameObject("Music", (0, 0), [song]))
    return scene


def people(scene: Scene, stage: Stage, spawner: Ref = NOTHING) -> None:
    """Add the hero, what he throws, and what shows how he fares."""
    bolts = script("ProjectilePool", prefab=things.BOLT.outside("Bolt", "Projectile"), most=24)
    scene.add(GameObject("Bolts", (0, 0), [bolts]))
    pool = {"pool": scene.refer("Bolts", "ProjectilePool")}
    place(scene, things.HERO, *stage.start, {("Hero", "LampShooter"): pool})
    health = scene.refer("Hero", "Health")
    shown: dict[str, Value] = {
        "health": health,
        "satchel": scene.refer("Hero", "Satchel"),
        "spawner": spawner,
        "title": quoted(stage.title),
    }
    changes: dict[tuple[str, str], dict[str, Value]] = {
        ("Hud", "Hud"): shown,
        ("Hud", "GameFlow"): {"hero": health},
        ("Wave", "Text"): {"m_Text": stage.wave},
    }
    scene.place(HUD, (0, 0), changes=changes)
    scene.add(GameObject("EventSystem", (0, 0), ui.event_system()))


def passage(scene: Scene, x: float, y: float, next_scene: str) -> None:
    fader = scene.refer("Hud", "SceneFader", "Dark")
    fields: dict[str, Value] = {"nextScene": next_scene, "fader": fader}
    place(scene, things.PASSAGE, x, y, {("Passage", "Passage"): fields})
