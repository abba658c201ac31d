"""Everything of the game that is not written by hand; ``presets/make.py`` runs it."""

from __future__ import annotations

from pathlib import Path

from art.catalog import PICTURES, importing, picture
from art.palette import PALETTE
from forge.art.sheet import check_frames, png
from forge.font.truetype import FAMILY, LINE, pixel_font
from forge.project import Project
from forge.unity.assembly import assembly, test_assembly
from forge.unity.project_settings import settings_file
from sounds.horn import HORNS
from sounds.music import MUSIC
from stage import library, names, scenery, story, title
from stage.panels import PREFABS


def build(preset: Path) -> Project:
    project = Project(names.ROOT)
    project.adopt(preset, ".cs")
    # The chapter is written by hand, in the file that the game reads.
    project.add(names.STORY, (preset / names.STORY).read_bytes())
    _code_and_settings(project)
    _art_and_sound(project)
    project.add(names.LIBRARY, library.asset())
    for path, text in scenery.animations().items():
        project.add(path, text)
    for prefab in PREFABS:
        project.add(prefab.path, prefab.text())
    for scene in (title.build(), story.build(preset)):
        project.add(scene.path, scene.text())
    return project


def _code_and_settings(project: Project) -> None:
    project.add(project.path("VisualNovel.asmdef"), assembly("VisualNovel", ["UnityEngine.UI"]))
    tests = test_assembly("VisualNovel.Tests", ["VisualNovel"])
    project.add(project.path("Tests/VisualNovel.Tests.asmdef"), tests)
    scenes = [names.AT.scene(name) for name in ("Start", "Story")]
    wanted = settings_file(scenes, names.SORTING_LAYERS)
    project.add(project.path("Settings/VisualNovel.projectsettings.json"), wanted)


def _art_and_sound(project: Project) -> None:
    for name in PICTURES:
        drawn, how = picture(name), importing(name)
        check_frames(drawn, how)
        project.add_picture(names.sprite_path(name), png(drawn, PALETTE), how)
    # A blast of the horn is too long to be unpacked when loaded.
    project.play(names.AT, {}, HORNS | MUSIC)
    project.add_font(names.FONT, pixel_font(), FAMILY, 2 * LINE)
