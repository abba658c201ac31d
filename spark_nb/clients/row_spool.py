"""Rows that wait for the database, in a SQLite file that survives the kernel."""

from __future__ import annotations

import json
import sqlite3
import threading
from pathlib import Path

from spark_nb.domain.rows import Rows


class RowSpool:
    """A durable queue of batches. One kernel's; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.Lock()
        self._database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute(
            "CREATE TABLE IF NOT EXISTS batches (id INTEGER PRIMARY KEY, rows TEXT NOT NULL)"
        )
        self.count: int = self._database.execute("SELECT count(*) FROM batches").fetchone()[0]

    def add(self, rows: Rows) -> None:
        with self._lock:
            self._database.execute("INSERT INTO batches (rows) VALUES (?)", [json.dumps(rows)])
            self.count += 1

    def oldest(self, limit: int) -> tuple[list[int], list[Rows]]:
        """Return up to ``limit`` batches and the keys to remove them by."""
        with self._lock:
            found = self._database.execute(
                "SELECT id, rows FROM batches ORDER BY id LIMIT ?", [limit]
            ).fetchall()
        return [key for key, _ in found], [json.loads(text) for _, text in found]

    def remove(self, keys: list[int]) -> None:
        with self._lock:
            self._database.executemany("DELETE FROM batches WHERE id = ?", [(k,) for k in keys])
            self.count -= len(keys)

    def close(self) -> None:
        with self._lock:
            self._database.close()
