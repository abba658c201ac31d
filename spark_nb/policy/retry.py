"""Whether to try again after a failure, and how long to wait before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite

from spark_nb.errors import (
    RateLimitedError,
    ServiceError,
    ServiceUnavailable,
    SparkError,
    ToolError,
)

ATTEMPTS = 3
_BASE_SECONDS = 0.1
_CAP_SECONDS = 2.0


def passes(error: SparkError) -> bool:
    """Whether the failure may be gone when the same is tried again soon."""
    match error:
        case ToolError():
            return error.retry_after_seconds is not None
        case RateLimitedError() | ServiceUnavailable():
            return True
    return False


def may_have_landed(error: SparkError) -> bool:
    """Whether a write that ended with ``error`` may have taken effect."""
    return isinstance(error, ServiceError) and error.landed == "maybe"


def pause_seconds(error: SparkError, attempt: int, random: Callable[[], float]) -> float:
    """Return the pause after the failed ``attempt`` (first is 1).

    Where the server said when to come back it is that long, plus jitter, lest all come back at
    once; else it is ``backoff_seconds``.
    """
    hint: float | None = getattr(error, "retry_after_seconds", None)
    return backoff_seconds(attempt, random) + max(hint or 0.0, 0.0)


def backoff_seconds(attempt: int, random: Callable[[], float]) -> float:
    """Return the pause after the failed ``attempt`` (first is 1): exponential, full jitter.

    ``random`` returns a float in [0, 1).
    """
    return float(random() * min(_CAP_SECONDS, _BASE_SECONDS * 2 ** (attempt - 1)))


def retry_after_seconds(header: str | None, now: datetime) -> float | None:
    """Read HTTP's Retry-After, seconds or a date; None when it is missing or makes no sense."""
    if header is None:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        seconds = float(text)
        return seconds if isfinite(seconds) else None
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max((at.replace(tzinfo=at.tzinfo or UTC) - now).total_seconds(), 0.0)
