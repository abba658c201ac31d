"""How long the steps after a call took: a call's own row is written before they are over."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

Step = Literal["rows", "publish"]


class StepTimes:
    """Milliseconds by step and tool, summed until somebody takes them."""

    def __init__(self) -> None:
        self._sums: defaultdict[str, float] = defaultdict(float)

    def add(self, step: Step, tool: str, milliseconds: float) -> None:
        self._sums[f"time.{step}.{tool}"] += milliseconds

    def take(self) -> dict[str, float]:
        """Return the sums since the last time, by the names of their metrics."""
        taken = dict(self._sums)
        self._sums.clear()
        return taken
