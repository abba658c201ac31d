"""Who may read from the broker for a while: a file each, and gone with the process that made it.

A session writes one and holds its lock; the supervisor, which alone writes the broker's
configuration, looks for them and makes them users.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path

from spark_nb.errors import SetupError
from spark_nb.local.file_lock import hold, is_held

_SUFFIX = ".json"
_LOCK_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Reader:
    name: str
    password: str = field(repr=False)
    subjects: tuple[str, ...]


class ReaderPass:
    """A reader that lasts until ``close``, or until this process ends."""

    def __init__(self, folder: Path, subjects: tuple[str, ...]) -> None:
        """Raises SetupError when the folder cannot be written."""
        token = secrets.token_hex(8)
        self.reader = Reader(f"page-{token}", secrets.token_urlsafe(24), subjects)
        self._file = folder / f"{token}{_SUFFIX}"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            lock = hold(self._file, seconds=_LOCK_SECONDS)
            assert lock is not None, "its name is new"
            os.write(lock, json.dumps(asdict(self.reader)).encode())
        except OSError as error:
            raise SetupError(
                f"{folder} cannot be written ({error.strerror}).", hint="Run spark-nb doctor."
            ) from None
        self._lock = lock

    def close(self) -> None:
        self._file.unlink(missing_ok=True)
        os.close(self._lock)


def current_readers(folder: Path) -> tuple[Reader, ...]:
    """Return those whose process lives, by name; the files of others are deleted."""
    files = sorted(folder.glob(f"*{_SUFFIX}"))
    return tuple(reader for file in files if (reader := _read(file)))


def _read(file: Path) -> Reader | None:
    if not is_held(file):
        file.unlink(missing_ok=True)
        return None
    try:
        facts = json.loads(file.read_text())
    except (FileNotFoundError, ValueError):
        return None  # closed, or begun, in this moment
    return Reader(facts["name"], facts["password"], tuple(facts["subjects"]))
