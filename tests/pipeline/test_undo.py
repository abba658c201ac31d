from __future__ import annotations

import asyncio
import io
from datetime import timedelta
from uuid import UUID

import pytest
from PIL import Image

from spark_nb.domain.preset import LoadedPreset, parse_preset
from spark_nb.domain.preset_record import record_path
from spark_nb.domain.unified_diff import make_patch
from spark_nb.errors import ConflictError, RejectedError
from spark_nb.pipeline.apply_preset import apply_preset
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.pipeline.undo import redo, rollback_to, undo
from spark_nb.testing import MemoryOperations

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


async def apply(rig, on_progress=lambda _: None):
    loaded = LoadedPreset(PRESET, FILES)
    given = {"on_conflict": "refuse", "on_progress": on_progress}
    return await apply_preset(rig.pipeline, rig.caller, loaded, [], **given)


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


async def test_a_change_since_can_be_kept_overruled_or_merged(rig):
    lines = [f"// {number}\n" for number in range(9)]
    before, after = "".join(lines), "".join(lines).replace("// 7", "// seven")
    await write(rig, before)
    await write(rig, after)
    edited = after.replace("// 1", "// mine").encode()
    rig.service.files[PATH] = edited
    await undo(rig.pipeline, rig.caller, "merge")
    assert rig.service.files == {PATH: before.replace("// 1", "// mine").encode()}
    await redo(rig.pipeline, rig.caller)
    assert rig.service.files == {PATH: edited}
    await undo(rig.pipeline, rig.caller)
    await undo(rig.pipeline, rig.caller, "restore")
    assert rig.service.files == {}
    await redo(rig.pipeline, rig.caller)
    rig.service.files[PATH] = b"other"
    await undo(rig.pipeline, rig.caller, "keep")
    assert rig.service.files == {PATH: b"other"}
    assert not len(rig.pipeline.patches)


async def test_two_undos_at_once_take_two_steps_back(rig):
    for code in (OLD, NEW, OLD + NEW):
        await write(rig, code)
    await asyncio.gather(*(undo(rig.pipeline, rig.caller) for _ in range(2)))
    assert rig.service.files == {PATH: OLD.encode()}
    assert len(rig.pipeline.patches) == 1


@pytest.mark.parametrize("change", ["clear", "import_json"])
async def test_the_history_is_not_replaced_in_the_middle_of_an_undo(rig, change):
    await write(rig, OLD)
    patches, text = rig.pipeline.patches, rig.pipeline.patches.export_json()
    rig.service.flowing.clear()
    undoing = asyncio.ensure_future(undo(rig.pipeline, rig.caller))
    while rig.service.calls[-1] != "apply_patch":  # noqa: ASYNC110 - no event
        await asyncio.sleep(0)
    arguments = [text] if change == "import_json" else []
    changing = asyncio.ensure_future(getattr(patches, change)(*arguments))
    for _ in range(20):  # as many turns of the loop as it could need
        await asyncio.sleep(0)
    assert not changing.done()
    rig.service.flowing.set()
    operation, _ = await asyncio.gather(undoing, changing)
    assert rig.service.files == {}
    assert list(patches) == []
    assert patches.undone == (() if change == "clear" else (operation,))


async def test_a_file_that_changes_just_then_is_not_overwritten(rig):
    await apply(rig)
    await undo(rig.pipeline, rig.caller)

    def edit(progress):
        if progress.path.endswith(".meta"):  # written first
            rig.service.files["Assets/Mini/Hero.cs"] = b"mine"

    with pytest.raises(
        ConflictError, match=r"Hero\.cs was changed since.*just now.*Call it again"
    ):
        await redo(rig.pipeline, rig.caller, on_progress=edit)
    assert rig.service.files["Assets/Mini/Hero.cs"] == b"mine"
    await redo(rig.pipeline, rig.caller, "keep")
    del rig.service.files[record_path("mini")]
    assert rig.service.files == {**FILES, "Assets/Mini/Hero.cs": b"mine"}


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
    await redo(rig.pipeline, rig.caller)
    assert rig.service.files == {PATH: NEW.encode()}


async def test_rollback_writes_each_file_once_and_says_which(rig):
    await rig.call("ingest_asset", path="Assets/a.png", content=PNG, media_type="image/png")
    for number in range(10):
        await write(rig, OLD + f"// {number}\n")
        await rig.call(
            "ingest_asset", path="Assets/a.png", content=PNG + bytes([number]),
            media_type="image/png",
        )  # fmt: skip
    rig.service.calls.clear()
    seen = []
    first = rig.pipeline.patches[0].operation_id
    await rollback_to(rig.pipeline, rig.caller, first, on_progress=seen.append)
    assert rig.service.files == {"Assets/a.png": PNG}
    assert len(rig.service.calls) == 2
    assert [(step.done, step.total) for step in seen] == [(1, 2), (2, 2)]
    assert {step.path for step in seen} == {PATH, "Assets/a.png"}


