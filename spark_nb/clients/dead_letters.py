"""Events nobody could be given, in a local file, one JSON object a line."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from spark_nb.domain.event import Event


class DeadLetter(TypedDict):
    """``event`` is the original, as it would have been sent."""

    event: dict[str, object]
    reason: str
    attempts: int
    at: str


def dead_letter(event: Event, reason: str, attempts: int, at: datetime) -> DeadLetter:
    return {
        "event": event.model_dump(mode="json"),
        "reason": reason,
        "attempts": attempts,
        "at": at.isoformat(),
    }


class DeadLetterFile:
    """Appends while the broker is away, gives back what it holds afterwards."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def append(self, letters: list[DeadLetter]) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a") as file:
            file.writelines(json.dumps(letter) + "\n" for letter in letters)

    def take(self) -> list[DeadLetter]:
        """Return all letters and leave the file empty. A line cut off by a crash is left out."""
        if not self._path.exists():
            return []
        lines = self._path.read_text().splitlines()
        self._path.unlink()
        return [json.loads(line) for line in lines if line.endswith("}")]
