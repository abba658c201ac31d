"""Where an answer came from, and how old it may be."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from spark_nb.time_and_chance import now


@dataclass(frozen=True, slots=True)
class Source:
    """What stands in the corner of a figure.

    ``caught_up`` is True when everything was read that the primary had committed before, False
    when the replica was too far behind, None when the primary did not say. ``newest_at`` is the
    newest commit that the replica knows. ``rolled_up`` is None where there is nothing to roll up.
    """

    is_replica: bool
    caught_up: bool | None
    newest_at: datetime | None
    rolled_up: bool | None
    read_at: datetime = field(default_factory=now)

    @property
    def lag_s(self) -> float | None:
        """Seconds since the newest commit known here; None on a primary, or when all is known."""
        if not self.is_replica or self.caught_up or self.newest_at is None:
            return None
        return max((self.read_at - self.newest_at).total_seconds(), 0.0)

    def __str__(self) -> str:
        how = "from rollups" if self.rolled_up else "exact"
        return f"{self._where()} · {how} · read {self.read_at.astimezone():%H:%M:%S}"

    def _where(self) -> str:
        if not self.is_replica:
            return "primary"
        if self.caught_up:
            return "replica, up to date"
        age = "of unknown age" if self.lag_s is None else f"newest row {_age(self.lag_s)} old"
        return f"replica, {age}" if self.caught_up is False else f"replica, {age}, primary away"


def _age(seconds: float) -> str:
    for limit, size, unit in ((100, 1, "s"), (100, 60, "min"), (48, 3600, "h")):
        if seconds < limit * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds / 86_400:.0f} days"
