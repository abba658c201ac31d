"""When to stop asking a service that does not answer, and when to ask again."""

from __future__ import annotations

from typing import Literal

State = Literal["closed", "open", "half_open"]
STATE_GAUGE: dict[State, float] = {"closed": 0.0, "half_open": 1.0, "open": 2.0}
"""States as numbers for a chart: the higher, the worse."""


class Breaker:
    """Opens after ``failures`` in a row; then one probe at a time decides.

    Each probe that fails doubles the pause until the next, up to ``longest_pause_seconds``.
    Whoever gets a pass hands it back with what became of it. A pass from before the last failure
    decides nothing any more: when a server dies, the ten calls under way are one failure.
    ``now`` is monotonic seconds.
    """

    def __init__(
        self,
        *,
        failures: int = 5,
        pause_seconds: float = 1.0,
        longest_pause_seconds: float = 30.0,
    ) -> None:
        self.state: State = "closed"
        self._limit = failures
        self._first_pause = self._pause = pause_seconds
        self._longest_pause = longest_pause_seconds
        self._failures = 0
        self._open_until = 0.0
        self._pass = 0

    def __repr__(self) -> str:
        return f"<Breaker {self.state}, {self._failures} failures in a row>"

    def enter(self, now: float) -> int | None:
        """Return a pass, or None: then nothing may be sent for ``retry_in`` seconds."""
        if self.state == "closed":
            return self._pass
        if self.state == "open" and now >= self._open_until:
            self._become("half_open")
            return self._pass
        return None

    def retry_in(self, now: float) -> float:
        """Return seconds until a call may pass; a guess while a probe is under way."""
        if self.state == "closed":
            return 0.0
        return max(self._open_until - now, 0.0) if self.state == "open" else self._pause

    def succeeded(self, permit: int) -> None:
        """Take a pass back: the service answered, whatever it said."""
        if permit != self._pass:
            return
        self._failures = 0
        if self.state == "half_open":
            self._pause = self._first_pause
            self._become("closed")

    def failed(self, permit: int, now: float) -> None:
        """Take a pass back: no connection, no answer in time, or a 5xx."""
        if permit != self._pass:
            return
        self._failures += 1
        if self.state == "half_open":
            self._pause = min(self._pause * 2, self._longest_pause)
        elif self._failures < self._limit:
            self._pass += 1
            return
        self._open_until = now + self._pause
        self._become("open")

    def withdrawn(self, permit: int) -> None:
        """Take a pass back: the call was cancelled, so nobody knows."""
        if permit == self._pass and self.state == "half_open":
            self._become("open")  # the next caller probes

    def _become(self, state: State) -> None:
        self.state = state
        self._pass += 1
