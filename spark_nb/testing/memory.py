"""Rows, events and operations kept in memory, for a look afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from uuid import UUID

from spark_nb.domain.event import Event
from spark_nb.domain.frame import Frame
from spark_nb.domain.operation import Change, Operation, moved
from spark_nb.domain.rows import KEYS, STATES, TABLES, Row, Rows, Table, merge_rows


class MemoryRows:
    """A ``RowSink``. While ``away`` is set, it plays a database that is gone: rows wait."""

    def __init__(self) -> None:
        self._away = False
        self._tables: dict[Table, dict[str, Row]] = {table: {} for table in TABLES}
        self._waiting: list[Rows] = []

    @property
    def away(self) -> bool:
        return self._away

    @away.setter
    def away(self, away: bool) -> None:
        self._away = away
        if not away:
            self._keep(merge_rows(self._waiting))
            self._waiting = []

    async def write(self, rows: Rows) -> bool:
        if self._away:
            self._waiting.append(rows)
        else:
            self._keep(rows)
        return not self._away

    @property
    def delayed(self) -> int:
        return len(self._waiting)

    def table(self, name: Table) -> list[Row]:
        """Return the rows that arrived, in order."""
        return list(self._tables[name].values())

    def _keep(self, rows: Rows) -> None:
        for table, found in rows.items():
            kept = self._tables[table]
            for row in found:
                known = kept.setdefault(row[KEYS[table]], row)
                if table in STATES and _is_newer(table, known, row):
                    started_at = known["started_at"] or row["started_at"]
                    kept[row[KEYS[table]]] = {**row, "started_at": started_at}


def _is_newer(table: Table, known: Row, row: Row) -> bool:
    """Whether ``row`` says something later about what ``known`` describes."""
    if table == "spark_sessions":
        return bool(row["last_seen_at"] >= known["last_seen_at"])
    went_on = row["ended_at"] is not None or row["progress"] >= known["progress"]
    return known["ended_at"] is None and went_on


class MemoryEvents:
    """An ``EventSink``. While ``connected`` is not set, it plays a broker that is away.

    Events wait then; frames are gone, since a late one shows nobody anything.
    """

    def __init__(self) -> None:
        self._connected = True
        self._arrived: dict[UUID, Event] = {}
        self._waiting: list[Event] = []
        self.frames: list[Frame] = []

    @property
    def connected(self) -> bool:
        return self._connected

    @connected.setter
    def connected(self, connected: bool) -> None:
        self._connected = connected
        if connected:
            waited, self._waiting = self._waiting, []
            for event in waited:
                self.emit(event)

    @property
    def events(self) -> list[Event]:
        """What arrived, in order, each event once."""
        return list(self._arrived.values())

    def emit(self, event: Event) -> None:
        if self._connected:
            self._arrived.setdefault(event.event_id, event)
        else:
            self._waiting.append(event)

    def emit_frame(self, session_id: str, frame: Frame) -> None:
        if self._connected:
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
        self._rollback: UUID | None = None

    async def done(self) -> list[Operation]:
        return list(self._done)

    async def undone(self) -> list[Operation]:
        return list(self._undone)

    async def push(self, operation: Operation) -> None:
        self._done = [*self._done, operation][-self._limit :]
        self._undone = []

    async def extend(self, operation_id: UUID, change: Change) -> None:
        self._change(operation_id, lambda op: replace(op, changes=(*op.changes, change)))

    async def illustrate(self, operation_id: UUID, thumbnail: bytes) -> None:
        self._change(operation_id, lambda op: replace(op, thumbnail=thumbnail))

    async def move(self, operations: Sequence[Operation], *, undone: bool) -> None:
        self._done, self._undone = moved(self._done, self._undone, operations, back=undone)
        self._rollback = None

    async def begin_rollback(self, operation_id: UUID) -> None:
        self._rollback = operation_id

    async def rollback_begun(self) -> UUID | None:
        return self._rollback

    async def replace(self, done: Sequence[Operation], undone: Sequence[Operation]) -> None:
        self._done, self._undone, self._rollback = list(done), list(undone), None

    def _change(self, operation_id: UUID, change: Callable[[Operation], Operation]) -> None:
        self._done = [change(op) if op.operation_id == operation_id else op for op in self._done]
