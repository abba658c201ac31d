from __future__ import annotations

import math

from spark_nb.policy.playhead import Playhead


def playhead(**settings):
    return Playhead(**({"frames_per_second": 10.0, "duration_s": 1.0} | settings))


def test_times_lie_on_a_grid_and_fold_into_the_loop():
    head = playhead()
    assert [head.time_s(step) for step in (0, 3, 9, 10, 23)] == [0.0, 0.3, 0.9, 0.0, 0.3]


def test_it_begins_paused_with_one_picture_due():
    head = playhead()
    assert (head.playing, head.due_in(now=5.0)) == (False, 0.0)
    assert (head.take(now=5.0), head.due_in(now=5.0)) == (0, math.inf)


def test_playing_makes_one_step_due_per_grid_time():
    head = playhead()
    head.play(now=100.0)
    assert head.take(now=100.0) == 0
    assert math.isclose(head.due_in(now=100.0), 0.1)
    assert head.take(now=100.1) == 1


def test_a_late_step_skips_what_was_missed():
    head = playhead()
    head.play(now=0.0)
    assert [head.take(now=0.0), head.take(now=0.5), head.take(now=1.2)] == [0, 5, 12]


def test_seconds_nobody_looked_do_not_pass_in_the_game():
    head = playhead()
    head.play(now=0.0)
    head.take(now=0.0)
    head.stand_still(60.0)
    assert head.take(now=60.1) == 1


def test_a_seek_while_paused_makes_exactly_one_step_due():
    head = playhead()
    head.take(now=0.0)
    head.seek(0.44, now=1.0)
    assert (head.due_in(now=1.0), head.take(now=1.0), head.due_in(now=1.0)) == (0.0, 4, math.inf)


def test_a_seek_out_of_range_is_clamped():
    head = playhead()
    head.seek(99.0, now=0.0)
    assert head.take(now=0.0) == 9


def test_a_pause_stays_on_the_step_that_is_shown():
    head = playhead()
    head.play(now=0.0)
    head.take(now=0.0)
    head.take(now=0.1)
    head.pause(at=0)
    head.play(now=5.0)
    assert head.take(now=5.0) == 1


def test_without_a_loop_it_ends_and_plays_again_from_the_start():
    head = playhead(loop=False)
    head.play(now=0.0)
    last = head.take(now=99.0)
    assert (last, head.is_last(last), head.due_in(now=99.0)) == (9, True, math.inf)
    head.play(now=100.0)
    assert head.take(now=100.0) == 0


def test_a_duration_shorter_than_a_step_is_one_still():
    assert playhead(duration_s=0.01).duration_s == 0.1
