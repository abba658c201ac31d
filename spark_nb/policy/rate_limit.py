"""How often a user, a session and a tool of a session may call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Scope = Literal["user", "session", "tool"]
_BURST_SECONDS = 2.0
_MANY = 1000


@dataclass(frozen=True, slots=True)
class Rates:
    """Calls per second; 0 is no limit. Two seconds' worth may come at once."""

    user: float
    session: float
    tool: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """``granted`` calls go after ``wait_seconds``; others may ask again then.

    ``scope`` is the one whose bucket was emptiest.
    """

    granted: bool
    wait_seconds: float
    scope: Scope


_AT_ONCE = Verdict(granted=True, wait_seconds=0.0, scope="user")


class RateLimits:
    """Token buckets. A bucket is one number: the moment at which it will be full again.

    A call takes one token from each of its three buckets, or none at all. It may take a token
    that comes within ``longest_wait_seconds``. ``now`` is monotonic seconds.
    """

    def __init__(self, rates: Rates, *, longest_wait_seconds: float = 2.0) -> None:
        limits: dict[Scope, float] = {
            "user": rates.user,
            "session": rates.session,
            "tool": rates.tool,
        }
        self._seconds_a_token = {scope: 1 / rate for scope, rate in limits.items() if rate}
        self._longest_wait = longest_wait_seconds
        self._full_at: dict[tuple[Scope, str], float] = {}

    def __len__(self) -> int:
        """How many buckets are not known to be full."""
        return len(self._full_at)

    def take(self, user: str, session: str, tool: str, now: float) -> Verdict:
        names = {"user": user, "session": session, "tool": f"{session} {tool}"}
        verdict, taken = _AT_ONCE, {}
        for scope, seconds in self._seconds_a_token.items():
            key = scope, names[scope]
            taken[key] = full_at = max(self._full_at.get(key, now), now) + seconds
            wait = full_at - now - max(_BURST_SECONDS, seconds)
            if wait > verdict.wait_seconds:
                verdict = Verdict(wait <= self._longest_wait, wait, scope)
        if verdict.granted:
            self._full_at.update(taken)
            self._forget_full_ones(now)
        return verdict

    def _forget_full_ones(self, now: float) -> None:
        if len(self._full_at) > _MANY:
            self._full_at = {key: at for key, at in self._full_at.items() if at > now}
