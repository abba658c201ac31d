"""Keeps what is told often from being told too often."""

from __future__ import annotations

_PAUSE_SECONDS = 0.25


class Pauses:
    """Lets four a second through. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._next_at = float("-inf")

    def over(self, now: float, *, last: bool = False) -> bool:
        """Say whether it may be told again; what comes ``last`` always may."""
        if now < self._next_at and not last:
            return False
        self._next_at = now + _PAUSE_SECONDS
        return True
