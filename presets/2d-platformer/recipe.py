"""Everything of the game that is not written by hand; ``presets/make.py`` runs it."""

from __future__ import annotations

from pathlib import Path

from art.catalog import PICTURES, importing
from art.palette import PALETTE
from forge.font.truetype import FAMILY, LINE, pixel_font
from forge.project import Project
from forge.unity.assembly import assembly, test_assembly
from forge.unity.assets import physics_material, scriptable_object
from forge.unity.project_settings import settings_file
from level import level01, level02, motion, names, things
from level.land import TERRAINS
from level.stage import HUD
from sounds.effects import EFFECTS
from sounds.music import MUSIC

MATERIALS = {
    # name: (friction, bounciness)
    "Ground": (0.6, 0.0),
    "Wood": (0.5, 0.1),
    "Fruit": (0.4, 0.6),
    "Rubber": (0.3, 0.85),
    "Slippery": (0.0, 0.0),
}
STATS = {
    "maxSpeed": 7,
    "groundAcceleration": 60,
    "groundDeceleration": 70,
    "airAcceleration": 40,
    "airDeceleration": 20,
    "turnBoost": 1.5,
    "jumpHeight": 3.2,
    "coyoteTime": 0.12,
    "jumpBuffer": 0.15,
    "fallGravity": 1.5,
    "cutGravity": 2.5,
    "maxFallSpeed": 16,
    "dropTime": 0.3,
    "hearts": 3,
    "safeTime": 1.2,
    "knockBack": 5,
    "knockUp": 1,
}


def build(preset: Path) -> Project:
    project = Project(names.ROOT)
    project.adopt(preset, ".cs")
    _code_and_settings(project)
    _art_and_sound(project)
    _assets(project)
    for scene in (level01.build(), level02.build()):
        project.add(scene.path, scene.text())
    return project


def _code_and_settings(project: Project) -> None:
    project.add(project.path("Platformer2D.asmdef"), assembly("Platformer2D", ["UnityEngine.UI"]))
    tests = test_assembly("Platformer2D.Tests", ["Platformer2D"])
    project.add(project.path("Tests/Platformer2D.Tests.asmdef"), tests)
    scenes = [names.scene_path(name) for name in ("Level01", "Level02")]
    wanted = settings_file(scenes, names.SORTING_LAYERS)
    project.add(project.path("Settings/Platformer2D.projectsettings.json"), wanted)
    stats = scriptable_object(names.script_path("PlayerStats"), "PlayerStats", STATS)
    project.add(names.STATS, stats)


def _art_and_sound(project: Project) -> None:
    project.draw(names.AT, PICTURES, PALETTE, importing)
    project.play(names.AT, EFFECTS, MUSIC)
    project.add_font(names.FONT, pixel_font(), FAMILY, 2 * LINE)


def _assets(project: Project) -> None:
    for name, (friction, bounciness) in MATERIALS.items():
        project.add(names.material_path(name), physics_material(name, friction, bounciness))
    for terrain in TERRAINS:
        project.add(names.tile_path(terrain.name), terrain.asset())
    for path, text in (motion.clips() | motion.controllers()).items():
        project.add(path, text)
    for prefab in (*things.PREFABS, HUD):
        project.add(prefab.path, prefab.text())
