"""What a Unity Editor at the other end of a server is doing, told from signs.

The server knows which editors are connected, and an editor that answers says whether it compiles.
A domain reload drops the connection without a word, and so does a crash: an editor that is missing
is taken to reload, for as long as a reload may take.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

EditorWord = Literal[
    "ready",
    "starting",
    "compiling",
    "importing",
    "reloading",
    "testing",
    "building",
    "silent",
    "gone",
    "absent",
]

_RELOAD_SECONDS = 60.0
"""How long an editor that compiled may be away."""
_LEAVE_SECONDS = 15.0
"""How long one that had nothing to do may be away."""
_SILENT_SECONDS = 2.0
_START_SECONDS = 30.0
_FRESH_SECONDS = 10.0
"""How long a written script may take to be compiled and loaded."""


@dataclass(frozen=True, slots=True)
class EditorSaid:
    """What an editor says of itself."""

    compiling: bool = False
    importing: bool = False
    testing: bool = False
    playing: bool = False

    @property
    def word(self) -> EditorWord:
        if self.compiling:
            return "compiling"
        if self.importing:
            return "importing"
        return "testing" if self.testing else "ready"


class EditorLife:
    """Told of every sign with ``now``, monotonic seconds."""

    def __init__(self) -> None:
        self._connection: str | None = None
        self._last: EditorWord = "absent"
        self._left_at = 0.0
        self._came_at = 0.0
        self._silent_since: float | None = None
        self._wrote_at = float("-inf")
        self._builds = False

    def seen(self, connection: str | None, now: float) -> None:
        """Note by which connection the editor is there, None when it is not."""
        if connection == self._connection:
            return
        if connection is None:
            self._left_at = now
        else:
            self._came_at, self._silent_since = now, None
            self._last = "starting"
            self._builds = False  # nothing outlives a reload
        self._connection = connection

    def said(self, facts: EditorSaid, now: float) -> None:
        self._last, self._silent_since = facts.word, None

    def unanswered(self, now: float) -> None:
        """Note that it is connected and was asked in vain."""
        self._silent_since = now if self._silent_since is None else self._silent_since

    def answered(self) -> None:
        """Note an answer that says nothing of its state."""
        self._silent_since = None
        if self._last == "starting":
            self._last = "ready"

    def wrote_script(self, now: float) -> None:
        self._wrote_at = now

    def builds(self, on: bool) -> None:
        self._builds = on

    @property
    def connected(self) -> bool:
        return self._connection is not None

    def word(self, now: float) -> EditorWord:
        """Return what it is doing now."""
        if self._connection is None:
            return self._missing(now)
        if self._builds:
            return "building"
        silent = self._silent_since is not None and now - self._silent_since >= _SILENT_SECONDS
        if self._last == "starting":
            return "silent" if silent and now - self._came_at > _START_SECONDS else "starting"
        return "silent" if silent else self._last

    def _missing(self, now: float) -> EditorWord:
        if self._last == "absent":
            return "absent"
        compiled = self._last in ("compiling", "importing", "starting")
        compiled = compiled or self._left_at - self._wrote_at < _FRESH_SECONDS
        patience = _RELOAD_SECONDS if compiled else _LEAVE_SECONDS
        return "reloading" if now - self._left_at < patience else "gone"
