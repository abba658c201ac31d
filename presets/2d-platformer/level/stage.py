"""What every level has: the camera, the hero, the HUD, music, and walls at both ends."""

from __future__ import annotations

from dataclasses import dataclass

from art.palette import PALETTE
from forge.unity import ui
from forge.unity.objects import GameObject, Position
from forge.unity.rendering import audio_listener, audio_source, camera
from forge.unity.scene import Scene
from forge.unity.values import Colour, main_asset, quoted

from level import hud, kit, names, things
from level.names import script

VIEW_HEIGHT = 11.25  # 180 art pixels: 640 x 360 shows every one of them as 2 x 2
VIEW_WIDTH = 20
HUD = hud.build()


@dataclass(frozen=True)
class Stage:
    """The camera shows what lies from ``left`` to ``right``, and looks up to ``top``, in units."""

    name: str
    title: str
    music: str
    start: Position
    left: float
    right: float
    top: float = 4
    sky: str = "azure"


def begin(stage: Stage) -> Scene:
    scene = Scene(names.scene_path(stage.name))
    half = VIEW_WIDTH / 2
    bounds = {
        "serializedVersion": 2,
        "x": stage.left + half,
        "y": 0,
        "width": stage.right - stage.left - VIEW_WIDTH,
        "height": stage.top,
    }
    follow = script(
        "CameraFollow2D", target=scene.refer("Player", "PlayerController2D"), bounds=bounds
    )
    eye = camera(VIEW_HEIGHT / 2, Colour(PALETTE.rgb[stage.sky], 0))
    scene.add(
        GameObject("Main Camera", (0, 0, -10), [eye, audio_listener(), follow], tag="MainCamera")
    )
    tune = audio_source(
        main_asset(names.music_path(stage.music)), volume=0.5, loop=True, on_awake=True
    )
    scene.add(GameObject("Music", (0, 0), [tune]))
    return scene


def people(scene: Scene, stage: Stage) -> None:
    """Add the hero, what shows how he fares, and the ends of his world."""
    fader = scene.refer("Hud", "SceneFader", "Dark")
    scene.place(things.PLAYER, stage.start, changes={("Player", "PlayerHealth"): {"fader": fader}})
    shown = {
        ("Hud", "Hud"): {
            "health": scene.refer("Player", "PlayerHealth"),
            "purse": scene.refer("Player", "CoinPurse"),
            "title": quoted(stage.title),
        },
    }
    scene.place(HUD, (0, 0), changes=shown)
    scene.add(GameObject("EventSystem", (0, 0), ui.event_system()))
    kit.blocker(scene, "Left Wall", stage.left - 0.5, 3, 1, 24)
    kit.blocker(scene, "Right Wall", stage.right + 0.5, 3, 1, 24)
    kit.abyss(scene, stage.left - 5, stage.right + 5, -9)


def goal(scene: Scene, x: float, y: float, next_scene: str) -> None:
    fader = scene.refer("Hud", "SceneFader", "Dark")
    changes = {("Goal", "LevelGoal"): {"nextScene": next_scene, "fader": fader}}
    scene.place(things.GOAL, (x, y), changes=changes)
