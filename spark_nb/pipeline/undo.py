"""Takes operations back and brings them again, through the same tools that made them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from uuid import UUID

from spark_nb.domain.label import LABEL_LIMIT
from spark_nb.domain.meta_file import is_folder_meta
from spark_nb.domain.operation import Change, Operation
from spark_nb.domain.rework import OnConflict, changed_since, rework
from spark_nb.errors import ConflictError, RejectedError
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.change import write_for
from spark_nb.pipeline.operation import OpenOperation, operation
from spark_nb.pipeline.patch_stack import nothing_to


@dataclass(frozen=True, slots=True)
class UndoProgress:
    """``done`` of ``total`` files are as they are to be; ``path`` is the last one."""

    done: int
    total: int
    path: str


_AGAIN = 'Call it again, with on_conflict="keep", "restore" or "merge".'
OnUndoProgress = Callable[[UndoProgress], None]


async def undo(
    pipeline: Pipeline,
    caller: Caller,
    on_conflict: OnConflict = "refuse",
    on_progress: OnUndoProgress | None = None,
) -> Operation:
    """Take the newest operation back and return it.

    Raises RejectedError when there is none, ConflictError when a file was changed since: then
    nothing is written.
    """
    async with pipeline.patches.turn:
        _check_whole(pipeline)
        if not len(pipeline.patches):
            raise nothing_to("undo")
        newest = [pipeline.patches[-1]]
        async with operation(pipeline, caller, _name("Undo", newest), kind="undo") as opened:
            await _rework(pipeline, opened, newest, on_conflict, on_progress, back=True)
        return newest[0]


async def redo(
    pipeline: Pipeline,
    caller: Caller,
    on_conflict: OnConflict = "refuse",
    on_progress: OnUndoProgress | None = None,
) -> Operation:
    """Bring the operation back that was undone last. Raises as ``undo``."""
    async with pipeline.patches.turn:
        _check_whole(pipeline)
        if not pipeline.patches.undone:
            raise nothing_to("redo")
        next_one = [pipeline.patches.undone[0]]
        async with operation(pipeline, caller, _name("Redo", next_one), kind="redo") as opened:
            await _rework(pipeline, opened, next_one, on_conflict, on_progress, back=False)
        return next_one[0]


async def rollback_to(
    pipeline: Pipeline,
    caller: Caller,
    operation_id: UUID,
    on_conflict: OnConflict = "refuse",
    on_progress: OnUndoProgress | None = None,
) -> list[Operation]:
    """Undo everything after ``operation_id`` and return it newest first; that one stays.

    Each file is written once, however many operations touched it. What a crash cut short is
    finished by calling this again. Raises as ``undo``.
    """
    async with pipeline.patches.turn:
        later = pipeline.patches.after(operation_id)
        name = _name("Roll back", later)
        async with operation(pipeline, caller, name, kind="rollback") as opened:
            await _rework(
                pipeline, opened, later, on_conflict, on_progress, back=True, rollback=operation_id
            )
        return later


def _name(verb: str, operations: Sequence[Operation]) -> str:
    if len(operations) != 1:
        return f"{verb} {len(operations)} steps"
    return f"{verb} {PurePosixPath(operations[0].path).name}"[:LABEL_LIMIT]


def _check_whole(pipeline: Pipeline) -> None:
    """Refuse a single step in the middle of a rollback: files stand between two states then."""
    interrupted = pipeline.patches.interrupted
    if interrupted is not None:
        raise RejectedError(
            "A rollback was cut short, so some files are older than the newest step.",
            field="operation",
            actual=str(interrupted),
            hint=f"Finish it: await session.rollback_to(UUID('{interrupted}')).",
        )


async def _rework(
    pipeline: Pipeline,
    opened: OpenOperation,
    operations: Sequence[Operation],
    on_conflict: OnConflict,
    on_progress: OnUndoProgress | None,
    *,
    back: bool,
    rollback: UUID | None = None,
) -> None:
    present = await _present(pipeline, operations)
    work = rework(operations, present, on_conflict, back=back)
    if rollback is not None and work.writes:
        await pipeline.patches.begin_rollback(rollback)
    async with _writing(pipeline, work.writes):
        await _write_all(pipeline, opened, work.writes, on_progress)
    await pipeline.patches.move(work.operations, undone=back)


@asynccontextmanager
async def _writing(pipeline: Pipeline, writes: Sequence[Change]) -> AsyncIterator[None]:
    """Have the engine look at many files once; at a single one it looks by itself."""
    if len(writes) == 1:
        yield
        return
    async with pipeline.engine.writing({change.path for change in writes}):
        yield


async def _present(pipeline: Pipeline, operations: Iterable[Operation]) -> dict[str, bytes | None]:
    service = pipeline.services["unity"]
    paths = {change.path: None for operation in operations for change in operation.changes}
    found = await asyncio.gather(*(service.read_file(path) for path in paths))
    return dict(zip(paths, found, strict=True))


async def _write_all(
    pipeline: Pipeline,
    opened: OpenOperation,
    writes: Sequence[Change],
    on_progress: OnUndoProgress | None,
) -> None:
    """Write files side by side, after the ``.meta`` files that come and before those that go."""
    done = 0

    async def write(change: Change) -> None:
        nonlocal done
        await _write(pipeline, opened.caller, change)
        done += 1
        opened.progress(done, len(writes), change.path)
        if on_progress:
            on_progress(UndoProgress(done, len(writes), change.path))

    metas = [change for change in writes if _is_meta(change)]
    for change in metas:
        if change.after is not None:
            await write(change)
    try:
        async with asyncio.TaskGroup() as group:
            for change in writes:
                if not _is_meta(change):
                    group.create_task(write(change))
    except ExceptionGroup as failed:
        raise failed.exceptions[0] from None
    for change in metas:
        if change.after is None:
            await write(change)


def _is_meta(change: Change) -> bool:
    return change.path.endswith(".meta")


async def _write(pipeline: Pipeline, caller: Caller, change: Change) -> None:
    # A write or a deletion takes the .meta along, so a .meta may have changed, or be done.
    now = await _read(pipeline, change) if _is_meta(change) else change.before
    if now == change.after:
        return
    tool, fields = write_for(change.path, now, change.after)
    if tool != "apply_patch" and not _is_meta(change):  # a patch is refused by the engine itself
        await _check_unchanged(pipeline, change)
    try:
        await call_tool(pipeline, caller, tool, fields, reversible=False)
    except ConflictError:
        if not _is_meta(change):
            await _check_unchanged(pipeline, change)
        if change.after is not None or not is_folder_meta(change.path, now or b""):
            raise  # else the folder holds something of the user's by now, and stays


async def _check_unchanged(pipeline: Pipeline, change: Change) -> None:
    now = await _read(pipeline, change)
    if now != change.before:
        error = changed_since(change, now)
        error.hint = f"It changed just now; other files may be written. {_AGAIN}"
        raise error


async def _read(pipeline: Pipeline, change: Change) -> bytes | None:
    return await pipeline.services["unity"].read_file(change.path)
