"""The dashboards read the replica: after one's own writes, without the primary, and only read."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from datetime import timedelta

import psycopg
import pytest

from spark_nb import dashboards
from spark_nb.dashboards import replica
from spark_nb.errors import ServiceTimeout, ServiceUnavailable, SetupError
from tests.clients.row_checks import eventually
from tests.clients.scratch_database import ScratchDatabase
from tests.dashboards.history import DAY, NO_QUESTIONS, call, write
from tests.local.stack_home import Home, frozen

RANGE = {"since": DAY, "until": DAY + timedelta(hours=1)}
QUESTIONS = sorted(set(dashboards.__all__) - NO_QUESTIONS)
AWAY = "postgresql://ann:hunter2@127.0.0.1:9/spark"


@asynccontextmanager
async def replay_paused(database):
    async with await psycopg.AsyncConnection.connect(
        database.standby_owner_url, autocommit=True
    ) as standby:
        await standby.execute("SELECT pg_wal_replay_pause()")
        try:
            yield
        finally:
            await standby.execute("SELECT pg_wal_replay_resume()")


async def ask(question, **scope):
    """Ask away from the event loop, as a notebook's cell would block its own."""
    return await asyncio.to_thread(getattr(dashboards, question), **(RANGE | scope))


async def test_every_question_is_answered_by_the_replica_without_the_primary(
    database, monkeypatch
):
    await write(database, "spark_function_calls", [call(1)])
    await ask("latency_by_tool")  # waits for the row
    monkeypatch.setenv("DATABASE_URL", AWAY)
    for question in QUESTIONS:
        source = (await ask(question)).source
        assert (source.is_replica, source.caught_up) == (True, None), question
        assert "primary away" in str(source)


async def test_a_stopped_primary_is_not_missed(database, endpoints):
    await write(database, "spark_function_calls", [call(1)])
    await ask("latency_by_tool")  # waits for the row
    primary = await asyncio.to_thread(Home(endpoints.home).pid, "primary")
    with frozen([primary]):
        report = await ask("latency_by_tool")
    assert report.frame["calls"].sum() == 1
    assert "primary away" in str(report.source)


async def test_what_was_just_written_is_there(database):
    for number in range(20):
        await write(database, "spark_function_calls", [call(number)])
        report = await ask("latency_by_tool")
        assert report.frame["calls"].sum() == number + 1
        assert str(report.source).startswith("replica, up to date · exact · read ")


async def test_a_replica_that_stays_behind_says_how_old_it_is(database, monkeypatch):
    monkeypatch.setattr(replica, "_CATCH_UP_SECONDS", 0.2)
    await ask("latency_by_tool")
    async with replay_paused(database):
        await write(database, "spark_function_calls", [call(1)])
        report = await ask("latency_by_tool")
    assert report.empty
    assert report.source.caught_up is False
    assert report.source.lag_s is not None
    assert "newest row" in str(report.source)


async def test_a_row_that_arrives_meanwhile_is_waited_for(database):
    async with replay_paused(database):
        await write(database, "spark_function_calls", [call(1)])
        asked = asyncio.create_task(ask("latency_by_tool"))
        await until_asked(database)
    assert (await asked).frame["calls"].sum() == 1


async def until_asked(database):
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'spark-nb dashboards'"
        " AND query LIKE '%%pg_last_wal_replay_lsn%%' AND datname = current_database()"
    )

    async def is_asked():
        return await database.run(query, url=database.standby_owner_url) != [(0,)]

    await eventually(is_asked)


async def test_a_query_that_takes_too_long_is_cancelled(database):
    columns = {"tool": "str"}

    def too_long():
        replica.read("latency_by_tool", columns, {**RANGE, **NOBODY}, seconds=0.001)

    await write(database, "spark_function_calls", [call(number) for number in range(2000)])
    with pytest.raises(ServiceTimeout, match=r"more than 0\.001 s and was cancelled"):
        await asyncio.to_thread(too_long)


NOBODY = dict.fromkeys(("tool", "session_id", "user_id", "feature"))

SLOW = """
import os, psycopg
from spark_nb.dashboards import replica
known = replica.query_text
replica.query_text = lambda query: "SELECT pg_sleep(60)" if query == "slow" else known(query)
print("asking", flush=True)
replica.read("slow", {"nothing": "str"}, {})
"""


async def test_interrupting_a_cell_cancels_its_query_at_the_server(database):
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SLOW, env=environment, stderr=subprocess.DEVNULL
    )
    await until_sleeping(database, 1)
    process.send_signal(signal.SIGINT)
    started = time.monotonic()
    await process.wait()
    await until_sleeping(database, 0)
    assert time.monotonic() - started < 30, "it did not sleep to its end"


async def until_sleeping(database, count):
    query = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE query = 'SELECT pg_sleep(60)' AND state = 'active'"
    )

    async def are_sleeping():
        return await database.run(query, url=database.standby_owner_url) == [(count,)]

    await eventually(are_sleeping)


async def test_a_replica_that_is_away_is_a_short_error_without_its_password(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", AWAY)
    monkeypatch.setenv("DATABASE_REPLICA_URL", AWAY)
    with pytest.raises(ServiceUnavailable) as caught:
        await ask("latency_by_tool")
    assert "The replica does not answer" in str(caught.value)
    assert "spark-nb status" in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None


async def test_an_old_schema_is_told(endpoints, monkeypatch):
    async with ScratchDatabase.made(endpoints) as empty:
        await empty.until_on_replica()
        monkeypatch.setenv("DATABASE_URL", empty.writer_url)
        monkeypatch.setenv("DATABASE_REPLICA_URL", empty.replica_url)
        with pytest.raises(SetupError, match="Run spark-nb migrate"):
            await ask("latency_by_tool")


async def test_a_query_of_ours_that_is_wrong_is_not_hidden_as_an_outage(database):
    with pytest.raises(psycopg.errors.InvalidDatetimeFormat):
        await asyncio.to_thread(
            replica.read, "latency_by_tool", {}, {**NOBODY, "since": "no date", "until": DAY}
        )


async def test_the_dashboard_role_cannot_write(database):
    async with await psycopg.AsyncConnection.connect(
        database.reader_url, autocommit=True
    ) as connection:
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            await connection.execute("DELETE FROM spark_function_calls")
        await connection.execute("SET default_transaction_read_only = off")
        for table in ("spark_function_calls", "spark_call_rollups", "spark_stale_minutes"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                await connection.execute(f"DELETE FROM {table}")
