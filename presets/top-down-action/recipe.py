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
from forge.unity.values import Value
from level import arena, dungeon, motion, names, things
from level.land import GROUNDS
from level.stage import HUD
from sounds.effects import EFFECTS
from sounds.music import MUSIC

HERO: dict[str, Value] = {
    "maxSpeed": 5,
    "acceleration": 50,
    "deceleration": 60,
    "deadZone": 0.2,
    "shotInterval": 0.25,
    "boltSpeed": 11,
    "boltTime": 1.2,
    "boltDamage": 1,
    "boltPush": 4,
    "sparks": 24,
    "swingInterval": 0.45,
    "swingReach": 1.6,
    "swingAngle": 140,
    "swingDamage": 2,
    "swingPush": 8,
    "hearts": 4,
    "safeTime": 1,
    "pushTime": 0.25,
}
SHADE: dict[str, Value] = {
    "patrolSpeed": 1.2,
    "chaseSpeed": 2.8,
    "restTime": 1.5,
    "detectRadius": 6,
    "loseRadius": 9,
    "memoryTime": 1.5,
    "attackRange": 1.1,
    "windUpTime": 0.35,
    "recoverTime": 0.4,
    "damage": 1,
    "push": 7,
    "health": 3,
    "safeTime": 0.1,
    "pushTime": 0.2,
    "score": 10,
}
EMBER: dict[str, Value] = {
    **SHADE,
    "patrolSpeed": 1.6,
    "chaseSpeed": 3.6,
    "detectRadius": 7,
    "loseRadius": 11,
    "windUpTime": 0.25,
    "health": 5,
    "score": 25,
}


def build(preset: Path) -> Project:
    project = Project(names.ROOT)
    project.adopt(preset, ".cs")
    _code_and_settings(project)
    _art_and_sound(project)
    _assets(project)
    for scene in (arena.build(), dungeon.build()):
        project.add(scene.path, scene.text())
    return project


def _code_and_settings(project: Project) -> None:
    name = names.ASSEMBLY
    project.add(project.path(f"{name}.asmdef"), assembly(name, ["UnityEngine.UI"]))
    project.add(project.path(f"Tests/{name}.Tests.asmdef"), test_assembly(f"{name}.Tests", [name]))
    scenes = [names.AT.scene(scene) for scene in ("Arena", "Dungeon")]
    wanted = settings_file(scenes, names.SORTING_LAYERS)
    project.add(project.path(f"Settings/{name}.projectsettings.json"), wanted)
    for asset, kind, numbers in (
        ("HeroStats", "HeroStats", HERO),
        ("ShadeStats", "EnemyStats", SHADE),
        ("EmberStats", "EnemyStats", EMBER),
    ):
        text = scriptable_object(names.AT.script(kind), asset, numbers)
        project.add(names.AT.setting(asset), text)


def _art_and_sound(project: Project) -> None:
    project.draw(names.AT, PICTURES, PALETTE, importing)
    project.play(names.AT, EFFECTS, MUSIC)
    project.add_font(names.FONT, pixel_font(), FAMILY, 2 * LINE)


def _assets(project: Project) -> None:
    project.add(names.AT.material("Slippery"), physics_material("Slippery", 0, 0))
    for ground in GROUNDS:
        project.add(names.AT.tile(ground.name), ground.asset())
    for path, text in (motion.clips() | motion.controllers()).items():
        project.add(path, text)
    for prefab in (*things.PREFABS, HUD):
        project.add(prefab.path, prefab.text())
