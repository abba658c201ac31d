from __future__ import annotations

import os
import random
from datetime import UTC, datetime, timedelta, timezone

import numpy as np
import plotly.io as pio
import pytest

from spark_nb import time_and_chance
from spark_nb.clients.system_clock import SystemClock
from spark_nb.dashboards.scope import scope_of
from spark_nb.domain.ids import uuid4, uuid7
from spark_nb.errors import ToolError
from spark_nb.testing import freeze
from spark_nb.widgets.progress_line import ProgressLine


def facts():
    """Return what differs from run to run when nothing holds it."""
    clock = SystemClock()
    chance = random.random(), np.random.rand(3).tolist()
    return clock.now(), uuid7(clock.now()), uuid4(), chance


def test_two_frozen_runs_are_the_same():
    with freeze(seed=3):
        first = facts()
    with freeze(seed=3):
        assert facts() == first


def test_without_it_they_differ_in_everything():
    assert all(one != other for one, other in zip(facts(), facts(), strict=True))


def test_another_seed_gives_other_ids_and_numbers():
    with freeze(seed=3):
        first = facts()
    with freeze(seed=4):
        assert all(one != other for one, other in zip(facts()[1:], first[1:], strict=True))


def test_ids_within_a_run_differ_and_are_of_their_version():
    with freeze():
        ids = {uuid4() for _ in range(100)} | {uuid7(SystemClock().now()) for _ in range(100)}
    assert len(ids) == 200
    assert {one.version for one in ids} == {4, 7}


def test_time_stands_and_waiting_goes_on():
    at = datetime(2026, 3, 4, 5, 6, tzinfo=timezone(timedelta(hours=2)))
    with freeze(at=at):
        clock = SystemClock()
        before = clock.monotonic()
        assert clock.now() == at
        assert clock.now().utcoffset() == timedelta(0)
        assert scope_of(timedelta(days=1), None, {}).until == at + timedelta(seconds=1)
        while clock.monotonic() == before:
            pass


def test_a_moment_without_a_zone_is_refused_and_nothing_is_held():
    with pytest.raises(ValueError, match="time zone"):
        freeze(at=datetime(2026, 1, 1))
    assert not time_and_chance.is_frozen()


def test_everything_comes_back(monkeypatch):
    monkeypatch.setenv("COLUMNS", "133")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    random.seed(9)
    np.random.seed(9)
    before = dict(os.environ), pio.renderers.default, random.getstate()
    numbers = np.random.get_state()[1].tolist()
    with freeze(width=100):
        random.random(), np.random.rand()
        assert (os.environ["COLUMNS"], os.environ["NO_COLOR"]) == ("100", "1")
        assert "FORCE_COLOR" not in os.environ
        assert pio.renderers.default == "plotly_mimetype"
    assert (dict(os.environ), pio.renderers.default, random.getstate()) == before
    assert np.random.get_state()[1].tolist() == numbers
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_it_comes_back_after_an_error_and_may_be_closed_twice():
    with pytest.raises(KeyError), freeze() as frozen:
        raise KeyError
    frozen.close()
    assert not time_and_chance.is_frozen()


def test_one_in_another_gives_back_the_outer_one():
    outer, inner = datetime(2026, 1, 2, tzinfo=UTC), datetime(2026, 1, 3, tzinfo=UTC)
    with freeze(at=outer):
        with freeze(at=inner):
            assert SystemClock().now() == inner
        assert SystemClock().now() == outer


def test_errors_have_no_colours():
    error = ToolError("No.", code="no", hint="Stop.")
    with freeze():
        assert error._render_traceback_() == ["ToolError No. Stop."]
    assert error._render_traceback_() == ["\x1b[31mToolError\x1b[0m No. Stop."]


def test_progress_shows_nothing(monkeypatch):
    shown = []
    monkeypatch.setattr(
        "spark_nb.widgets.progress_line.publish_output", lambda bundle, **_: shown.append(bundle)
    )
    with freeze():
        line = ProgressLine()
        line.update(20, 20, "all")
        line.done("done")
    assert shown == []
    ProgressLine().update(20, 20, "all")
    assert len(shown) == 1
