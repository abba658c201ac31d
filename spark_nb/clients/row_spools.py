"""The spools of one database: this session's, and those that earlier sessions left behind."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from pathlib import Path
from uuid import uuid4

from psycopg.conninfo import conninfo_to_dict
from pydantic import SecretStr

from spark_nb.clients.row_spool import RowSpool
from spark_nb.domain.rows import Rows


def database_folder(url: SecretStr) -> str:
    """Return a folder name for a database, so that no other is ever sent its rows.

    It depends on where the database is, not on who asks.
    """
    parts = conninfo_to_dict(url.get_secret_value())
    place = {name: parts.get(name) for name in ("service", "host", "hostaddr", "port", "dbname")}
    return "database-" + hashlib.sha256(repr(place).encode()).hexdigest()[:16]


class RowSpools:
    """Makes this session's file when the first row has to wait. Safe to use from threads."""

    def __init__(self, folder: Path, session_id: str) -> None:
        self._folder = folder
        self._session_id = session_id
        self._lock = threading.Lock()
        self._closed = False
        self.own: RowSpool | None = None

    def add(self, batches: Iterable[Rows]) -> None:
        with self._lock:
            if self.own is None:
                name = f"{self._session_id}-{uuid4().hex[:12]}.sqlite"
                self.own = RowSpool.create(self._folder / name)
            self.own.add(batches)
            if self._closed:
                self._let_go()

    def left_behind(self) -> list[Path]:
        """Return the files of other sessions, oldest first; some of their owners may live."""
        own = self.own and self.own.path
        found = [path for path in self._folder.glob("*.sqlite") if path != own]
        return sorted(found, key=_age)

    def close(self) -> None:
        """Leave to the next session what still waits; so is what is added after this."""
        with self._lock:
            self._closed = True
            self._let_go()

    def _let_go(self) -> None:
        if self.own is not None:
            self.own.close()
            self.own = None


def _age(path: Path) -> float:
    """Return when the file changed last; one that goes meanwhile comes first."""
    return path.stat().st_mtime if path.exists() else 0.0
