from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spark_nb.policy.breaker import STATE_GAUGE, Breaker


def opened(now: float = 0.0) -> Breaker:
    breaker = Breaker(failures=3, pause_seconds=1, longest_pause_seconds=4)
    for _ in range(3):
        fail(breaker, now)
    return breaker


def fail(breaker: Breaker, now: float) -> None:
    permit = breaker.enter(now)
    assert permit is not None
    breaker.failed(permit, now)


def test_it_opens_after_failures_in_a_row():
    breaker = Breaker(failures=3)
    fail(breaker, 0)
    fail(breaker, 0)
    assert breaker.state == "closed"
    fail(breaker, 0)
    assert (breaker.state, breaker.enter(0)) == ("open", None)


def test_an_answer_between_failures_starts_the_count_again():
    breaker = Breaker(failures=2)
    for _ in range(5):
        fail(breaker, 0)
        permit = breaker.enter(0)
        assert permit is not None
        breaker.succeeded(permit)
    assert breaker.state == "closed"


def test_calls_that_fail_together_are_one_failure():
    breaker = Breaker(failures=2)
    permits = [breaker.enter(0) for _ in range(10)]
    for permit in permits:
        assert permit is not None
        breaker.failed(permit, 0)
    assert breaker.state == "closed"
    fail(breaker, 0)
    assert breaker.state == "open"


def test_an_open_one_says_when_to_come_back():
    breaker = opened(now=10)
    assert [breaker.retry_in(now) for now in (10, 10.75, 11, 12)] == [1, 0.25, 0, 0]
    assert breaker.enter(10.999) is None


def test_one_probe_passes_and_the_others_wait():
    breaker = opened()
    assert breaker.enter(1) is not None
    assert (breaker.state, breaker.enter(1), breaker.enter(99)) == ("half_open", None, None)
    assert breaker.retry_in(1) > 0


def test_a_probe_that_is_answered_closes_it():
    breaker = opened()
    probe = breaker.enter(1)
    assert probe is not None
    breaker.succeeded(probe)
    assert (breaker.state, breaker.retry_in(1)) == ("closed", 0)
    fail(breaker, 1)
    assert breaker.state == "closed"


def test_each_probe_that_fails_doubles_the_pause_up_to_a_limit():
    breaker, now, pauses = opened(), 0.0, []
    for _ in range(4):
        now += breaker.retry_in(now)
        fail(breaker, now)
        pauses.append(breaker.retry_in(now))
    assert pauses == [2, 4, 4, 4]


def test_after_it_closed_the_pause_is_short_again():
    breaker = opened()
    fail(breaker, 1)
    probe = breaker.enter(3)
    assert probe is not None
    breaker.succeeded(probe)
    for _ in range(3):
        fail(breaker, 3)
    assert breaker.retry_in(3) == 1


def test_a_cancelled_probe_leaves_its_place_to_the_next():
    breaker = opened()
    probe = breaker.enter(1)
    assert probe is not None
    breaker.withdrawn(probe)
    assert breaker.enter(1) is not None


def test_a_cancelled_call_says_nothing():
    breaker = Breaker(failures=1)
    permit = breaker.enter(0)
    assert permit is not None
    breaker.withdrawn(permit)
    assert breaker.state == "closed"


@pytest.mark.parametrize("late", ["failed", "succeeded", "withdrawn"])
def test_what_comes_back_late_decides_nothing(late):
    breaker = Breaker(failures=3, pause_seconds=1)
    old = breaker.enter(0)
    assert old is not None
    for _ in range(3):
        fail(breaker, 0)
    probe = breaker.enter(1)
    assert probe is not None
    if late == "failed":
        breaker.failed(old, 1)
    else:
        getattr(breaker, late)(old)
    assert breaker.state == "half_open"
    breaker.succeeded(probe)
    assert breaker.state == "closed"


@given(st.lists(st.tuples(st.sampled_from("sfwn"), st.floats(0, 5))))
def test_it_always_lets_somebody_through_again(steps):
    """However calls end, waiting for ``retry_in`` is enough once none is under way."""
    breaker, now = Breaker(failures=2), 0.0
    for outcome, seconds in steps:
        now += seconds
        permit = breaker.enter(now)
        if permit is None:
            continue
        if outcome == "f":
            breaker.failed(permit, now)
        elif outcome == "w":
            breaker.withdrawn(permit)
        else:
            breaker.succeeded(permit)
    assert breaker.enter(now + breaker.retry_in(now)) is not None


def test_a_chart_of_states_rises_with_trouble():
    assert sorted(STATE_GAUGE, key=lambda state: STATE_GAUGE[state]) == [
        "closed",
        "half_open",
        "open",
    ]
