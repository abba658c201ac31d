"""The newest samples of a measurement, and their percentiles."""

from __future__ import annotations

from collections import deque
from math import ceil


class Window:
    """Keeps the last ``size`` samples; ``count`` goes on counting all of them."""

    def __init__(self, size: int = 1000) -> None:
        self._samples: deque[float] = deque(maxlen=size)
        self.count = 0

    def add(self, value: float) -> None:
        """Take a sample; the oldest goes when the window is full."""
        self._samples.append(value)
        self.count += 1

    def percentiles(self, *ranks: float) -> list[float]:
        """Return the nearest-rank percentile for each of ``ranks`` (0 to 1); empty: nan."""
        ordered = sorted(self._samples)
        if not ordered:
            return [float("nan")] * len(ranks)
        return [ordered[max(ceil(rank * len(ordered)) - 1, 0)] for rank in ranks]
