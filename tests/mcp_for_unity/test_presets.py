"""Presets and undo over a real editor's server: many files, one import, and no dialog."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from spark_nb.clients.preset_files import load_preset
from spark_nb.domain.meta_file import META
from spark_nb.domain.preset import LoadedPreset
from spark_nb.errors import ConflictError
from tests.mcp_for_unity.editor import StandInEditor
from tests.mcp_for_unity.guarded import guarded
from tests.mcp_for_unity.server import UnityServer
from tests.pipeline.preset_project import PresetProject


@pytest.fixture(scope="module")
def platformer() -> LoadedPreset:
    return load_preset("2d-platformer", ())


@pytest.fixture
async def user(unity_server: UnityServer, editor: StandInEditor) -> AsyncIterator[PresetProject]:
    async with guarded(unity_server.url, editor.project) as (engine, service):
        yield PresetProject(editor.project, engine, service)


def refreshes(editor: StandInEditor) -> int:
    return sum(name == "refresh_unity" for name, _ in editor.commands)


async def test_a_preset_comes_with_one_import_and_goes_without_a_trace(editor, user, platformer):
    editor.compile_seconds, editor.reload_seconds = 0.2, 0.2
    before = user.tree()
    applied = await user.apply(platformer)
    after = user.tree()
    assert {path: after[path] for path in platformer.files} == platformer.files
    assert refreshes(editor) == 1
    assert editor.scenes.active.path == applied.scene
    assert b"Level01" in after["ProjectSettings/EditorBuildSettings.asset"]
    await user.remove(platformer)
    assert user.tree() == before
    assert refreshes(editor) == 2
    assert editor.dialogs == []


async def test_so_it_does_by_undo_and_comes_back_by_redo(editor, user, platformer):
    before = user.tree()
    await user.apply(platformer)
    applied = user.tree()
    await user.undo()
    assert user.tree() == before
    await user.redo()
    assert user.tree() == applied
    assert editor.dialogs == []


async def test_an_open_scene_with_unsaved_changes_is_not_lost(editor, user, platformer):
    await user.apply(platformer)
    editor.scenes.active.dirty = True
    applied = user.tree()
    with pytest.raises(ConflictError, match="unsaved changes in Unity; nothing was written"):
        await user.undo()
    with pytest.raises(ConflictError, match="unsaved changes"):
        await user.remove(platformer)
    assert user.tree() == applied


async def test_the_scene_the_user_had_open_is_open_again(editor, user, platformer):
    scene = "Assets/Mine.unity"
    (editor.project / scene).write_text("%YAML 1.1\n")
    await user.apply(platformer)
    editor.scenes.carry_out({"action": "load", "path": scene})
    await user.undo()
    assert editor.scenes.active.path == scene


async def test_a_click_on_the_window_meanwhile_costs_no_meta(editor, user, platformer):
    """Unity looks at once then, and takes away each ``.meta`` whose asset is not there yet."""
    clicks: list[asyncio.Task[None]] = []

    def click(progress) -> None:
        if progress.path.endswith(f".cs{META}") and all(c.done() for c in clicks):
            clicks.append(asyncio.create_task(asyncio.to_thread(editor.assets.refresh)))

    await user.apply(platformer, on_progress=click)
    await asyncio.gather(*clicks)
    tree = user.tree()
    assert {path: tree[path] for path in platformer.files} == platformer.files


async def test_a_reload_in_the_middle_loses_nothing(editor, user, platformer):
    editor.reload_during("refresh_unity", after_work=True)
    await user.apply(platformer)
    tree = user.tree()
    assert {path: tree[path] for path in platformer.files} == platformer.files
