"""When a call must have its answer; an engine that is busy puts it off, but not for ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from spark_nb.ports import Clock

_GRACE_SECONDS = 1.0
"""How often a busy engine is asked whether it still is."""
_AHEAD_SECONDS = 0.05


class Deadline:
    """``at`` and ``last`` are times of ``clock``: the usual end, and the one for a busy engine."""

    def __init__(self, at: float, last: float, busy: Callable[[], bool], clock: Clock) -> None:
        self._at = at
        self._last = last
        self._busy = busy
        self._clock = clock

    def left(self) -> float:
        """Return the seconds until the end as it stands now, not below zero."""
        now = self._clock.monotonic()
        if self._busy():
            self._at = max(self._at, min(now + _GRACE_SECONDS, self._last))
        return max(self._at - now, 0.0)

    def after(self, seconds: float) -> Deadline:
        """Return one for what has to be done once this one has passed."""
        now = self._clock.monotonic()
        return Deadline(now + seconds, max(self._last, now + seconds), self._busy, self._clock)

    @asynccontextmanager
    async def limit(self) -> AsyncIterator[None]:
        """Raise TimeoutError when the body takes longer."""
        loop = asyncio.get_running_loop()
        seconds = self.left()
        async with asyncio.timeout(seconds) as timeout:
            timer: asyncio.TimerHandle

            def look() -> None:
                """Put the end off shortly before it comes."""
                nonlocal timer
                left = self.left() if self._busy() else 0.0
                if left > _AHEAD_SECONDS:
                    timeout.reschedule(loop.time() + left)
                    timer = loop.call_later(left - _AHEAD_SECONDS, look)

            timer = loop.call_later(max(seconds - _AHEAD_SECONDS, 0.0), look)
            try:
                yield
            finally:
                timer.cancel()
