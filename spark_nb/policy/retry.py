"""When to try again, and how long to wait before it."""

from __future__ import annotations

from collections.abc import Callable

ATTEMPTS = 3
_BASE_SECONDS = 0.1
_CAP_SECONDS = 2.0


def backoff_seconds(attempt: int, random: Callable[[], float]) -> float:
    """Return the pause after the failed ``attempt`` (first is 1): exponential, full jitter.

    ``random`` returns a float in [0, 1).
    """
    return float(random() * min(_CAP_SECONDS, _BASE_SECONDS * 2 ** (attempt - 1)))
