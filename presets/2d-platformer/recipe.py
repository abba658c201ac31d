"""Everything of the game that is not written by hand; ``presets/make.py`` runs it."""

from __future__ import annotations

from pathlib import Path

from art.catalog import PICTURES, SHEETS
from art.palette import PALETTE
from forge.art.sheet import png
from forge.project import Project
from forge.unity.assembly import assembly, test_assembly
from forge.unity.assets import physics_material, scriptable_object
from forge.unity.texture_meta import Import
from level import kit, level01

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
}


def build(preset: Path) -> Project:
    project = Project(kit.ROOT)
    project.adopt(preset, ".cs")
    project.add(project.path("Platformer2D.asmdef"), assembly("Platformer2D"))
    tests = test_assembly("Platformer2D.Tests", ["Platformer2D"])
    project.add(project.path("Tests/Platformer2D.Tests.asmdef"), tests)
    for name, draw in PICTURES.items():
        project.add_picture(kit.sprite_path(name), png(draw(), PALETTE), _import(name))
    for name, (friction, bounciness) in MATERIALS.items():
        project.add(kit.material_path(name), physics_material(name, friction, bounciness))
    stats = scriptable_object(kit.script_path("PlayerStats"), "PlayerStats", STATS)
    project.add(project.path("Settings/PlayerStats.asset"), stats)
    project.add(project.path("Scenes/Level01.unity"), level01.build().text())
    return project


def _import(name: str) -> Import:
    if name in SHEETS:
        return Import(SHEETS[name].frames())
    return Import(pivot=(0.5, 0) if name in kit.STANDING else (0.5, 0.5))
