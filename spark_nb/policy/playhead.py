"""Where a looping preview stands: monotonic time to game time, on a fixed grid."""

from __future__ import annotations

import math

_ROUNDING = 1e-6  # a tick that is due up to this fraction early counts as due


class Playhead:
    """Hands out grid steps at k / ``frames_per_second`` seconds of game time.

    Steps count on over the loops; ``time_s`` folds them into 0..``duration_s``. When steps are
    taken late the ones in between are skipped, so the game never falls behind the clock. It
    begins paused at 0 with that first step due. ``now`` is in monotonic seconds.
    """

    def __init__(self, *, frames_per_second: float, duration_s: float, loop: bool = True) -> None:
        self._rate = frames_per_second
        self._steps = max(1, round(duration_s * frames_per_second))
        self._loop = loop
        self._next = 0
        self._origin = 0.0
        self._playing = False
        self._wanted = True

    @property
    def playing(self) -> bool:
        return self._playing

    @property
    def duration_s(self) -> float:
        """The length of one loop, a whole number of steps."""
        return self._steps / self._rate

    def time_s(self, step: int) -> float:
        return (step % self._steps) / self._rate

    def is_last(self, step: int) -> bool:
        """Whether nothing follows; never so while looping."""
        return not self._loop and step >= self._steps - 1

    def play(self, now: float) -> None:
        """Go on with the next step at once; from the start when the end was reached."""
        if self._ended:
            self._next = 0
        self._playing = True
        self._origin = now - self._next / self._rate

    def pause(self, *, at: int | None = None) -> None:
        """Stop; ``at`` is the step that stays on the screen."""
        self._playing = self._wanted = False
        if at is not None:
            self._next = at + 1

    def seek(self, time_s: float, now: float) -> None:
        """Make the step nearest to ``time_s`` the next one, due at once, playing or not."""
        self._next = min(max(round(time_s * self._rate), 0), self._steps - 1)
        self._origin = now - self._next / self._rate
        self._wanted = True

    def stand_still(self, seconds: float) -> None:
        """Take ``seconds`` of the clock as not having passed."""
        self._origin += seconds

    def due_in(self, now: float) -> float:
        """Return the seconds until the next step; ``inf`` when none will come by itself."""
        if self._playing and not self._ended:
            return max(0.0, self._origin + self._next / self._rate - now)
        return 0.0 if self._wanted else math.inf

    def take(self, now: float) -> int:
        """Take the step that is due and return it."""
        step = self._next
        if self._playing:
            step = max(step, math.floor((now - self._origin) * self._rate + _ROUNDING))
            if not self._loop:
                step = min(step, self._steps - 1)
        self._next = step + 1
        self._wanted = False
        return step

    @property
    def _ended(self) -> bool:
        return not self._loop and self._next >= self._steps