async def test_a_rollback_that_was_cut_short_is_finished_by_the_next_kernel(rig):
    await rig.call("ingest_asset", path="Assets/a.png", content=PNG, media_type="image/png")
    first = rig.pipeline.patches[0].operation_id
    for code in (OLD, NEW):
        await write(rig, code)
        await rig.call(
            "ingest_asset", path="Assets/a.png", content=PNG + code.encode(),
            media_type="image/png",
        )  # fmt: skip

    def die(progress):
        raise KeyError("died")

    with pytest.raises(KeyError, match="died"):
        await rollback_to(rig.pipeline, rig.caller, first, on_progress=die)
    await rig.pipeline.patches.load()  # as a new kernel does
    assert rig.pipeline.patches.interrupted == first
    for step in (undo, redo):
        with pytest.raises(RejectedError, match=r"cut short.*session\.rollback_to\(UUID"):
            await step(rig.pipeline, rig.caller)
    assert len(await rollback_to(rig.pipeline, rig.caller, first)) == 4
    assert rig.service.files == {"Assets/a.png": PNG}
    assert rig.pipeline.patches.interrupted is None


async def test_rollback_to_what_is_not_there_says_so(rig):
    await write(rig, OLD)
    with pytest.raises(RejectedError, match="There is no operation"):
        await rollback_to(rig.pipeline, rig.caller, UUID(int=0))


async def test_a_preset_cut_short_by_a_dying_kernel_is_on_the_stack_of_the_next(rig):
    def look(progress):
        if progress.done == 3:
            stored = asyncio.ensure_future(rig.pipeline.patches._store.done())
            kept.append(stored)

    kept = []
    await apply(rig, look)
    (operation,) = await kept[0]
    assert len(operation.changes) >= 3


async def test_an_operation_knows_who_made_it_and_how_it_looked_first(rig):
    await write(rig, OLD)
    await rig.call("render_preview", width=640, height=480)
    first = rig.pipeline.patches[0].thumbnail
    await rig.call("render_preview", width=640, height=480, time_s=2.0)
    operation = rig.pipeline.patches[0]
    assert (operation.author, operation.byte_length) == ("ada", len(OLD))
    assert operation.thumbnail == first
    with Image.open(io.BytesIO(first)) as picture:
        assert (picture.format, picture.size) == ("WEBP", (144, 108))
    assert (await rig.pipeline.patches._store.done())[0].thumbnail == first


async def test_the_stack_itself_moves_operations_and_leaves_the_project(rig):
    for code in (OLD, NEW, OLD + NEW):
        await write(rig, code)
    patches = rig.pipeline.patches
    first, second, third = patches
    assert await patches.pop() == third
    assert await patches.redo() == third
    assert await patches.rollback_to(first.operation_id) == [third, second]
    assert patches.undone == (second, third)
    await patches.clear()
    assert (len(patches), patches.undone) == (0, ())
    for step in (patches.pop, patches.redo):
        with pytest.raises(RejectedError, match="nothing to"):
            await step()
    assert rig.service.files == {PATH: (OLD + NEW).encode()}


async def test_operations_are_found_by_path_and_by_time(rig):
    await write(rig, OLD)
    rig.clock.advance(60)
    await rig.call("ingest_asset", path="Assets/a.png", content=PNG, media_type="image/png")
    first, second = patches = rig.pipeline.patches
    assert patches.by_path(PATH) == [first]
    assert patches.by_path("Assets/none") == []
    assert patches.between(first.at, second.at) == [first]
    assert patches.between(second.at, second.at + timedelta(seconds=1)) == [second]


async def test_an_export_brings_every_byte_to_another_stack(rig):
    await write(rig, OLD)
    await rig.call("ingest_asset", path="Assets/a.png", content=PNG, media_type="image/png")
    await rig.call("render_preview", width=64, height=64)
    await write(rig, NEW)
    await undo(rig.pipeline, rig.caller)
    patches, other = rig.pipeline.patches, PatchStack(MemoryOperations())
    assert await other.import_json(patches.export_json()) == 3
    assert (list(other), other.undone) == (list(patches), patches.undone)
    assert await other.import_json(patches.export_json()) == 0


async def test_an_import_keeps_the_newest_fifty(rig):
    for number in range(50):
        await write(rig, f"// {number}\n")
        rig.clock.advance(1)
    other = PatchStack(MemoryOperations())
    await other.import_json(rig.pipeline.patches.export_json())
    await write(rig, OLD)
    await other.import_json(rig.pipeline.patches.export_json())
    assert list(other) == list(rig.pipeline.patches)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "spark-patches-1", "done": [{}], "undone": []}']
)
async def test_what_is_no_export_is_refused_and_the_stack_stays(rig, text):
    await write(rig, OLD)
    with pytest.raises(RejectedError):
        await rig.pipeline.patches.import_json(text)
    assert len(rig.pipeline.patches) == 1


async def test_an_export_that_leads_out_of_the_project_is_refused(rig):
    await write(rig, OLD)
    text = rig.pipeline.patches.export_json().replace(PATH, "Assets/../../evil.cs")
    with pytest.raises(RejectedError, match=r"segment '\.\.'"):
        await PatchStack(MemoryOperations()).import_json(text)


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
