"""The time of day and random bits, which ``testing.freeze`` holds still.

Only what shows asks here. Waiting goes by the monotonic clock, and names of files on disk and
tokens by ``uuid`` and ``secrets``: they must differ even when nothing else does.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random


class _Source:
    """``frozen_at`` is None while time goes on."""

    frozen_at: datetime | None = None
    bits: Callable[[int], int] = staticmethod(secrets.randbits)


def now() -> datetime:
    return _Source.frozen_at or datetime.now(UTC)


def random_bits(count: int) -> int:
    return _Source.bits(count)


def is_frozen() -> bool:
    return _Source.frozen_at is not None


def hold_still(at: datetime, seed: int) -> Callable[[], None]:
    """Stop time at ``at``, draw bits from ``seed``; return what brings back what was before."""
    before = _Source.frozen_at, _Source.bits
    _Source.frozen_at, _Source.bits = at, staticmethod(Random(seed).getrandbits)

    def go_on() -> None:
        _Source.frozen_at, _Source.bits = before

    return go_on
