"""Presets over the real engine: what is written, what is the user's, what is left afterwards."""

from __future__ import annotations

import asyncio

import pytest

from spark_nb.domain.preset_record import parse_record, record_path
from spark_nb.errors import ConflictError, RejectedError, SetupError
from spark_nb.preset_html import ShownPlan
from tests.pipeline.preset_project import Crash, PresetProject, make_preset

pytestmark = pytest.mark.usefixtures("without_sync")
HERO, LEVEL = "Assets/Mini/Code/Hero.cs", "Assets/Mini/Level.unity"
CODE = b"public class Hero\n{\n    int hp = 3;\n\n\n\n    int speed = 4;\n}\n"
SCENE = b"%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
FILES = {"Mini/Code/Hero.cs": CODE, "Mini/hero.png": PNG, "Mini/Level.unity": SCENE}
MINI = make_preset("mini", FILES)


def newer(**changes: bytes | None) -> object:
    """Return version 2 of the preset; keywords are by the stem of the file."""
    files = dict(FILES)
    for stem, content in changes.items():
        path = next((path for path in files if f"/{stem}." in path), f"Mini/{stem}.json")
        files.pop(path, None)
        files |= {path: content} if content is not None else {}
    return make_preset("mini", files, version="2.0.0")


async def open_project(folder) -> PresetProject:
    return await asyncio.to_thread(PresetProject, folder)


@pytest.fixture
def project(tmp_path) -> PresetProject:
    return PresetProject(tmp_path / "Game")


async def test_a_plan_says_all_and_writes_nothing(project):
    before = project.tree()
    plan = await project.plan(MINI)
    assert plan.adds == tuple(MINI.files)
    assert (plan.changes, plan.removes, plan.unchanged, plan.kept) == ((), (), (), ())
    assert "+    int hp = 3;\n" in plan.diff(HERO)
    assert "hero.png: binary, none → 48 bytes\n" in plan.diff()
    assert project.tree() == before


async def test_a_plan_shows_itself_with_what_needs_a_look_open(project):
    await project.apply(MINI)
    project.write(HERO, b"// mine <b>\n")
    plan = await project.plan(newer(Hero=CODE.replace(b"hp = 3", b"hp = 5"), Story=b"{}\n"))
    assert repr(plan) == (
        "Mini: Files: 2 to add, 7 there already, 1 in conflict. Nothing was written."
    )
    html = ShownPlan.of(plan)._repr_html_()
    conflicts, others = html.split("+ Added")
    assert "<details open><summary>⚠ In conflict · 1</summary>" in conflicts
    assert "-// mine &lt;b&gt;\n" in conflicts
    assert "Assets/Mini/Story.json" in others
    assert "<b>" not in html


async def test_applying_writes_each_file_and_is_one_entry_to_undo(project):
    before = project.tree()
    applied = await project.apply(MINI)
    assert applied.added == tuple(MINI.files)
    assert {path: project.read(path) for path in MINI.files} == MINI.files
    assert [(step.done, step.total) for step in project.steps] == [
        (done, len(MINI.files)) for done in range(1, len(MINI.files) + 1)
    ]
    assert [(op.kind, op.path) for op in project.pipeline.patches] == [("preset", "mini")]
    after = project.tree()
    await project.undo()
    assert project.tree() == before
    await project.redo()
    assert project.tree() == after


async def test_applying_again_writes_nothing(project):
    await project.apply(MINI)
    tree, writes = project.tree(), project.service.writes
    again = await project.apply(MINI)
    assert (again.added, again.unchanged) == ((), tuple(MINI.files))
    assert (project.tree(), project.service.writes) == (tree, writes)
    assert len(project.pipeline.patches) == 1


async def test_applying_again_after_an_edit_keeps_the_edit(project):
    await project.apply(MINI)
    project.write(HERO, b"// mine\n")
    again = await project.apply(MINI)
    assert (again.kept, project.read(HERO)) == ((HERO,), b"// mine\n")


async def test_a_file_that_was_deleted_comes_back(project):
    await project.apply(MINI)
    (project.root / HERO).unlink()
    assert (await project.apply(MINI)).added == (HERO,)
    assert project.read(HERO) == CODE


