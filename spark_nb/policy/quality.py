"""How much of a picture's size a slow link or page gets. No clock: ``now`` is passed in."""

from __future__ import annotations

SCALES = (1.0, 0.75, 0.5, 0.375)

_LATE_MS = 400.0
_PROMPT_MS = 150.0
_MUCH_DROPPED = 0.3
_LITTLE_DROPPED = 0.05
_WORSE_AFTER_S = 1.0
_BETTER_AFTER_S = 5.0
_LONGEST_WAIT_S = 80.0


class Quality:
    """Steps down when frames are late or dropped for a second, up when all is well for longer.

    A step up that did not last makes the next one wait twice as long, up to 80 s. ``now`` is in
    monotonic seconds.
    """

    def __init__(self) -> None:
        self._level = 0
        self._bad_since: float | None = None
        self._good_since: float | None = None
        self._raised_at: float | None = None
        self._wait_s = _BETTER_AFTER_S

    @property
    def scale(self) -> float:
        """The part of each side that is to be rendered."""
        return SCALES[self._level]

    def note(self, *, delay_ms: float, drawn: int, dropped: int, now: float) -> float:
        """Take in how a page fared since its last note; return the scale from now on.

        ``delay_ms`` is the age of the newest picture when it was drawn.
        """
        share = dropped / max(1, drawn + dropped)
        if delay_ms > _LATE_MS or share > _MUCH_DROPPED:
            self._good_since = None
            self._worse(now)
        elif delay_ms <= _PROMPT_MS and share <= _LITTLE_DROPPED:
            self._bad_since = None
            self._better(now)
        else:
            self._bad_since = self._good_since = None
        return self.scale

    def _worse(self, now: float) -> None:
        if self._bad_since is None:
            self._bad_since = now
        if now - self._bad_since < _WORSE_AFTER_S or self._level == len(SCALES) - 1:
            return
        if self._raised_at is not None and now - self._raised_at < self._wait_s:
            self._wait_s = min(2 * self._wait_s, _LONGEST_WAIT_S)
        self._level += 1
        self._bad_since, self._raised_at = None, None

    def _better(self, now: float) -> None:
        if self._good_since is None:
            self._good_since = now
        if self._level == 0 or now - self._good_since < self._wait_s:
            return
        if self._raised_at is not None:
            self._wait_s = _BETTER_AFTER_S  # the last step up has lasted
        self._level -= 1
        self._good_since, self._raised_at = now, now

    def __repr__(self) -> str:
        return f"<Quality {self.scale:g} of the size>"
