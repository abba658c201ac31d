from __future__ import annotations

import pytest

from spark_nb.policy.rate_limit import RateLimits, Rates, Verdict
from spark_nb.settings import Settings

ENDLESS = Rates(user=0, session=0, tool=0)


def granted(limits: RateLimits, count: int, now: float = 0.0, **who: str) -> list[bool]:
    return [take(limits, now, **who).granted for _ in range(count)]


def take(limits: RateLimits, now: float, user="ada", session="s", tool="t") -> Verdict:
    return limits.take(user, session, tool, now)


def test_two_seconds_worth_may_come_at_once():
    limits = RateLimits(Rates(user=0, session=0, tool=4), longest_wait_seconds=0)
    assert granted(limits, 9) == [True] * 8 + [False]


def test_tokens_come_back_at_the_rate_and_no_more_than_fit():
    limits = RateLimits(Rates(user=0, session=0, tool=4), longest_wait_seconds=0)
    granted(limits, 8)
    assert granted(limits, 3, now=0.5) == [True, True, False]
    assert granted(limits, 9, now=1000) == [True] * 8 + [False]


def test_a_call_may_take_a_token_that_comes_soon():
    limits = RateLimits(Rates(user=0, session=0, tool=1), longest_wait_seconds=2)
    verdicts = [take(limits, 0.0) for _ in range(5)]
    assert [(v.granted, v.wait_seconds) for v in verdicts] == [
        (True, 0),
        (True, 0),
        (True, 1),
        (True, 2),
        (False, 3),
    ]


def test_a_refused_call_takes_nothing_from_any_bucket():
    limits = RateLimits(Rates(user=0, session=3, tool=1), longest_wait_seconds=0)
    assert granted(limits, 9, tool="slow") == [True] * 2 + [False] * 7
    assert granted(limits, 5, tool="other", session="s") == [True] * 2 + [False] * 3
    assert granted(limits, 3, tool="third") == [True] * 2 + [False]


@pytest.mark.parametrize(
    ("rates", "scope"),
    [
        (Rates(user=1, session=9, tool=9), "user"),
        (Rates(user=9, session=1, tool=9), "session"),
        (Rates(user=9, session=9, tool=1), "tool"),
    ],
)
def test_the_narrowest_bucket_decides_and_is_named(rates, scope):
    limits = RateLimits(rates, longest_wait_seconds=0)
    granted(limits, 2)
    assert take(limits, 0.0) == Verdict(granted=False, wait_seconds=1, scope=scope)


def test_users_sessions_and_tools_have_buckets_of_their_own():
    limits = RateLimits(Rates(user=2, session=2, tool=1), longest_wait_seconds=0)
    assert granted(limits, 3, session="one") == [True, True, False]
    assert granted(limits, 3, session="two") == [True, True, False]
    assert granted(limits, 1, session="three") == [False]
    assert granted(limits, 3, session="three", user="bob") == [True, True, False]


def test_less_than_one_call_a_burst_still_lets_one_pass():
    limits = RateLimits(Rates(user=0, session=0, tool=0.1), longest_wait_seconds=0)
    assert granted(limits, 2) == [True, False]
    assert granted(limits, 2, now=10) == [True, False]


def test_no_rate_is_no_limit():
    assert all(granted(RateLimits(ENDLESS), 10_000))


def test_buckets_that_are_full_are_forgotten():
    limits = RateLimits(Rates(user=0, session=1, tool=0))
    for number in range(5000):
        take(limits, float(number), session=str(number))
    assert len(limits) < 1100


def test_a_preview_at_60_frames_beside_work_is_never_limited(monkeypatch):
    for scope in ("USER", "SESSION", "TOOL"):
        monkeypatch.delenv(f"SPARK_RATE_{scope}", raising=False)
    settings = Settings()
    rates = Rates(settings.rate_user, settings.rate_session, settings.rate_tool)
    limits = RateLimits(rates)
    waits = set()
    for tick in range(60 * 60):
        now = tick / 60
        for session in range(20):
            name = f"s{session}"
            waits.add(take(limits, now, session=name, tool="render_preview").wait_seconds)
            waits.add(take(limits, now, session=name, tool="apply_patch").wait_seconds)
    assert waits == {0.0}
