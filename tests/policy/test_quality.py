from __future__ import annotations

import pytest

from spark_nb.policy.quality import SCALES, Quality

LATE = {"delay_ms": 900.0, "drawn": 5, "dropped": 0}
DROPPING = {"delay_ms": 40.0, "drawn": 5, "dropped": 5}
PROMPT = {"delay_ms": 40.0, "drawn": 8, "dropped": 0}
BETWEEN = {"delay_ms": 250.0, "drawn": 8, "dropped": 1}


def after(quality, notes, *, begin, end, step=0.25):
    """Return the scale after the same notes came every quarter of a second."""
    now = begin
    while now <= end:
        quality.note(**notes, now=now)
        now += step
    return quality.scale


@pytest.mark.parametrize("notes", [LATE, DROPPING])
def test_a_second_of_trouble_makes_the_picture_smaller_and_less_does_not(notes):
    quality = Quality()
    assert after(quality, notes, begin=0.0, end=0.75) == 1.0
    assert after(quality, notes, begin=1.0, end=1.0) == 0.75


def test_lasting_trouble_goes_down_to_the_smallest_and_no_further():
    assert after(Quality(), LATE, begin=0.0, end=60.0) == SCALES[-1]


def test_trouble_that_comes_and_goes_within_a_second_changes_nothing():
    quality = Quality()
    for begin in range(0, 20, 2):
        after(quality, LATE, begin=begin, end=begin + 0.5)
        quality.note(**PROMPT, now=begin + 1.0)
    assert quality.scale == 1.0


def test_when_all_is_well_for_five_seconds_it_goes_up_step_by_step():
    quality = Quality()
    after(quality, LATE, begin=0.0, end=2.5)
    assert quality.scale == 0.5
    assert after(quality, PROMPT, begin=3.0, end=7.75) == 0.5
    assert after(quality, PROMPT, begin=8.0, end=8.0) == 0.75
    assert after(quality, PROMPT, begin=8.25, end=13.0) == 1.0


def test_what_is_neither_good_nor_bad_leaves_it_as_it_is():
    quality = Quality()
    after(quality, LATE, begin=0.0, end=1.0)
    assert after(quality, BETWEEN, begin=1.25, end=60.0) == 0.75


def test_a_step_up_that_did_not_last_makes_the_next_wait_twice_as_long():
    quality = Quality()
    after(quality, LATE, begin=0.0, end=1.0)
    assert after(quality, PROMPT, begin=2.0, end=7.0) == 1.0
    assert after(quality, LATE, begin=7.25, end=8.25) == 0.75
    assert after(quality, PROMPT, begin=9.0, end=18.75) == 0.75
    assert after(quality, PROMPT, begin=19.0, end=19.0) == 1.0
