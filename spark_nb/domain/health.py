"""How a session is doing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Health:
    """What works, and what is on its way. Counts are of this session."""

    unity: str
    broker: str
    rows_delayed: int
    rows_refused: int
    rows_lost: int
    events_queued: int
    events_dropped: int
    dead_letters: int
