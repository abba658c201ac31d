"""One piece of work that may be watched and stopped."""

from __future__ import annotations

import threading
from collections.abc import Callable

Report = Callable[[float, float, str], None]


class WorkCancelled(Exception):
    """Whoever asked for the work does not want it any more."""


def _silent(done: float, total: float, message: str) -> None:
    """Tell nobody."""


class Work:
    """Hands progress on, and stops at the next step after ``cancel``, from whatever thread."""

    def __init__(self, report: Report = _silent) -> None:
        self._report = report
        self._cancelled = threading.Event()

    def cancel(self) -> None:
        self._cancelled.set()

    def check(self) -> None:
        """Raise WorkCancelled when the work was cancelled."""
        if self._cancelled.is_set():
            raise WorkCancelled

    def step(self, done: float, total: float, message: str) -> None:
        """Tell how far the work is. Raises WorkCancelled."""
        self.check()
        self._report(done, total, message)
