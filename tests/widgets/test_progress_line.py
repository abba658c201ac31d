from __future__ import annotations

import re

import pytest

from spark_nb.testing import FakeClock
from spark_nb.widgets.progress_line import ProgressLine


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def line(clock):
    return ProgressLine(clock.monotonic)


def texts(outputs):
    return [output["data"]["text/plain"] for output in outputs]


def test_the_first_step_is_shown_at_once(line, outputs):
    line.update(1, 20, "Wrote Enemy.cs")
    assert (texts(outputs), outputs[0]["update"]) == (["1 of 20 · Wrote Enemy.cs"], False)


def test_later_steps_take_its_place(line, clock, outputs):
    for done in (1, 2, 3):
        line.update(done, 20, "Wrote a file")
        clock.advance(0.1)
    assert [output["update"] for output in outputs] == [False, True, True]
    assert len({output["transient"]["display_id"] for output in outputs}) == 1


def test_steps_within_a_tenth_of_a_second_are_left_out(line, clock, outputs):
    line.update(1, 20, "first")
    clock.advance(0.0625)
    line.update(2, 20, "too soon")
    clock.advance(0.0625)
    line.update(3, 20, "third")
    assert texts(outputs) == ["1 of 20 · first", "3 of 20 · third"]


def test_the_last_step_is_never_left_out(line, outputs):
    line.update(19, 20, "almost")
    line.update(20, 20, "all")
    assert texts(outputs)[-1] == "20 of 20 · all"


def test_the_bar_stands_where_the_words_say(line, outputs):
    line.update(5, 20, "Wrote a file")
    bar = re.search(r'<progress value="(\d+)" max="(\d+)"', outputs[0]["data"]["text/html"])
    assert bar.groups() == ("5", "20")


def test_without_a_total_the_bar_says_only_that_it_goes_on(line, outputs):
    line.update(2.5, None, "")
    assert texts(outputs) == ["2.5"]
    assert "value=" not in outputs[0]["data"]["text/html"]


def test_words_are_text_and_no_markup(line, outputs):
    line.update(1, 1, "Wrote <b>.cs")
    line.done("applied <preset>")
    pages = [output["data"]["text/html"] for output in outputs]
    assert "Wrote &lt;b&gt;.cs" in pages[0]
    assert pages[1] == "✓ applied &lt;preset&gt;"


def test_the_end_takes_the_place_of_the_bar(line, outputs):
    line.update(1, 1, "Wrote a file")
    line.done("20 files")
    assert (texts(outputs)[-1], outputs[-1]["update"]) == ("20 files", True)


def test_an_end_without_a_step_shows_nothing(line, outputs):
    line.done("nothing to do")
    assert outputs == []


def test_outside_of_a_notebook_nothing_is_shown(line, capsys):
    line.update(1, 1, "Wrote a file")
    line.done("20 files")
    assert capsys.readouterr().out == ""
