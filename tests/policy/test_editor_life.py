"""The signs of an editor, and what is made of them."""

from __future__ import annotations

import pytest

from spark_nb.policy.editor_life import EditorLife, EditorSaid


@pytest.fixture
def life() -> EditorLife:
    """One that was ready at second 0."""
    life = EditorLife()
    life.seen("a", 0.0)
    life.said(EditorSaid(), 0.0)
    return life


def test_nobody_was_ever_there():
    life = EditorLife()
    life.seen(None, 0.0)
    assert life.word(100.0) == "absent"


def test_one_that_came_and_said_nothing_yet():
    life = EditorLife()
    life.seen("a", 5.0)
    assert life.word(6.0) == "starting"


def test_an_answer_that_says_nothing_of_it_is_one_all_the_same():
    life = EditorLife()
    life.seen("a", 5.0)
    life.answered()
    assert life.word(6.0) == "ready"


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (EditorSaid(compiling=True, testing=True), "compiling"),
        (EditorSaid(importing=True), "importing"),
        (EditorSaid(testing=True), "testing"),
        (EditorSaid(playing=True), "ready"),
    ],
)
def test_what_it_says(life, said, word):
    life.said(said, 1.0)
    assert life.word(1.0) == word


@pytest.mark.parametrize(("now", "word"), [(24.0, "reloading"), (25.1, "gone")])
def test_one_that_had_nothing_to_do_may_be_away_for_fifteen_seconds(life, now, word):
    life.seen(None, 10.0)
    assert life.word(now) == word


@pytest.mark.parametrize(("now", "word"), [(69.0, "reloading"), (70.1, "gone")])
def test_one_that_compiled_may_be_away_for_a_minute(life, now, word):
    life.said(EditorSaid(compiling=True), 9.0)
    life.seen(None, 10.0)
    assert life.word(now) == word


def test_a_script_written_just_before_is_about_to_be_compiled(life):
    life.wrote_script(5.0)
    life.seen(None, 10.0)
    assert life.word(60.0) == "reloading"


def test_one_written_long_before_is_not(life):
    life.wrote_script(5.0)
    life.seen(None, 100.0)
    assert life.word(130.0) == "gone"


def test_it_comes_back(life):
    life.seen(None, 10.0)
    life.seen("b", 12.0)
    life.said(EditorSaid(), 12.1)
    assert life.word(12.2) == "ready"


def test_silence_counts_from_two_seconds_on(life):
    life.unanswered(10.0)
    assert life.word(11.9) == "ready"
    life.unanswered(11.9)
    assert life.word(12.0) == "silent"


def test_an_answer_ends_the_silence(life):
    life.unanswered(10.0)
    life.answered()
    assert life.word(20.0) == "ready"


def test_a_start_may_take_half_a_minute():
    life = EditorLife()
    life.seen("a", 0.0)
    life.unanswered(1.0)
    assert life.word(29.0) == "starting"
    assert life.word(31.0) == "silent"


def test_a_build_explains_the_silence(life):
    life.builds(True)
    life.unanswered(10.0)
    assert life.word(60.0) == "building"


def test_nothing_outlives_a_reload(life):
    life.builds(True)
    life.seen(None, 10.0)
    life.seen("b", 12.0)
    life.answered()
    assert life.word(13.0) == "ready"