async def test_a_file_of_the_users_own_is_never_overwritten(project):
    project.write(HERO, b"// mine\n")
    before = project.tree()
    plan = await project.plan(MINI)
    assert [conflict.path for conflict in plan.conflicts] == [HERO]
    assert "-// mine\n" in plan.conflicts[0].diff()
    with pytest.raises(
        ConflictError, match=r'changed by you and by the preset.*"merge"'
    ) as caught:
        await project.apply(MINI)
    assert caught.value.path == HERO
    with pytest.raises(ConflictError, match="the preset did not write it"):
        await project.apply(MINI, "merge")
    assert project.tree() == before


async def test_keeping_a_conflict_is_remembered_and_taking_out_leaves_it(project):
    project.write(HERO, b"// mine\n")
    project.write(f"{HERO}.meta", MINI.files[f"{HERO}.meta"])
    project.write("Assets/Mini.meta", MINI.files["Assets/Mini.meta"])
    project.write("Assets/Mini/Code.meta", MINI.files["Assets/Mini/Code.meta"])
    before = project.tree()
    assert (await project.apply(MINI, "keep")).kept == (HERO,)
    assert (await project.apply(MINI)).kept == (HERO,)
    removed = await project.remove(MINI)
    assert removed.kept == ()
    assert project.tree() == before


async def test_an_upgrade_changes_adds_and_removes_what_nobody_edited(project):
    await project.apply(MINI)
    better = newer(Hero=CODE.replace(b"hp = 3", b"hp = 5"), hero=None, Story=b"{}\n")
    plan = await project.plan(better)
    assert plan.upgrades_from == "1.0.0"
    assert plan.changes == (HERO,)
    assert sorted(plan.adds) == ["Assets/Mini/Story.json", "Assets/Mini/Story.json.meta"]
    assert sorted(plan.removes) == ["Assets/Mini/hero.png", "Assets/Mini/hero.png.meta"]
    applied = await project.apply(better)
    assert sorted(applied.removed) == sorted(plan.removes)
    assert {path for path in project.tree() if path.startswith("Assets/Mini/h")} == set()
    assert project.read(HERO) == better.files[HERO]
    record = parse_record(project.read(record_path("mini")), "mini")
    assert (record.version, record.state) == ("2.0.0", "applied")


async def test_an_upgrade_is_undone_as_a_whole(project):
    await project.apply(MINI)
    first = project.tree()
    await project.apply(newer(Hero=CODE.replace(b"hp = 3", b"hp = 5"), hero=None))
    second = project.tree()
    await project.undo()
    assert project.tree() == first
    await project.redo()
    assert project.tree() == second


async def test_an_upgrade_merges_edits_apart_from_its_own(project):
    await project.apply(MINI)
    project.write(HERO, CODE.replace(b"speed = 4", b"speed = 9"))
    better = newer(Hero=CODE.replace(b"hp = 3", b"hp = 5"))
    with pytest.raises(ConflictError, match="Nothing was written"):
        await project.apply(better)
    applied = await project.apply(better, "merge")
    assert applied.changed == (HERO,)
    assert project.read(HERO) == CODE.replace(b"hp = 3", b"hp = 5").replace(b"d = 4", b"d = 9")
    assert (await project.apply(better)).kept == (HERO,)


async def test_an_upgrade_never_guesses_where_both_changed_the_same_line(project):
    await project.apply(MINI)
    project.write(HERO, CODE.replace(b"hp = 3", b"hp = 9"))
    before = project.tree()
    with pytest.raises(ConflictError, match="you and the preset both changed line 3") as caught:
        await project.apply(newer(Hero=CODE.replace(b"hp = 3", b"hp = 5")), "merge")
    assert caught.value.path == HERO
    assert project.tree() == before


async def test_an_upgrade_leaves_what_it_no_longer_has_when_it_was_edited(project):
    await project.apply(MINI)
    project.write("Assets/Mini/hero.png", PNG + b"mine")
    applied = await project.apply(newer(hero=None))
    assert applied.kept == ("Assets/Mini/hero.png",)
    assert project.read("Assets/Mini/hero.png") == PNG + b"mine"
    assert (project.root / "Assets/Mini/hero.png.meta").is_file()


