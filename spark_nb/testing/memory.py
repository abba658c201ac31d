"""Rows, events and operations kept in memory, for a look afterwards."""

from __future__ import annotations

from uuid import UUID

from spark_nb.domain.event import Event
from spark_nb.domain.frame import Frame
from spark_nb.domain.operation import Operation
from spark_nb.domain.rows import Row, Rows, Table, merge_rows


class MemoryRows:
    """A ``RowSink``. Set ``away`` to play a database that is gone: rows then wait."""

    def __init__(self) -> None:
        self.away = False
        self._batches: list[Rows] = []
        self._waiting: list[Rows] = []

    async def write(self, rows: Rows) -> bool:
        (self._waiting if self.away else self._batches).append(rows)
        return not self.away

    @property
    def delayed(self) -> int:
        return len(self._waiting)

    def table(self, name: Table) -> list[Row]:
        """Return the rows that arrived, in order."""
        return merge_rows(self._batches).get(name, [])


class MemoryEvents:
    """An ``EventSink``."""

    def __init__(self) -> None:
        self.connected = True
        self.events: list[Event] = []
        self.frames: list[Frame] = []

    def emit(self, event: Event) -> None:
        self.events.append(event)

    def emit_frame(self, session_id: str, frame: Frame) -> None:
        self.frames.append(frame)

    @property
    def queue_depth(self) -> int:
        return 0

    def subjects(self) -> list[str]:
        return [event.subject for event in self.events]


class MemoryOperations:
    """An ``OperationStore`` that forgets with the process."""

    def __init__(self, limit: int = 50) -> None:
        self._limit = limit
        self._done: list[Operation] = []
        self._undone: list[Operation] = []

    async def done(self) -> list[Operation]:
        return list(self._done)

    async def undone(self) -> list[Operation]:
        return list(self._undone)

    async def push(self, operation: Operation) -> None:
        self._done = [*self._done, operation][-self._limit :]
        self._undone = []

    async def mark_undone(self, operation_id: UUID) -> None:
        operation = next(op for op in self._done if op.operation_id == operation_id)
        self._done.remove(operation)
        self._undone.insert(0, operation)

    async def mark_done(self, operation_id: UUID) -> None:
        operation = next(op for op in self._undone if op.operation_id == operation_id)
        self._undone.remove(operation)
        self._done.append(operation)

    async def clear(self) -> None:
        self._done, self._undone = [], []
