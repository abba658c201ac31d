"""The made-up history, and the command that writes it."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from spark_nb import dashboards
from spark_nb.dashboards.demo_history import NAMES, STATUSES, History, microseconds
from spark_nb.dashboards.demo_load import Loaded, load_demo_history
from spark_nb.domain.tools import TOOLS
from spark_nb.errors import ServiceUnavailable, SetupError

UNTIL = datetime(2026, 5, 4, 12, tzinfo=UTC)


def made(calls=3000, days=2, seed=1):
    return History(days=days, calls=calls, until=UNTIL, seed=seed)


def column(history, name):
    return np.concatenate([getattr(chunk, name) for chunk in history.chunks()])


def test_it_knows_every_tool_and_only_those():
    assert set(NAMES) == set(TOOLS)


def test_the_same_seed_gives_the_same_history():
    for name in ("started_us", "duration_ms", "status"):
        np.testing.assert_array_equal(column(made(), name), column(made(), name))
    assert (column(made(), "started_us") != column(made(seed=2), "started_us")).any()


def test_calls_are_in_order_within_the_days_and_their_sessions():
    history = made()
    started, session = column(history, "started_us"), column(history, "session")
    assert len(started) == 3000
    assert (np.diff(started) >= 0).all()
    assert started[0] >= microseconds(UNTIL - timedelta(days=2))
    assert started[-1] < microseconds(UNTIL)
    assert (started >= history.sessions.starts_us[session]).all()
    assert (started <= history.sessions.ends_us[session]).all()


def test_waiting_and_service_are_less_than_the_whole():
    for chunk in made().chunks():
        assert (chunk.queue_ms + chunk.service_ms < chunk.duration_ms).all()


def test_one_call_on_one_day_is_a_history():
    assert len(column(made(calls=1, days=1), "tool")) == 1


async def test_what_is_written_is_what_dashboards_read(database):
    seen: list[Loaded] = []
    history = made()
    await asyncio.to_thread(load_demo_history, database.writer_url, history, seen.append)
    scope = {"since": history.since, "until": history.until}
    success = (await asyncio.to_thread(dashboards.call_success, **scope)).frame
    assert success["calls"].sum() == 3000
    expected = np.bincount(column(made(), "tool"), minlength=len(NAMES))
    assert success.set_index("tool")["calls"].to_dict() == {
        name: count for name, count in zip(NAMES, expected, strict=True) if count
    }
    kinds = {STATUSES[status] for status in column(made(), "status")}
    assert "succeeded" in kinds
    for ask in ("cost", "active_sessions", "queue_depth", "time_spent"):
        report = await asyncio.to_thread(getattr(dashboards, ask), **scope)
        assert not report.empty, ask
    assert [load.calls for load in seen if load.left is None] == [3000]
    assert seen[-1].left == 0
    left = "SELECT count(*) FROM spark_function_calls_default"
    assert await database.run(left) == [(0,)], "every row is in its week"


def spark(database, *words):
    return subprocess.run(
        [sys.executable, "-m", "spark_nb.cli", "demo-data", *words],
        env=os.environ | {"DATABASE_URL": database.writer_url},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


async def test_the_command_says_how_far_it_is(scratch):
    done = await asyncio.to_thread(spark, scratch, "--days", "3", "--calls", "1_200")
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "100 % of 1,200 calls written"
    assert lines[-1].startswith("Wrote 1,200 calls of 30 sessions in 3 days.")
    assert await scratch.run("SELECT count(*) FROM spark_function_calls") == [(1200,)]


@pytest.mark.parametrize("words", [("--days", "0"), ("--calls", "-5"), ("--calls", "many")])
async def test_nonsense_is_refused(scratch, words):
    done = await asyncio.to_thread(spark, scratch, *words)
    assert done.returncode == 2
    assert f"argument {words[0]}" in done.stderr


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("postgresql://ann:hunter2@127.0.0.1:9/spark", ServiceUnavailable),
        ("postgresql://ann:hunter2@127.0.0.1:port/spark", (ServiceUnavailable, SetupError)),
    ],
)
def test_a_database_that_is_away_is_told_without_its_password(url, error):
    with pytest.raises(error) as caught:
        load_demo_history(url, made(calls=10), lambda _: None)
    assert "hunter2" not in str(caught.value)


async def test_who_may_not_write_is_told(database):
    with pytest.raises(SetupError, match="The database refused"):
        await asyncio.to_thread(
            load_demo_history, database.reader_url, made(calls=10), lambda _: None
        )
