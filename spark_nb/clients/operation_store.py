"""The patch stack on disk: one SQLite file per project, one stack per session in it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from spark_nb.domain.operation import Change, Operation

T = TypeVar("T")
_TABLES = """
CREATE TABLE IF NOT EXISTS operations (
    session_id   TEXT NOT NULL,
    operation_id TEXT NOT NULL,
    position     INTEGER NOT NULL,
    undone       INTEGER NOT NULL DEFAULT 0,
    kind         TEXT NOT NULL,
    path         TEXT NOT NULL,
    at           TEXT NOT NULL,
    PRIMARY KEY (session_id, operation_id)
);
CREATE TABLE IF NOT EXISTS changes (
    session_id   TEXT NOT NULL,
    operation_id TEXT NOT NULL,
    position     INTEGER NOT NULL,
    path         TEXT NOT NULL,
    before       BLOB,
    after        BLOB,
    FOREIGN KEY (session_id, operation_id) REFERENCES operations ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS changes_by_operation ON changes (session_id, operation_id, position);
"""


class SqliteOperations:
    """An ``OperationStore``. File contents are kept compressed."""

    def __init__(self, path: Path, session_id: str, *, limit: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._session_id = session_id
        self._limit = limit
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.executescript("PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;")
        self._database.executescript(_TABLES)

    async def done(self) -> list[Operation]:
        return await self._run(lambda: self._load(undone=False))

    async def undone(self) -> list[Operation]:
        return await self._run(lambda: self._load(undone=True))

    async def push(self, operation: Operation) -> None:
        await self._run(lambda: self._push(operation))

    async def mark_undone(self, operation_id: UUID) -> None:
        await self._run(lambda: self._mark(operation_id, undone=True))

    async def mark_done(self, operation_id: UUID) -> None:
        await self._run(lambda: self._mark(operation_id, undone=False))

    async def clear(self) -> None:
        await self._run(
            lambda: self._execute("DELETE FROM operations WHERE session_id = ?", self._session_id)
        )

    def close(self) -> None:
        with self._lock:
            self._database.close()

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.to_thread(self._locked, work)

    def _locked(self, work: Callable[[], T]) -> T:
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                result = work()
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")
            return result

    def _execute(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._database.execute(statement, values).fetchall()

    def _push(self, operation: Operation) -> None:
        self._execute(
            "DELETE FROM operations WHERE session_id = ? AND undone = 1", self._session_id
        )
        self._execute(
            "INSERT INTO operations SELECT ?, ?, coalesce(max(position), 0) + 1, 0, ?, ?, ?"
            " FROM operations WHERE session_id = ?",
            self._session_id,
            str(operation.operation_id),
            operation.kind,
            operation.path,
            operation.at.isoformat(),
            self._session_id,
        )
        self._database.executemany(
            "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?)",
            [
                (self._session_id, str(operation.operation_id), position, change.path,
                 _packed(change.before), _packed(change.after))
                for position, change in enumerate(operation.changes)
            ],
        )  # fmt: skip
        self._execute(
            "DELETE FROM operations WHERE session_id = ? AND position <="
            " (SELECT max(position) FROM operations WHERE session_id = ?) - ?",
            self._session_id,
            self._session_id,
            self._limit,
        )

    def _mark(self, operation_id: UUID, *, undone: bool) -> None:
        self._execute(
            "UPDATE operations SET undone = ? WHERE session_id = ? AND operation_id = ?",
            int(undone),
            self._session_id,
            str(operation_id),
        )

    def _load(self, *, undone: bool) -> list[Operation]:
        rows = self._execute(
            "SELECT operation_id, kind, path, at FROM operations"
            " WHERE session_id = ? AND undone = ? ORDER BY position",
            self._session_id,
            int(undone),
        )
        return [
            Operation(UUID(key), kind, path, datetime.fromisoformat(at), self._changes(key))
            for key, kind, path, at in rows
        ]

    def _changes(self, operation_id: str) -> tuple[Change, ...]:
        rows = self._execute(
            "SELECT path, before, after FROM changes WHERE session_id = ? AND operation_id = ?"
            " ORDER BY position",
            self._session_id,
            operation_id,
        )
        return tuple(
            Change(path, _unpacked(before), _unpacked(after)) for path, before, after in rows
        )


def _packed(content: bytes | None) -> bytes | None:
    return None if content is None else zlib.compress(content)


def _unpacked(content: bytes | None) -> bytes | None:
    return None if content is None else zlib.decompress(content)