async def test_taking_out_leaves_the_folder_as_it_was(project):
    project.write("Assets/Mine/Own.cs", b"class Own {}\n")
    before = project.tree()
    await project.apply(MINI)
    applied = project.tree()
    removed = await project.remove(MINI)
    assert sorted(removed.removed) == sorted(MINI.files)
    assert project.tree() == before
    assert [op.kind for op in project.pipeline.patches] == ["preset", "preset_removal"]
    await project.undo()
    assert project.tree() == applied


async def test_taking_out_keeps_edits_and_own_files_with_their_folders(project):
    await project.apply(MINI)
    project.write(HERO, b"// mine\n")
    project.write("Assets/Mini/Own.txt", b"mine\n")
    removed = await project.remove(MINI)
    assert removed.kept == (HERO,)
    files = {path for path, content in project.tree().items() if content is not None}
    assert {path for path in files if path.startswith("Assets/")} == {
        "Assets/Mini.meta",
        "Assets/Mini/Code.meta",
        HERO,
        f"{HERO}.meta",
        "Assets/Mini/Own.txt",
    }


async def test_taking_out_by_force_takes_edits_too(project):
    before = project.tree()
    await project.apply(MINI)
    project.write(HERO, b"// mine\n")
    assert (await project.remove(MINI, force=True)).kept == ()
    assert project.tree() == before
    await project.undo()
    assert project.read(HERO) == b"// mine\n"


async def test_an_edited_meta_keeps_its_asset(project):
    await project.apply(MINI)
    meta = f"{HERO}.meta"
    project.write(meta, project.read(meta) + b"labels:\n- mine\n")
    assert (await project.remove(MINI)).kept == (HERO,)
    assert project.read(HERO) == CODE


async def test_undo_keeps_a_folder_that_holds_something_of_the_users_by_now(project):
    await project.apply(MINI)
    project.write("Assets/Mini/Own.txt", b"mine\n")
    await project.undo()
    files = {path for path, content in project.tree().items() if content is not None}
    assert {path for path in files if path.startswith("Assets/")} == {
        "Assets/Mini.meta",
        "Assets/Mini/Own.txt",
    }


async def test_what_is_not_applied_cannot_be_taken_out(project):
    with pytest.raises(RejectedError, match="'mini' is not applied to this project"):
        await project.remove(MINI)


async def test_a_folder_of_the_users_keeps_its_own_meta(project):
    mine = b"fileFormatVersion: 2\nguid: " + b"a" * 32 + b"\nfolderAsset: yes\n"
    project.write("Assets/Mini.meta", mine)
    project.write("Assets/Mini/Own.txt", b"mine\n")
    before = project.tree()
    assert (await project.apply(MINI)).kept == ("Assets/Mini.meta",)
    await project.remove(MINI)
    assert project.tree() == before


SHARED = {"Shared/Tool.cs": b"class Tool {}\n"}
ONE = make_preset("one", {**SHARED, "One/One.unity": SCENE})
TWO = make_preset("two", {**SHARED, "Two/Two.unity": SCENE})


@pytest.mark.parametrize("order", [(ONE, TWO), (TWO, ONE)])
async def test_what_two_presets_share_goes_with_the_last_one(project, order):
    before = project.tree()
    await project.apply(ONE)
    alone = project.tree()
    assert "Assets/Shared/Tool.cs" in (await project.apply(TWO)).unchanged
    first, last = order
    await project.remove(first)
    assert project.read("Assets/Shared/Tool.cs") == b"class Tool {}\n"
    if first is TWO:
        assert project.tree() == alone
    await project.remove(last)
    assert project.tree() == before


async def test_what_was_there_before_all_presets_stays(project):
    for path in ("Assets/Shared/Tool.cs", "Assets/Shared/Tool.cs.meta", "Assets/Shared.meta"):
        project.write(path, ONE.files[path])
    before = project.tree()
    await project.apply(ONE)
    await project.apply(TWO)
    await project.remove(ONE)
    await project.remove(TWO)
    assert project.tree() == before


STEPS = range(0, len(MINI.files) + 1, 2)


