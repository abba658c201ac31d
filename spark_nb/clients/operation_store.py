"""The patch stack on disk: one SQLite file per project, one stack per session in it."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from spark_nb.domain.operation import Change, Operation
from spark_nb.errors import SetupError

T = TypeVar("T")
# A kernel that dies loses nothing; a machine that loses its power, perhaps the newest operations.
# Waiting for the disk would cost a write more than all else.
_PRAGMAS = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
_TABLES = """
CREATE TABLE IF NOT EXISTS operations (
    session_id   TEXT NOT NULL,
    operation_id TEXT NOT NULL,
    position     INTEGER NOT NULL,
    undone       INTEGER NOT NULL,
    kind         TEXT NOT NULL,
    path         TEXT NOT NULL,
    at           TEXT NOT NULL,
    author       TEXT NOT NULL,
    thumbnail    BLOB,
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
CREATE TABLE IF NOT EXISTS rollbacks (
    session_id   TEXT PRIMARY KEY,
    operation_id TEXT NOT NULL
);
"""


class SqliteOperations:
    """An ``OperationStore``. File contents are kept compressed.

    ``position`` orders a session's operations in time, done and undone alike. Every method raises
    SetupError when the file cannot be used.
    """

    def __init__(self, path: Path, session_id: str, *, limit: int) -> None:
        self._path = path
        self._session_id = session_id
        self._limit = limit
        self._lock = threading.Lock()
        with _translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._database = _opened(path)

    async def done(self) -> list[Operation]:
        return await self._run(lambda: self._load(undone=False))

    async def undone(self) -> list[Operation]:
        return await self._run(lambda: self._load(undone=True))

    async def push(self, operation: Operation) -> None:
        await self._run(lambda: self._push(operation))

    async def extend(self, operation_id: UUID, change: Change) -> None:
        await self._run(lambda: self._add_changes(operation_id, [change]))

    async def illustrate(self, operation_id: UUID, thumbnail: bytes) -> None:
        await self._run(lambda: self._set(operation_id, "thumbnail = ?", thumbnail))

    async def move(self, operations: Sequence[Operation], *, undone: bool) -> None:
        await self._run(lambda: self._move(operations, undone=undone))

    async def begin_rollback(self, operation_id: UUID) -> None:
        await self._run(
            lambda: self._execute(
                "INSERT OR REPLACE INTO rollbacks VALUES (?, ?)",
                self._session_id,
                str(operation_id),
            )
        )

    async def rollback_begun(self) -> UUID | None:
        query = "SELECT operation_id FROM rollbacks WHERE session_id = ?"
        found = await self._run(lambda: self._execute(query, self._session_id))
        return UUID(found[0][0]) if found else None

    async def replace(self, done: Sequence[Operation], undone: Sequence[Operation]) -> None:
        await self._run(lambda: self._replace(done, undone))

    def close(self) -> None:
        with self._lock:
            self._database.close()

    async def _run(self, work: Callable[[], T]) -> T:
        return await asyncio.to_thread(self._locked, work)

    def _locked(self, work: Callable[[], T]) -> T:
        with self._lock, _translated(self._path):
            self._database.execute("BEGIN IMMEDIATE")
            try:
                result = work()
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:  # a full disk ends it by itself
                    self._database.execute("ROLLBACK")
                raise
            return result

    def _execute(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._database.execute(statement, values).fetchall()

    def _push(self, operation: Operation) -> None:
        self._execute(
            "DELETE FROM operations WHERE session_id = ? AND undone = 1", self._session_id
        )
        self._add(operation, undone=False)
        self._execute(
            "DELETE FROM operations WHERE session_id = ? AND position NOT IN (SELECT position"
            " FROM operations WHERE session_id = ? ORDER BY position DESC LIMIT ?)",
            self._session_id,
            self._session_id,
            self._limit,
        )

    def _replace(self, done: Sequence[Operation], undone: Sequence[Operation]) -> None:
        for table in ("operations", "rollbacks"):
            self._execute(f"DELETE FROM {table} WHERE session_id = ?", self._session_id)
        for operation in done:
            self._add(operation, undone=False)
        for operation in undone:
            self._add(operation, undone=True)

    def _move(self, operations: Sequence[Operation], *, undone: bool) -> None:
        for operation in operations:
            facts = self._session_id, str(operation.operation_id)
            self._execute("DELETE FROM changes WHERE session_id = ? AND operation_id = ?", *facts)
            self._add_changes(operation.operation_id, operation.changes)
            self._set(operation.operation_id, "undone = ?", int(undone))
            if not operation.changes:
                self._execute(
                    "DELETE FROM operations WHERE session_id = ? AND operation_id = ?", *facts
                )
        self._execute("DELETE FROM rollbacks WHERE session_id = ?", self._session_id)

    def _add(self, operation: Operation, *, undone: bool) -> None:
        self._execute(
            "INSERT INTO operations SELECT ?, ?, coalesce(max(position), 0) + 1, ?, ?, ?, ?, ?, ?"
            " FROM operations WHERE session_id = ?",
            self._session_id,
            str(operation.operation_id),
            int(undone),
            operation.kind,
            operation.path,
            operation.at.isoformat(),
            operation.author,
            operation.thumbnail,
            self._session_id,
        )
        self._add_changes(operation.operation_id, operation.changes)

    def _add_changes(self, operation_id: UUID, changes: Sequence[Change]) -> None:
        facts = self._session_id, str(operation_id)
        for change in changes:
            self._execute(
                "INSERT INTO changes SELECT ?, ?, coalesce(max(position), 0) + 1, ?, ?, ?"
                " FROM changes WHERE session_id = ? AND operation_id = ?",
                *facts,
                change.path,
                _packed(change.before),
                _packed(change.after),
                *facts,
            )

    def _set(self, operation_id: UUID, assignment: str, value: object) -> None:
        self._execute(
            f"UPDATE operations SET {assignment} WHERE session_id = ? AND operation_id = ?",
            value,
            self._session_id,
            str(operation_id),
        )

    def _load(self, *, undone: bool) -> list[Operation]:
        rows = self._execute(
            "SELECT operation_id, kind, path, at, author, thumbnail FROM operations"
            " WHERE session_id = ? AND undone = ? ORDER BY position",
            self._session_id,
            int(undone),
        )
        return [
            Operation(
                UUID(key),
                kind,
                path,
                datetime.fromisoformat(at),
                author,
                self._changes(key),
                image,
            )
            for key, kind, path, at, author, image in rows
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


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    try:
        database.executescript(_PRAGMAS)
        database.executescript(_TABLES)
    except BaseException:
        database.close()
        raise
    return database


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise SetupError(
            f"The undo history in {path} cannot be used: {error}.",
            hint="Set SPARK_HOME to a folder of your own with room; move a damaged file away.",
        ) from error


def _packed(content: bytes | None) -> bytes | None:
    return None if content is None else zlib.compress(content)


def _unpacked(content: bytes | None) -> bytes | None:
    return None if content is None else zlib.decompress(content)
