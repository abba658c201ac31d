"""Timers, counters and gauges of this process, for a look from a notebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TypedDict

from spark_nb.policy.window import Window


class Timer(TypedDict):
    """Milliseconds over the last 1000 samples; ``count`` is of all samples."""

    p50: float
    p95: float
    p99: float
    count: int


class Snapshot(TypedDict):
    timers: dict[str, Timer]
    counters: dict[str, int]
    gauges: dict[str, float]


class Metrics:
    """A registry. Each session may have its own; the process has one."""

    def __init__(self) -> None:
        self._timers: dict[str, Window] = {}
        self._counters: Counter[str] = Counter()
        self._gauges: dict[str, float] = {}

    def observe(self, name: str, milliseconds: float) -> None:
        self._timers.setdefault(name, Window()).add(milliseconds)

    @contextmanager
    def timer(self, name: str) -> Iterator[None]:
        started = perf_counter()
        try:
            yield
        finally:
            self.observe(name, (perf_counter() - started) * 1000)

    def count(self, name: str, by: int = 1) -> None:
        self._counters[name] += by

    def gauge(self, name: str, value: float) -> None:
        self._gauges[name] = value

    def snapshot(self) -> Snapshot:
        """Return all values as they are now."""
        timers: dict[str, Timer] = {}
        for name, window in sorted(self._timers.items()):
            p50, p95, p99 = window.percentiles(0.50, 0.95, 0.99)
            timers[name] = {"p50": p50, "p95": p95, "p99": p99, "count": window.count}
        return {
            "timers": timers,
            "counters": dict(sorted(self._counters.items())),
            "gauges": dict(sorted(self._gauges.items())),
        }


process = Metrics()
"""The registry of this process, which sessions use unless they are given another."""

snapshot = process.snapshot
