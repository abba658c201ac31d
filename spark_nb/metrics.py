"""Timers, histograms, counters and gauges of this process, for a look from a notebook."""

from __future__ import annotations

from collections import Counter
from contextlib import AbstractContextManager
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
    """``histograms``: for each timer, samples by the lower edge of their 10 ms bucket."""

    timers: dict[str, Timer]
    histograms: dict[str, dict[int, int]]
    counters: dict[str, int]
    gauges: dict[str, float]


_BUCKET_MS = 10
_LAST_BUCKET = 6000  # from a minute on: no service is waited for that long
_TIMERS = 1000  # names may come from users; those beyond are timed together
_OTHER = "other"


class _Timing:
    """The samples of one timer: the newest ones, and all of them by bucket."""

    __slots__ = ("buckets", "window")

    def __init__(self) -> None:
        self.window = Window()
        self.buckets: dict[int, int] = {}

    def add(self, milliseconds: float) -> None:
        self.window.add(milliseconds)
        bucket = min(int(milliseconds / _BUCKET_MS), _LAST_BUCKET)
        self.buckets[bucket] = self.buckets.get(bucket, 0) + 1


class Metrics:
    """A registry. Each session may have its own; the process has one.

    After the first thousand timers, new names count as the timer ``other``.
    """

    def __init__(self) -> None:
        self._timings: dict[str, _Timing] = {}
        self._counters: Counter[str] = Counter()
        self._gauges: dict[str, float] = {}

    def observe(self, name: str, milliseconds: float) -> None:
        """Add a sample to a timer."""
        self._timing(name).add(milliseconds)

    def timer(self, name: str) -> AbstractContextManager[None]:
        """Time a ``with`` block, whether it fails or not."""
        return _Stopwatch(self._timing(name))

    def count(self, name: str, by: int = 1) -> None:
        """Add to a counter; it starts at 0."""
        self._counters[name] += by

    def gauge(self, name: str, value: float) -> None:
        """Set a gauge to what it is now."""
        self._gauges[name] = value

    def _timing(self, name: str) -> _Timing:
        timing = self._timings.get(name)
        if timing is None:
            name = name if len(self._timings) < _TIMERS else _OTHER
            timing = self._timings.setdefault(name, _Timing())
        return timing

    def snapshot(self) -> Snapshot:
        """Return all values as they are now."""
        timings = sorted(self._timings.items())
        return {
            "timers": {name: _timer(timing.window) for name, timing in timings},
            "histograms": {name: _histogram(timing.buckets) for name, timing in timings},
            "counters": dict(sorted(self._counters.items())),
            "gauges": dict(sorted(self._gauges.items())),
        }


class _Stopwatch:
    """A class of its own: a generator would cost each call twice as much."""

    __slots__ = ("_started", "_timing")

    def __init__(self, timing: _Timing) -> None:
        self._timing = timing

    def __enter__(self) -> None:
        self._started = perf_counter()

    def __exit__(self, *_: object) -> None:
        self._timing.add((perf_counter() - self._started) * 1000)


def _timer(window: Window) -> Timer:
    p50, p95, p99 = window.percentiles(0.50, 0.95, 0.99)
    return {"p50": p50, "p95": p95, "p99": p99, "count": window.count}


def _histogram(buckets: dict[int, int]) -> dict[int, int]:
    return {bucket * _BUCKET_MS: count for bucket, count in sorted(buckets.items())}


process = Metrics()
"""The registry of this process, which sessions use unless they are given another."""

snapshot = process.snapshot
