"""A made-up month of a small studio: who called what, when, how long it took, what it cost.

Days have mornings and evenings, weeks have weekends, tools differ, one evening was slow, and one
afternoon a service was away. The same seed and end give the same history.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from spark_nb.domain.tools import TOOLS

Numbers = np.ndarray[Any, np.dtype[Any]]

USERS = ("ada", "bo", "chiyo", "dov", "eero", "fay")
FEATURES = ("double jump", "inventory", "boss fight", "main menu", "save games", "")
PEOPLE_PER_DAY = 80  # sessions at most: with more calls than they make, each makes more
_CALLS_PER_SESSION = 40
_SESSION_SECONDS = (300, 4 * 3600)
_HOURS = np.array([1, 1, 1, 1, 1, 1, 2, 4, 8, 12, 14, 13, 10, 13, 14, 13, 12, 9, 7, 6, 6, 5, 3, 2])
_WEEKDAYS = np.array([10, 11, 11, 11, 9, 4, 3])  # from Monday
_CHUNK = 50_000


@dataclass(frozen=True, slots=True)
class Habit:
    """How one tool behaves: its share of all calls, its median in ms, how wide, what fails."""

    share: float
    median_ms: float
    sigma: float
    failed: float
    rejected: float
    timed_out: float
    cached: float = 0.0


HABITS: dict[str, Habit] = {
    "generate_script": Habit(0.07, 45, 0.6, 0.010, 0.02, 0.001),
    "apply_patch": Habit(0.09, 38, 0.6, 0.045, 0.01, 0.001),
    "render_preview": Habit(0.63, 26, 0.5, 0.004, 0.002, 0.001, cached=0.35),
    "ingest_asset": Habit(0.05, 60, 0.8, 0.008, 0.03, 0.002),
    "deconstruct_asset": Habit(0.03, 22, 0.7, 0.006, 0.004, 0.001),
    "run_build": Habit(0.004, 90, 0.5, 0.020, 0.02, 0.002),
    "get_build_status": Habit(0.076, 6, 0.4, 0.002, 0.001, 0.001),
    "ocr": Habit(0.02, 900, 0.7, 0.020, 0.01, 0.012),
    "ocv": Habit(0.01, 700, 0.6, 0.020, 0.01, 0.010),
    "classify": Habit(0.015, 240, 0.5, 0.010, 0.01, 0.004),
    "asr": Habit(0.005, 4200, 0.8, 0.030, 0.02, 0.020),
}
NAMES = tuple(HABITS)
STATUSES = ("succeeded", "failed", "rejected", "timed_out", "cancelled")
_FAILURES = ("tool_error", "conflict", "not_found", "ServiceUnavailable")
_FIELDS = ("path", "code", "width", "content")


@dataclass(frozen=True, slots=True)
class Sessions:
    """Times in microseconds since 1970, by session."""

    ids: list[str]
    users: Numbers
    features: Numbers
    starts_us: Numbers
    ends_us: Numbers


@dataclass(frozen=True, slots=True)
class Calls:
    """Some calls in the order of their beginnings; columns of one length."""

    started_us: Numbers
    session: Numbers
    tool: Numbers
    status: Numbers
    error_code: list[str]
    cache_hit: Numbers
    attempts: Numbers
    duration_ms: Numbers
    queue_ms: Numbers
    service_ms: Numbers
    feature: Numbers
    bytes: Numbers


class History:
    """``calls`` calls in the ``days`` days before ``until``."""

    def __init__(self, *, days: int, calls: int, until: datetime, seed: int = 1) -> None:
        self.until = until
        self.since = until - timedelta(days=days)
        self.count = calls
        self._chance = np.random.default_rng(seed)
        self.sessions = self._make_sessions(days, calls)
        self._order = self._spread(calls)

    def chunks(self) -> Iterator[Calls]:
        """Yield all calls in order, some ten thousand at a time."""
        started, session = self._order
        for first in range(0, self.count, _CHUNK):
            part = slice(first, first + _CHUNK)
            yield self._fill(started[part], session[part])

    def _make_sessions(self, days: int, calls: int) -> Sessions:
        count = int(np.clip(calls // _CALLS_PER_SESSION, 1, days * PEOPLE_PER_DAY))
        chance = self._chance
        hours = np.arange(days * 24)
        at = [self.since + timedelta(hours=int(hour)) for hour in hours]
        weights = np.array([_HOURS[hour.hour] * _WEEKDAYS[hour.weekday()] for hour in at], float)
        begun = np.sort(chance.choice(hours, count, p=weights / weights.sum()))
        seconds = begun * 3600 + chance.uniform(0, 3600, count)
        length = np.clip(chance.lognormal(8.2, 0.8, count), *_SESSION_SECONDS)
        length = np.minimum(length, days * 86_400 - seconds)
        starts = microseconds(self.since) + (seconds * 1e6).astype(np.int64)
        return Sessions(
            ids=[f"demo-{number:012x}" for number in chance.integers(0, 2**48, count)],
            users=chance.choice(len(USERS), count, p=[0.3, 0.25, 0.2, 0.12, 0.08, 0.05]),
            features=chance.integers(0, len(FEATURES), count),
            starts_us=starts,
            ends_us=starts + (length * 1e6).astype(np.int64),
        )

    def _spread(self, calls: int) -> tuple[Numbers, Numbers]:
        """Return when each call begins and whose it is, in order of time."""
        sessions, chance = self.sessions, self._chance
        length = (sessions.ends_us - sessions.starts_us).astype(float)
        weights = length * chance.lognormal(0, 0.8, len(length))
        owner = chance.choice(len(length), calls, p=weights / weights.sum()).astype(np.int32)
        started = sessions.starts_us[owner] + (chance.random(calls) * length[owner]).astype(int)
        order = np.argsort(started, kind="stable")
        return started[order], owner[order]

    def _fill(self, started: Numbers, session: Numbers) -> Calls:
        chance, count = self._chance, len(started)
        habits = list(HABITS.values())
        shares = np.array([habit.share for habit in habits])
        tool = chance.choice(len(habits), count, p=shares / shares.sum())
        status = self._outcomes(tool, started)
        cached = (chance.random(count) < _of(habits, "cached")[tool]) & (status == 0)
        attempts = np.where(status == 2, 0, 1 + (chance.random(count) < 0.01))
        service = _of(habits, "median_ms")[tool] * np.exp(
            _of(habits, "sigma")[tool] * chance.standard_normal(count)
        )
        service *= np.where(self._is_slow(started), 3.0, 1.0) * attempts
        service = np.where(cached, 0.0, np.where(status == 3, 10_000.0, service))
        queue = chance.exponential(0.05, count) + np.where(
            chance.random(count) < 0.03, chance.exponential(40.0, count), 0.0
        )
        queue = np.where(cached | (status == 2), 0.0, queue)
        away = self._is_away(started) & (status == 1)
        own = chance.lognormal(-0.5, 0.4, count)
        return Calls(
            started_us=started,
            session=session,
            tool=tool,
            status=status,
            error_code=self._codes(status, away),
            cache_hit=cached,
            attempts=np.where(away, 0, attempts),
            duration_ms=queue + np.where(away, 0.0, service) + own,
            queue_ms=queue,
            service_ms=np.where(away, 0.0, service),
            feature=self.sessions.features[session],
            bytes=(chance.lognormal(9, 1.0, count)).astype(np.int64),
        )

    def _outcomes(self, tool: Numbers, started: Numbers) -> Numbers:
        """Return places in ``STATUSES``."""
        habits = list(HABITS.values())
        draw = self._chance.random(len(tool))
        edges = np.cumsum(
            [_of(habits, "failed")[tool], _of(habits, "rejected")[tool],
             _of(habits, "timed_out")[tool], np.full(len(tool), 0.002)], axis=0
        )  # fmt: skip
        status = np.zeros(len(tool), int)
        for place in (4, 3, 2, 1):
            status = np.where(draw < edges[place - 1], place, status)
        away = self._is_away(started) & (draw < 0.9)
        return np.where(away, 1, status)

    def _codes(self, status: Numbers, away: Numbers) -> list[str]:
        draw = self._chance.integers(0, 4, len(status))
        words = {0: ("",) * 4, 1: _FAILURES, 2: _FIELDS, 3: ("timeout",) * 4, 4: ("",) * 4}
        pairs = zip(status.tolist(), draw.tolist(), away.tolist(), strict=True)
        return ["BreakerOpen" if gone else words[state][one] for state, one, gone in pairs]

    def _is_slow(self, started: Numbers) -> Numbers:
        return self._within(started, 0.62, timedelta(hours=3))

    def _is_away(self, started: Numbers) -> Numbers:
        return self._within(started, 0.83, timedelta(minutes=25))

    def _within(self, started: Numbers, share: float, length: timedelta) -> Numbers:
        """Whether each call falls into the ``length`` that begins at that share of the time."""
        first = microseconds(self.since + share * (self.until - self.since))
        last = first + length // timedelta(microseconds=1)
        inside: Numbers = (started >= first) & (started < last)
        return inside


def microseconds(at: datetime) -> int:
    return round(at.timestamp() * 1e6)


def service_of(tool: int) -> str:
    return TOOLS[NAMES[tool]].service


def _of(habits: list[Habit], name: str) -> Numbers:
    return np.array([getattr(habit, name) for habit in habits])
