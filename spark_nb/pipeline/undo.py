"""Takes operations back and brings them again, through the same tools that made them."""

from __future__ import annotations

from uuid import UUID

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.operation import Change, Operation
from spark_nb.errors import ConflictError, RejectedError
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.change import write_for


async def undo(pipeline: Pipeline, caller: Caller) -> Operation:
    """Take the newest operation back and return it.

    Raises RejectedError when there is none, ConflictError when a file was changed since: then
    nothing is written.
    """
    async with pipeline.patches.turn:
        return await _undo(pipeline, caller)


async def _undo(pipeline: Pipeline, caller: Caller) -> Operation:
    if not len(pipeline.patches):
        raise _nothing_to("undo")
    operation = pipeline.patches[-1]
    backwards = [Change(c.path, c.after, c.before) for c in reversed(operation.changes)]
    await _bring(pipeline, caller, backwards)
    await pipeline.patches.mark_undone(operation)
    return operation


async def redo(pipeline: Pipeline, caller: Caller) -> Operation:
    """Bring the operation back that was undone last. Raises as ``undo``."""
    async with pipeline.patches.turn:
        if not pipeline.patches.undone:
            raise _nothing_to("redo")
        operation = pipeline.patches.undone[0]
        await _bring(pipeline, caller, list(operation.changes))
        await pipeline.patches.mark_done(operation)
        return operation


async def rollback_to(pipeline: Pipeline, caller: Caller, operation_id: UUID) -> list[Operation]:
    """Undo everything after ``operation_id``, newest first; the operation itself stays."""
    async with pipeline.patches.turn:
        ids = [operation.operation_id for operation in pipeline.patches]
        if operation_id not in ids:
            raise RejectedError(
                f"There is no operation {operation_id} on the patch stack.",
                field="operation_id",
                actual=str(operation_id),
                hint="See list(session.patches).",
            )
        later = len(ids) - 1 - ids.index(operation_id)
        return [await _undo(pipeline, caller) for _ in range(later)]


def _nothing_to(verb: str) -> RejectedError:
    return RejectedError(f"There is nothing to {verb}.", field="operation")


async def _bring(pipeline: Pipeline, caller: Caller, changes: list[Change]) -> None:
    """Make each change; look at all files before writing the first."""
    service = pipeline.services["unity"]
    todo = []
    for change in changes:
        now = await service.read_file(change.path)
        if now == change.after:
            continue
        if now != change.before:
            raise _changed_since(change, now)
        todo.append(change)
    for change in todo:
        # A deletion takes the .meta with it, so a later step may find its work done.
        now = await service.read_file(change.path)
        if now != change.after:
            tool, fields = write_for(change.path, now, change.after)
            await call_tool(pipeline, caller, tool, fields, reversible=False)


def _changed_since(change: Change, now: bytes | None) -> ConflictError:
    state = "was deleted" if now is None else "was changed"
    return ConflictError(
        f"{change.path} {state} since.",
        path=change.path,
        expected=change.before_sha256,
        actual=None if now is None else content_sha256(now),
        hint="Nothing was written. Restore the file, or keep it and clear the patch stack.",
    )
