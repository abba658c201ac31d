"""All of our presets in one project: they come and go in any order, and nobody is in the way."""

from __future__ import annotations

import asyncio
from itertools import permutations
from pathlib import Path
from uuid import uuid4

import pytest

from spark_nb.assets import asset_folder
from spark_nb.clients.preset_files import load_preset, preset_ids
from spark_nb.domain.preset import LoadedPreset
from spark_nb.domain.project_settings import is_settings_file, parse_settings
from spark_nb.sandbox.builds.job import Job
from spark_nb.sandbox.builds.stages import build
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.settings_sync import sync_settings
from spark_nb.sandbox.work import Work
from tests.pipeline.preset_project import PresetProject

SETTINGS = b"""{
  "tags": ["Mine"],
  "layers": [{"name": "Mine", "slot": 8}],
  "sorting_layers": [{"name": "Mine", "id": 7}]
}
"""
META = b"fileFormatVersion: 2\nguid: %032x\n"
OWN_SETTINGS = {"Assets/Mine/Game.projectsettings.json": SETTINGS}
OWN = {
    "Assets/Mine.meta": META % 1 + b"folderAsset: yes\n",
    "Assets/Mine/Notes.md": b"the user's own\n",
    "Assets/Mine/Notes.md.meta": META % 2,
}


@pytest.fixture(scope="module")
def presets() -> list[LoadedPreset]:
    return [load_preset(preset_id, [asset_folder("presets")]) for preset_id in preset_ids()]


def put(root: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def settings(root: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted((root / "ProjectSettings").iterdir())}


def settings_file(preset: LoadedPreset) -> dict[str, bytes]:
    """Return what speaks of settings, and the metas of the scenes that go into the build."""
    wanted = {f"{scene}.meta" for scene in preset.preset.scenes} | set(preset.preset.scenes)
    return {
        path: content
        for path, content in preset.files.items()
        if is_settings_file(path) or path in wanted
    }


def test_settings_come_and_go_in_any_order(tmp_path: Path, presets: list[LoadedPreset]) -> None:
    for number, order in enumerate(permutations(presets)):
        root = tmp_path / str(number)
        project = ProjectFolder.open(root)
        put(root, OWN_SETTINGS)
        sync_settings(project)
        before = settings(root)
        for preset in order:
            put(root, settings_file(preset))
            sync_settings(project)
        tags = (root / "ProjectSettings/TagManager.asset").read_text()
        scenes = (root / "ProjectSettings/EditorBuildSettings.asset").read_text()
        for preset in order:
            for path, content in settings_file(preset).items():
                if not is_settings_file(path):
                    continue
                wished = parse_settings(content, path)
                names = [layer.name for layer in (*wished.layers, *wished.sorting_layers)]
                assert [tags.count(f": {name}\n") for name in names] == [1] * len(names)
                assert all(f"path: {scene}\n" in scenes for scene in wished.build_scenes)
        for preset in order:
            for path in settings_file(preset):
                (root / path).unlink()
            sync_settings(project)
        assert settings(root) == before


async def test_whole_games_come_build_and_go(
    tmp_path: Path, presets: list[LoadedPreset], loop_guard: object
) -> None:
    loop_guard.deactivate()  # type: ignore[attr-defined]  # files are put there and looked at
    project = await asyncio.to_thread(PresetProject, tmp_path / "Game")
    put(project.root, OWN)
    before = project.tree()
    for preset in presets:
        assert (await project.plan(preset)).conflicts == ()
        await project.apply(preset)
    job = Job(job_id=uuid4(), number=1, target="WebGL", config={"compression": "gzip"})
    await asyncio.to_thread(build, job, project.service.project, Work())
    scenes = [scene for preset in presets for scene in preset.preset.scenes]
    report = job.report or {}
    assert (report["problems"], report["scenes"], job.status) == ([], scenes, "succeeded")
    for preset in presets:
        assert (await project.remove(preset)).kept == ()
    assert project.tree() == before