@pytest.mark.parametrize("stop_at", STEPS)
async def test_a_cancelled_apply_goes_on_is_undone_or_taken_out(tmp_path, stop_at):
    for number, finish in enumerate(("apply", "undo", "remove")):
        project = await open_project(tmp_path / str(number))
        before = project.tree()
        await cancel_at(stop_at, project.apply)
        if finish == "apply":
            await project.apply(MINI)
            assert {path: project.read(path) for path in MINI.files} == MINI.files
            await project.remove(MINI)
        elif project.tree() != before:
            await (project.undo() if finish == "undo" else project.remove(MINI))
        assert project.tree() == before


@pytest.mark.parametrize("stop_at", STEPS)
async def test_a_cancelled_removal_goes_on_or_is_undone(tmp_path, stop_at):
    for finish in ("remove", "undo"):
        project = await open_project(tmp_path / finish)
        before = project.tree()
        await project.apply(MINI)
        applied = project.tree()
        await cancel_at(stop_at, project.remove)
        if finish == "undo":
            if project.tree() != applied:
                await project.undo()
            assert project.tree() == applied
        else:
            if project.tree() != before:
                await project.remove(MINI)
            assert project.tree() == before


async def cancel_at(step, start):
    """Cancel what ``start`` returns once ``step`` steps have been told."""
    seen = []

    def show(progress):
        seen.append(progress)
        if len(seen) == step:
            task.cancel()

    task = asyncio.ensure_future(start(MINI, on_progress=show))
    if step == 0:
        await asyncio.sleep(0)
        task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    return seen


@pytest.mark.parametrize("writes", range(len(MINI.files) + 2))
async def test_after_a_crash_applying_goes_on_and_taking_out_takes_all(tmp_path, writes):
    for finish in ("apply", "remove"):
        folder = tmp_path / finish
        before = (await open_project(folder)).tree()
        await crash(await open_project(folder), MINI, writes)
        project = await open_project(folder)  # a new kernel, with nothing to undo
        if finish == "apply":
            await project.apply(MINI)
            assert (await project.plan(MINI)).unchanged == tuple(MINI.files)
        if writes or finish == "apply":
            await project.remove(MINI)
        assert project.tree() == before


@pytest.mark.parametrize("writes", range(6))
async def test_after_a_crash_in_an_upgrade_nothing_counts_as_edited(tmp_path, writes):
    better = newer(Hero=CODE.replace(b"hp = 3", b"hp = 5"), hero=None, Story=b"{}\n")
    for finish in ("apply", "remove"):
        folder = tmp_path / finish
        project = await open_project(folder)
        before = project.tree()
        await project.apply(MINI)
        await crash(project, better, writes)
        project = await open_project(folder)
        if finish == "apply":
            assert (await project.plan(better)).conflicts == ()
            await project.apply(better)
            assert project.read(HERO) == better.files[HERO]
        assert (await project.remove(better)).kept == ()
        assert project.tree() == before


async def crash(project, preset, writes):
    project.service.crash_after = project.service.writes + writes
    with pytest.raises(Crash):
        await project.apply(preset)


async def test_a_file_that_changes_between_plan_and_write_is_a_conflict(project, loop_guard):
    loop_guard.deactivate()  # the edit below is the user's, from outside
    await project.apply(MINI)
    better = newer(Hero=CODE.replace(b"hp = 3", b"hp = 5"), Story=b"{}\n")

    def edit(progress):
        (project.root / HERO).write_bytes(b"// mine\n")

    with pytest.raises(ConflictError):
        await project.apply(better, on_progress=edit)
    assert project.read(HERO) == b"// mine\n"


async def test_a_record_that_cannot_be_read_is_named(project):
    await project.apply(MINI)
    project.write(record_path("mini"), b"<<<<<<< HEAD\n")
    with pytest.raises(SetupError, match=r"Assets/\.spark/mini\.json, .*version control"):
        await project.apply(MINI)


async def test_the_engine_is_told_that_many_files_come_go_and_come_back(project):
    batches = project.service.beside.batches
    await project.apply(MINI)
    await project.undo()
    await project.redo()
    await project.remove(MINI)
    paths = set(MINI.files)
    assert all(told >= paths for told, _ in batches)
    assert [scene for _, scene in batches] == [MINI.preset.scenes[0], None, None, None]


async def test_it_is_not_told_of_what_is_there_already(project):
    await project.apply(MINI)
    project.service.beside.batches.clear()
    await project.apply(MINI)
    assert project.service.beside.batches == [(frozenset(), None)]
