"""One piece of work that may be watched, stopped and limited in time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

Report = Callable[[float, float, str], None]


class WorkCancelled(Exception):
    """Whoever asked for the work does not want it any more."""


class WorkTimedOut(Exception):
    """The work took longer than it may."""


def _silent(done: float, total: float, message: str) -> None:
    """Tell nobody."""


class Work:
    """Hands progress on, and stops at the next step after ``cancel``, from whatever thread."""

    def __init__(self, report: Report = _silent, *, limit_s: float | None = None) -> None:
        self._report = report
        self._cancelled = threading.Event()
        self._ends_at = None if limit_s is None else time.monotonic() + limit_s

    def cancel(self) -> None:
        self._cancelled.set()

    def check(self) -> None:
        """Raise WorkCancelled or WorkTimedOut when the work is to stop."""
        if self._cancelled.is_set():
            raise WorkCancelled
        if self._ends_at is not None and time.monotonic() > self._ends_at:
            raise WorkTimedOut

    def step(self, done: float, total: float, message: str) -> None:
        """Tell how far the work is. Raises WorkCancelled, WorkTimedOut."""
        self.check()
        self._report(done, total, message)

    def part(self, report: Report) -> Work:
        """Return a part of this work, which stops when this stops and reports elsewhere."""
        part = Work(report)
        part._cancelled = self._cancelled
        part._ends_at = self._ends_at
        return part
