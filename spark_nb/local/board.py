"""Which parts run, told to everybody who waits for them: tasks here, other processes by a file."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from spark_nb.local.families import PartName
from spark_nb.local.private_file import write_private

_log = logging.getLogger(__name__)

Phase = Literal["starting", "ready", "failed"]


@dataclass(slots=True)
class PartState:
    """``failures`` counts starts since it was last ready; ``problem`` is the newest, in words."""

    phase: Phase = "starting"
    pid: int | None = None
    restarts: int = 0
    failures: int = 0
    problem: str | None = None


@dataclass(slots=True)
class StackState:
    """What the state file holds. ``pid`` is the supervisor's."""

    pid: int
    project: str
    parts: dict[PartName, PartState] = field(default_factory=dict)


class Board:
    """The supervisor's side of the state file; each change is written at once."""

    def __init__(self, path: Path, state: StackState) -> None:
        self._path = path
        self._state = state
        self._ready: dict[PartName, asyncio.Event] = {}
        self._saved = False
        self.save()

    def __repr__(self) -> str:
        phases = " ".join(f"{name}={part.phase}" for name, part in self._state.parts.items())
        return f"<Board {phases}>"

    def add(self, names: Iterable[PartName]) -> None:
        for name in names:
            self._state.parts[name] = PartState()
            self._ready[name] = asyncio.Event()
        self._write()

    def part(self, name: PartName) -> PartState:
        return self._state.parts[name]

    async def until_ready(self, name: PartName) -> None:
        await self._ready[name].wait()

    def starting(self, name: PartName, pid: int) -> None:
        part = self._state.parts[name]
        part.phase, part.pid = "starting", pid
        self._write()

    def ready(self, name: PartName) -> None:
        part = self._state.parts[name]
        part.phase, part.failures = "ready", 0
        self._ready[name].set()
        self._write()

    def ended(self, name: PartName, problem: str) -> None:
        part = self._state.parts[name]
        part.phase, part.pid, part.problem = "failed", None, problem
        part.restarts += 1
        part.failures += 1
        self._ready[name].clear()
        self._write()

    def save(self) -> None:
        """Write what is not written yet; a full disk is no reason to stop the servers."""
        if self._saved:
            return
        try:
            write_private(self._path, json.dumps(asdict(self._state)))
        except OSError as error:
            _log.error("the state cannot be saved: %s", error.strerror)
        else:
            self._saved = True

    def _write(self) -> None:
        self._saved = False
        self.save()


def load_state(path: Path) -> StackState | None:
    """Return None when there is no state to read."""
    try:
        values = json.loads(path.read_text())
    except FileNotFoundError:
        return None
    parts = {name: PartState(**part) for name, part in values["parts"].items()}
    return StackState(pid=values["pid"], project=values["project"], parts=parts)
