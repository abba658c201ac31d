"""Events nobody took, and what became of them when they were sent again."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from spark_nb.domain.event import Event


class DeadLetter(BaseModel):
    """``event`` is the original; ``reason`` says why nobody took it after ``attempts``."""

    model_config = ConfigDict(frozen=True)

    event: Event
    reason: str
    attempts: int
    at: datetime


class Replay(NamedTuple):
    """Dead letters by what became of them.

    ``replayed`` are in the stream now, ``landed`` had been there all the time, ``kept`` are still
    dead letters, ``unreadable`` are no letters at all: lines that a crash cut off, say.
    """

    replayed: int = 0
    landed: int = 0
    kept: int = 0
    unreadable: int = 0

    def plus(self, other: Replay) -> Replay:
        return Replay(*(mine + theirs for mine, theirs in zip(self, other, strict=True)))
