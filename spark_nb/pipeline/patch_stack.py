"""The user's reversible operations of this session, newest last."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import cast
from uuid import UUID

from spark_nb.domain.operation import Change, Kind, Operation
from spark_nb.ports import OperationStore

LIMIT = 50


class PatchStack:
    """What can be undone. Reading it never waits; writing goes through to the store.

    Iteration, ``len`` and indexing are over what is done, oldest first. Whoever takes operations
    back or brings them again holds ``turn``: a button may be clicked twice.
    """

    def __init__(self, store: OperationStore) -> None:
        self._store = store
        self._done: list[Operation] = []
        self._undone: list[Operation] = []
        self.turn = asyncio.Lock()
        self._group: ContextVar[list[Change] | None] = ContextVar("group", default=None)

    async def load(self) -> None:
        """Take over what an earlier kernel of this session left."""
        self._done = await self._store.done()
        self._undone = await self._store.undone()

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
        return [op for op in self._done if any(change.path == path for change in op.changes)]

    def between(self, since: datetime, until: datetime) -> list[Operation]:
        return [op for op in self._done if since <= op.at < until]

    async def record(self, operation_id: UUID, kind: str, change: Change, at: datetime) -> None:
        """Add one change: to the open group, else as an operation of its own."""
        group = self._group.get()
        if group is not None:
            group.append(change)
            return
        operation = Operation(operation_id, cast("Kind", kind), change.path, at, (change,))
        await self.push(operation)

    async def push(self, operation: Operation) -> None:
        await self._store.push(operation)
        self._done = [*self._done, operation][-LIMIT:]
        self._undone = []

    @asynccontextmanager
    async def group(
        self, operation_id: UUID, kind: Kind, path: str, at: datetime
    ) -> AsyncIterator[None]:
        """Make one operation of all changes inside, also when the inside fails half-way."""
        changes: list[Change] = []
        token = self._group.set(changes)
        try:
            yield
        finally:
            self._group.reset(token)
            if changes:
                await self.push(Operation(operation_id, kind, path, at, tuple(changes)))

    async def mark_undone(self, operation: Operation) -> None:
        await self._store.mark_undone(operation.operation_id)
        self._done.remove(operation)
        self._undone.insert(0, operation)

    async def mark_done(self, operation: Operation) -> None:
        await self._store.mark_done(operation.operation_id)
        self._undone.remove(operation)
        self._done.append(operation)

    async def clear(self) -> None:
        """Forget everything; the project stays as it is."""
        await self._store.clear()
        self._done, self._undone = [], []
