"""The user's reversible operations of this session, newest last."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from spark_nb.domain.operation import Change, Operation, moved
from spark_nb.domain.operation_export import from_json, to_json
from spark_nb.errors import RejectedError
from spark_nb.ports import OperationStore

LIMIT = 50


class PatchStack:
    """What can be undone. Reading it never waits; writing goes through to the store.

    Iteration, ``len`` and indexing are over what is done, oldest first. Nothing here touches the
    project: ``session.undo``, ``redo`` and ``rollback_to`` do, and move operations accordingly.
    """

    def __init__(self, store: OperationStore) -> None:
        self._store = store
        self._done: list[Operation] = []
        self._undone: list[Operation] = []
        self._group: ContextVar[Operation | None] = ContextVar("group", default=None)
        self._recording = asyncio.Lock()  # calls of a group may end at the same moment
        self.interrupted: UUID | None = None
        """The operation of a rollback that a crash cut short; None when all is in order."""
        self.turn = asyncio.Lock()
        """Held while the project is brought to another state, or the history replaced."""
        self._watchers: list[Callable[[], None]] = []

    async def load(self) -> None:
        """Take over what an earlier kernel of this session left."""
        self._done = await self._store.done()
        self._undone = await self._store.undone()
        self.interrupted = await self._store.rollback_begun()
        self._tell()

    def watch(self, watcher: Callable[[], None]) -> Callable[[], None]:
        """Call ``watcher`` after each change of the stack, until what is returned is called."""
        self._watchers.append(watcher)
        return lambda: self._watchers.remove(watcher)

    def _tell(self) -> None:
        for watcher in tuple(self._watchers):
            watcher()

    def __len__(self) -> int:
        return len(self._done)

    def __iter__(self) -> Iterator[Operation]:
        return iter(self._done)

    def __getitem__(self, index: int) -> Operation:
        return self._done[index]

    def __repr__(self) -> str:
        return f"<PatchStack {len(self._done)} done, {len(self._undone)} undone>"

    @property
    def undone(self) -> tuple[Operation, ...]:
        """What redo brings back, next first."""
        return tuple(self._undone)

    def by_path(self, path: str) -> list[Operation]:
        """Return what changed a file and can be undone, oldest first."""
        return [op for op in self._done if any(change.path == path for change in op.changes)]

    def between(self, since: datetime, until: datetime) -> list[Operation]:
        """Return what was done from ``since`` on and before ``until``."""
        return [op for op in self._done if since <= op.at < until]

    def after(self, operation_id: UUID) -> list[Operation]:
        """Return what was done after an operation, newest first. Raises RejectedError."""
        ids = [operation.operation_id for operation in self._done]
        if operation_id not in ids:
            raise RejectedError(
                f"There is no operation {operation_id} on the patch stack.",
                field="operation_id",
                actual=str(operation_id),
                hint="See list(session.patches).",
            )
        return self._done[: ids.index(operation_id) : -1]

    async def push(self, operation: Operation) -> None:
        """Add the newest operation; the oldest over 50 is forgotten, and all that is undone."""
        await self._store.push(operation)
        self._done = [*self._done, operation][-LIMIT:]
        self._undone = []
        self._tell()

    async def pop(self) -> Operation:
        """Move the newest operation to what is undone, and return it. Raises RejectedError."""
        if not self._done:
            raise nothing_to("undo")
        operation = self._done[-1]
        await self.move([operation], undone=True)
        return operation

    async def redo(self) -> Operation:
        """Move back what was moved last, and return it. Raises RejectedError."""
        if not self._undone:
            raise nothing_to("redo")
        operation = self._undone[0]
        await self.move([operation], undone=False)
        return operation

    async def rollback_to(self, operation_id: UUID) -> list[Operation]:
        """Move everything after ``operation_id``, and return it newest first."""
        later = self.after(operation_id)
        await self.move(later, undone=True)
        return later

    async def move(self, operations: Sequence[Operation], *, undone: bool) -> None:
        """Note that these were taken back (newest first), or brought again (oldest first).

        Each is remembered as it is given here; one without changes is forgotten.
        """
        await self._store.move(operations, undone=undone)
        self._done, self._undone = moved(self._done, self._undone, operations, back=undone)
        self.interrupted = None
        self._tell()

    async def begin_rollback(self, operation_id: UUID) -> None:
        """Note what is about to be done to the project, so that a crash can be mended."""
        await self._store.begin_rollback(operation_id)
        self.interrupted = operation_id
        self._tell()

    async def record(self, operation: Operation) -> None:
        """Add an operation of one change: to the open group, else on its own."""
        async with self._recording:
            await self._record(operation, self._group.get())

    async def _record(self, operation: Operation, group: Operation | None) -> None:
        if group is None:
            await self.push(operation)
        elif group.operation_id in {op.operation_id for op in self._done}:
            for change in operation.changes:
                await self._extend(group.operation_id, change)
        else:
            await self.push(replace(group, changes=operation.changes))

    @asynccontextmanager
    async def group(self, operation: Operation | None) -> AsyncIterator[None]:
        """Make one operation of all changes inside, whatever stops it half-way; None makes none.

        Each change is kept as soon as it has landed, for a kernel may die at any moment. Groups
        inside belong to the outermost.
        """
        token = self._group.set(self._group.get() or operation)
        try:
            yield
        finally:
            self._group.reset(token)

    async def illustrate(self, operation_id: UUID, thumbnail: bytes) -> None:
        """Keep a picture of the project after an operation."""
        await self._store.illustrate(operation_id, thumbnail)
        self._change(operation_id, lambda op: replace(op, thumbnail=thumbnail))

    def export_json(self) -> str:
        """Return everything, done and undone, with all contents, for ``import_json``."""
        return to_json(self._done, self._undone)

    async def import_json(self, text: str) -> int:
        """Add the operations of an export, by their time; return how many were not here yet.

        The newest 50 are kept. What was undone there can be redone here, unless something is
        undone here already. The project is not touched. Raises RejectedError for what is no
        export.
        """
        done, undone = from_json(text)
        async with self.turn:
            return await self._add(done, undone)

    async def _add(self, done: list[Operation], undone: list[Operation]) -> int:
        known = {op.operation_id for op in (*self._done, *self._undone)}
        added = [op for op in done if op.operation_id not in known]
        merged = sorted([*self._done, *added], key=lambda op: op.at)[-LIMIT:]
        taken = [op for op in undone if op.operation_id not in known and not self._undone]
        await self._store.replace(merged, [*self._undone, *taken])
        await self.load()
        return len(added) + len(taken)

    async def clear(self) -> None:
        """Forget everything; the project stays as it is."""
        async with self.turn:
            await self._store.replace([], [])
            await self.load()

    async def _extend(self, operation_id: UUID, change: Change) -> None:
        await self._store.extend(operation_id, change)
        self._change(operation_id, lambda op: replace(op, changes=(*op.changes, change)))

    def _change(self, operation_id: UUID, change: Callable[[Operation], Operation]) -> None:
        self._done = [change(op) if op.operation_id == operation_id else op for op in self._done]
        self._tell()


def nothing_to(verb: str) -> RejectedError:
    return RejectedError(f"There is nothing to {verb}.", field="operation")
