"""Events nobody took, in local files: one JSON object a line, until somebody does."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterable, Sequence
from io import BufferedReader, FileIO
from itertools import islice
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from pydantic import ValidationError

from spark_nb.clients.held_file import adopt_held, create_held
from spark_nb.domain.dead_letter import DeadLetter

_log = logging.getLogger(__name__)
_UNREADABLE = "unreadable.txt"


class Chunk(NamedTuple):
    """Some lines of a file. ``end`` is where the next ones begin, in bytes."""

    letters: list[DeadLetter]
    unreadable: list[bytes]
    end: int


class LetterFile:
    """One file. Whoever has it holds it until they close it or die, however they die."""

    def __init__(self, path: Path, file: FileIO) -> None:
        self.path = path
        self._file = file

    def append(self, letters: Iterable[DeadLetter]) -> None:
        """Return when they are on the disk. Raises OSError, and the last line may be cut off."""
        lines = b"".join(letter.model_dump_json().encode() + b"\n" for letter in letters)
        rest = memoryview(lines)
        while rest:
            rest = rest[self._file.write(rest) :]
        os.fsync(self._file.fileno())

    def read(self, start: int, limit: int) -> Chunk:
        """Return up to ``limit`` lines from the byte ``start`` on; at the end there are none."""
        letters, unreadable = [], []
        reader = BufferedReader(self._file)
        reader.seek(start)
        for line in islice(reader, limit):
            start += len(line)
            try:
                letters.append(DeadLetter.model_validate_json(line))
            except ValidationError:
                unreadable.append(line)
        reader.detach()  # else it would close the file
        return Chunk(letters, unreadable, start)

    def close(self) -> None:
        self._file.close()

    def delete(self) -> None:
        self._file.close()
        self.path.unlink(missing_ok=True)


class DeadLetterFiles:
    """The files of all sessions in one folder. Safe to use from threads.

    A session writes to a file of its own. Each file is read as a whole when its events are sent
    again, by its own session or, once that has ended, by any.
    """

    def __init__(self, folder: Path, session_id: str) -> None:
        self._folder = folder
        self._session_id = session_id
        self._lock = threading.Lock()
        self._own: LetterFile | None = None
        self._claimed: dict[Path, LetterFile] = {}
        self._closed = False

    def add(self, letters: Sequence[DeadLetter]) -> None:
        """Return when they are on the disk. Raises OSError."""
        if not letters:
            return
        with self._lock:
            if self._own is None:
                path = self._folder / f"{self._session_id}-{uuid4().hex[:12]}.jsonl"
                self._own = LetterFile(path, create_held(path))
            own = self._own
            try:
                own.append(letters)
            except OSError:
                self._claimed[own.path], self._own = own, None  # nothing after a cut-off line
                raise
            finally:
                if self._closed:
                    self._let_go()

    def claim(self) -> list[LetterFile]:
        """Return this session's files and those left behind; nobody adds to them any more."""
        with self._lock:
            if self._own is not None:
                self._claimed[self._own.path], self._own = self._own, None
            for path in sorted(self._folder.glob("*.jsonl")):
                if path not in self._claimed and (file := adopt_held(path)):
                    self._claimed[path] = LetterFile(path, file)
            return list(self._claimed.values())

    def settle(
        self, file: LetterFile, kept: Sequence[DeadLetter], unreadable: Sequence[bytes]
    ) -> None:
        """Delete a claimed file, after what stays is safe elsewhere. Raises OSError."""
        self.add(kept)
        if unreadable:
            self._set_aside(file, unreadable)
        with self._lock:
            del self._claimed[file.path]
            file.delete()

    def close(self) -> None:
        """Leave what there is to whoever comes next. What is added later is left at once."""
        with self._lock:
            self._closed = True
            self._let_go()

    def _let_go(self) -> None:
        for file in (*self._claimed.values(), *filter(None, [self._own])):
            file.close()
        self._claimed, self._own = {}, None

    def _set_aside(self, file: LetterFile, lines: Sequence[bytes]) -> None:
        place = self._folder / _UNREADABLE
        descriptor = os.open(place, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "ab") as aside:
            aside.write(b"".join(line.rstrip(b"\n") + b"\n" for line in lines))
        _log.warning(
            "%d lines of %s are no dead letters; they are in %s now.", len(lines), file.path, place
        )
