"""Rows that wait for the database, in a SQLite file that survives the kernel."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

from spark_nb.domain.rows import Rows

_TABLES = """
CREATE TABLE IF NOT EXISTS batches (id INTEGER PRIMARY KEY, rows TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS refused (
    id     INTEGER PRIMARY KEY,
    at     TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ')),
    reason TEXT NOT NULL,
    rows   TEXT NOT NULL
);
"""

# Two of this process that try for one file at once would both find it locked.
_adopting = threading.Lock()


class Refused(NamedTuple):
    """A row the database does not take, and what it said."""

    rows: Rows
    reason: str


class RowSpool:
    """A durable queue of batches, and the rows that were refused. Safe to use from threads.

    Whoever opened the file holds it until they close it or die, however they die: SQLite locks it,
    so no two kernels send the same batches.
    """

    def __init__(self, path: Path, database: sqlite3.Connection) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._database = database
        self.count = self._size("batches")

    @classmethod
    def create(cls, path: Path) -> Self:
        """Make a new file. Its name may never have been used: others delete what they emptied."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls._open(path, mode="rwc")

    @classmethod
    def adopt(cls, path: Path) -> Self | None:
        """Take over what was left behind; None when its owner lives, or somebody else was faster.

        Of two processes that try at the same moment perhaps neither gets it: look again later.
        Raises sqlite3.DatabaseError when the file is damaged.
        """
        try:
            if not path.stat().st_size:  # its owner is about to lock it
                return None
            with _adopting:
                return cls._open(path, mode="rw")
        except FileNotFoundError:
            return None
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_CANTOPEN}:
                return None
            raise

    @classmethod
    def _open(cls, path: Path, mode: str) -> Self:
        database = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            timeout=0,
            check_same_thread=False,
            isolation_level=None,
        )
        try:
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA journal_mode = WAL")  # the first to write: it takes the lock
            database.executescript(_TABLES)
            return cls(path, database)
        except BaseException:
            database.close()
            raise

    def __repr__(self) -> str:
        return f"<RowSpool {self.path.name}, {self.count} batches>"

    def add(self, batches: Iterable[Rows]) -> None:
        texts = [(json.dumps(batch),) for batch in batches]
        with self._transaction(len(texts)):
            self._database.executemany("INSERT INTO batches (rows) VALUES (?)", texts)

    def oldest(self, limit: int) -> tuple[list[int], list[Rows]]:
        """Return up to ``limit`` batches and the keys to remove them by."""
        with self._lock:
            found = self._database.execute(
                "SELECT id, rows FROM batches ORDER BY id LIMIT ?", [limit]
            ).fetchall()
        return [key for key, _ in found], [json.loads(text) for _, text in found]

    def settle(self, keys: list[int], refused: Iterable[Refused] = ()) -> None:
        """Remove batches that arrived, and keep those of their rows that were refused."""
        kept = [(reason, json.dumps(rows)) for rows, reason in refused]
        with self._transaction(-len(keys)):
            self._database.executemany("DELETE FROM batches WHERE id = ?", [(k,) for k in keys])
            self._database.executemany("INSERT INTO refused (reason, rows) VALUES (?, ?)", kept)

    def refused(self) -> list[Refused]:
        with self._lock:
            found = self._database.execute("SELECT rows, reason FROM refused ORDER BY id")
            return [Refused(json.loads(rows), reason) for rows, reason in found]

    def close(self) -> None:
        """Let go of the file, and delete it when nothing is left in it."""
        with self._lock:
            is_empty = not self._size("batches") and not self._size("refused")
            self._database.close()
            if is_empty:
                self.path.unlink(missing_ok=True)
                # SQLite leaves the log of a file that a rival deleted while it was open.
                Path(f"{self.path}-wal").unlink(missing_ok=True)

    @contextmanager
    def _transaction(self, more: int) -> Iterator[None]:
        """Do all or nothing; ``more`` batches are there afterwards."""
        with self._lock:
            self._database.execute("BEGIN")
            try:
                yield
                self._database.execute("COMMIT")
            except BaseException:
                if self._database.in_transaction:  # a full disk ends it by itself
                    self._database.execute("ROLLBACK")
                raise
            self.count += more

    def _size(self, table: str) -> int:
        (size,) = self._database.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(size)
