"""In the editor, what is open is closed before its file changes, and what is unsaved is kept."""

from __future__ import annotations

from typing import Any

import pytest

from spark_nb.domain.unified_diff import make_patch
from tests.unity_package.package_files import Calls, Refused

LEVEL, OTHER = "Assets/Level.unity", "Assets/Other.unity"
OLD, NEW = b"%YAML 1.1\n", b"%YAML 1.1\nnew\n"


@pytest.fixture
def scenes(editor: Calls) -> Calls:
    """An editor whose project has two scenes."""
    for path in (LEVEL, OTHER):
        editor("apply_patch", path=path, patch=make_patch(path, None, OLD))
    editor("said")
    return editor


def show(editor: Calls, *paths: str, dirty: str = "") -> None:
    editor("open", scenes=[{"path": path, "dirty": path == dirty} for path in paths])


def change(editor: Calls, after: bytes | None = NEW) -> dict[str, Any]:
    facts: dict[str, Any] = editor("apply_patch", path=LEVEL, patch=make_patch(LEVEL, OLD, after))
    return facts


def test_a_scene_that_is_open_is_closed_changed_and_opened_again(scenes: Calls) -> None:
    show(scenes, OTHER, LEVEL)
    change(scenes)
    assert scenes("said") == ["new scene", f"import {LEVEL}", f"restore {OTHER} {LEVEL}"]
    assert (scenes.project / LEVEL).read_bytes() == NEW


def test_a_scene_that_is_not_open_changes_on_its_own(scenes: Calls) -> None:
    show(scenes, OTHER, dirty=OTHER)
    change(scenes)
    assert scenes("said") == [f"import {LEVEL}"]


def test_a_scene_that_is_deleted_stays_closed(scenes: Calls) -> None:
    show(scenes, LEVEL, OTHER)
    assert change(scenes, None)["after_sha256"] is None
    assert scenes("said") == ["new scene", f"delete {LEVEL}", f"restore {OTHER}"]
    assert not (scenes.project / LEVEL).exists()
    assert not (scenes.project / f"{LEVEL}.meta").exists()


def test_the_last_scene_leaves_an_empty_one(scenes: Calls) -> None:
    show(scenes, LEVEL)
    change(scenes, None)
    assert scenes("said") == ["new scene", f"delete {LEVEL}"]


@pytest.mark.parametrize("dirty", [LEVEL, OTHER])
def test_scenes_that_are_not_saved_stay(scenes: Calls, dirty: str) -> None:
    show(scenes, LEVEL, OTHER, dirty=dirty)
    with pytest.raises(Refused, match=dirty) as caught:
        change(scenes)
    assert (caught.value.code, caught.value.facts["path"]) == ("conflict", LEVEL)
    assert_untouched(scenes)


def test_the_game_that_is_played_is_not_interrupted(scenes: Calls) -> None:
    show(scenes, LEVEL)
    scenes("playing", on=True)
    with pytest.raises(Refused, match="play mode") as caught:
        change(scenes)
    assert (caught.value.code, caught.value.facts["retry_after_seconds"]) == ("busy", 5)
    assert_untouched(scenes)


@pytest.mark.parametrize("order", ["prefab", "dirty"])
def test_an_asset_that_is_not_saved_stays(scenes: Calls, order: str) -> None:
    scenes(order, path=LEVEL)
    with pytest.raises(Refused, match="not saved"):
        change(scenes)
    assert_untouched(scenes)


def test_what_unity_has_not_imported_yet_is_deleted_too(scenes: Calls) -> None:
    file = scenes.project / "Assets/late.txt"
    file.write_bytes(b"late\n")
    file.with_name("late.txt.meta").write_text("fileFormatVersion: 2\n")
    path = "Assets/late.txt"
    scenes("apply_patch", path=path, patch=make_patch(path, b"late\n", None))
    assert sorted(each.name for each in file.parent.iterdir() if "late" in each.name) == []


def assert_untouched(editor: Calls) -> None:
    assert editor("said") == []
    assert (editor.project / LEVEL).read_bytes() == OLD
