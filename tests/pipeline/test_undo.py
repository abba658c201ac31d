from __future__ import annotations

import asyncio

import pytest

from spark_nb.domain.preset import parse_preset
from spark_nb.domain.unified_diff import make_patch
from spark_nb.errors import ConflictError, RejectedError
from spark_nb.pipeline.apply_preset import apply_preset, plan_preset
from spark_nb.pipeline.undo import redo, rollback_to, undo

PATH = "Assets/Hero.cs"
OLD, NEW = "class Hero { int hp = 3; }\n", "class Hero { int hp = 5; }\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)

PRESET = parse_preset(
    """
    id = "mini"
    title = "Mini"
    pitch = "The smallest game."
    version = "0.1.0"
    unity = ["2022.3"]
    scenes = ["Assets/Mini/Level.unity"]
    """,
    "mini/preset.toml",
)
FILES = {
    "Assets/Mini/Hero.cs.meta": b"guid: 1\n",
    "Assets/Mini/Hero.cs": OLD.encode(),
    "Assets/Mini/hero.png": PNG,
    "Assets/Mini/Level.unity": b"%YAML 1.1\n",
}


async def write(rig, code):
    return await rig.call("generate_script", name="Hero", code=code, path=PATH)


async def test_undo_of_a_creation_deletes_and_redo_brings_it_back(rig):
    await write(rig, OLD)
    operation = await undo(rig.pipeline, rig.caller)
    assert (operation.kind, operation.path) == ("generate_script", PATH)
    assert rig.service.files == {}
    await redo(rig.pipeline, rig.caller)
    assert rig.service.files == {PATH: OLD.encode()}


async def test_undo_of_a_patch_restores_the_bytes(rig):
    await write(rig, OLD)
    patch = make_patch(PATH, OLD.encode(), NEW.encode())
    await rig.call("apply_patch", path=PATH, patch=patch)
    await undo(rig.pipeline, rig.caller)
    assert rig.service.files == {PATH: OLD.encode()}
    assert [op.kind for op in rig.pipeline.patches] == ["generate_script"]


async def test_undo_of_a_deletion_restores_the_file(rig):
    await write(rig, OLD)
    await rig.call("apply_patch", path=PATH, patch=make_patch(PATH, OLD.encode(), None))
    assert rig.service.files == {}
    await undo(rig.pipeline, rig.caller)
    assert rig.service.files == {PATH: OLD.encode()}


async def test_undo_of_a_binary_asset_works_both_ways(rig):
    fields = {"path": "Assets/hero.png", "media_type": "image/png"}
    await rig.call("ingest_asset", content=PNG, **fields)
    await rig.call("ingest_asset", content=PNG + b"more", **fields)
    await undo(rig.pipeline, rig.caller)
    assert rig.service.files == {"Assets/hero.png": PNG}
    await undo(rig.pipeline, rig.caller)
    assert rig.service.files == {}


async def test_undo_is_refused_when_the_file_has_changed_since(rig):
    await write(rig, OLD)
    rig.service.files[PATH] = b"my own edit"
    with pytest.raises(ConflictError, match=r"Assets/Hero\.cs was changed since"):
        await undo(rig.pipeline, rig.caller)
    assert rig.service.files == {PATH: b"my own edit"}
    assert len(rig.pipeline.patches) == 1


async def test_a_script_near_the_limit_can_be_undone(rig):
    code = "// line\n" * 25_000
    await write(rig, code)
    await write(rig, OLD)
    await undo(rig.pipeline, rig.caller)
    assert rig.service.files == {PATH: code.encode()}
    await undo(rig.pipeline, rig.caller)
    assert rig.service.files == {}


async def test_an_empty_stack_says_so(rig):
    with pytest.raises(RejectedError, match="nothing to undo"):
        await undo(rig.pipeline, rig.caller)
    with pytest.raises(RejectedError, match="nothing to redo"):
        await redo(rig.pipeline, rig.caller)


async def test_rollback_keeps_the_operation_it_goes_back_to(rig):
    for code in (OLD, NEW, OLD + NEW):
        await write(rig, code)
    first = rig.pipeline.patches[0]
    undone = await rollback_to(rig.pipeline, rig.caller, first.operation_id)
    assert len(undone) == 2
    assert list(rig.pipeline.patches) == [first]
    assert rig.service.files == {PATH: OLD.encode()}


async def test_a_new_write_forgets_what_could_be_redone(rig):
    await write(rig, OLD)
    await undo(rig.pipeline, rig.caller)
    await write(rig, NEW)
    assert rig.pipeline.patches.undone == ()


async def test_two_clicks_at_once_take_two_operations_back(rig):
    await write(rig, OLD)
    await write(rig, NEW)
    both = await asyncio.gather(*(undo(rig.pipeline, rig.caller) for _ in range(2)))
    assert [operation.changes[0].after for operation in both] == [NEW.encode(), OLD.encode()]
    assert rig.service.files == {}
    await asyncio.gather(*(redo(rig.pipeline, rig.caller) for _ in range(2)))
    assert rig.service.files == {PATH: NEW.encode()}


async def test_a_preset_is_one_entry_to_undo(rig):
    seen = []
    applied = await apply_preset(rig.pipeline, rig.caller, PRESET, FILES, seen.append)
    assert applied.added == tuple(FILES)
    assert [(step.done, step.total) for step in seen] == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert rig.service.files == FILES
    assert [(op.kind, op.path) for op in rig.pipeline.patches] == [("preset", "mini")]
    await undo(rig.pipeline, rig.caller)
    assert rig.service.files == {}


async def test_applying_a_preset_again_changes_nothing(rig):
    await apply_preset(rig.pipeline, rig.caller, PRESET, FILES, lambda _: None)
    again = await apply_preset(rig.pipeline, rig.caller, PRESET, FILES, lambda _: None)
    assert (again.added, again.unchanged) == ((), tuple(FILES))
    assert len(rig.pipeline.patches) == 1


async def test_a_preset_never_overwrites_an_edit(rig):
    rig.service.files["Assets/Mini/Hero.cs"] = b"mine"
    plan = await plan_preset(rig.pipeline, PRESET, FILES)
    assert plan.conflicts == ("Assets/Mini/Hero.cs",)
    with pytest.raises(ConflictError, match="is in the project with other content"):
        await apply_preset(rig.pipeline, rig.caller, PRESET, FILES, lambda _: None)
    assert rig.service.files == {"Assets/Mini/Hero.cs": b"mine"}


async def test_a_preset_stopped_half_way_can_still_be_undone(rig):
    def stop(progress):
        if progress.done == 2:
            raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await apply_preset(rig.pipeline, rig.caller, PRESET, FILES, stop)
    assert len(rig.service.files) == 2
    await undo(rig.pipeline, rig.caller)
    assert rig.service.files == {}
