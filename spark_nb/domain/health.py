"""How a session is doing."""

from __future__ import annotations

from dataclasses import dataclass

from spark_nb.domain.engine import EngineWord


@dataclass(frozen=True, slots=True)
class Health:
    """What works, and what is on its way. Counts are of this session.

    ``unity`` is one word (``open`` for the sandbox; ``ready``, ``compiling``, ``reloading``,
    ``building``, ``silent``, ``gone`` and so on for an editor), ``unity_says`` a sentence.
    """

    unity: EngineWord
    unity_says: str
    broker: str
    rows_delayed: int
    rows_refused: int
    rows_lost: int
    events_queued: int
    events_dropped: int
    dead_letters: int
