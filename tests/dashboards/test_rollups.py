"""Rollups are right at every moment: with many writers, late rows, and transactions under way."""

from __future__ import annotations

import asyncio
import itertools
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.clients.row_checks import eventually
from tests.dashboards.history import DAY, INSERT, call
from tests.dashboards.test_calls import ROLLED_FROM_THE_FIRST

SUMS = """
SELECT (SELECT coalesce(sum(calls), 0) FROM spark_call_sums(%s, %s, NULL, NULL, NULL, NULL, {0})),
       (SELECT count(*) FROM spark_function_calls WHERE started_at >= %s AND started_at < %s)"""
RANGE = (DAY - timedelta(days=1), DAY + timedelta(days=2))
numbers = itertools.count(1_000_000)


@asynccontextmanager
async def connected(url):
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        yield connection


async def write(connection, *moments, **columns):
    rows = [call(next(numbers), started_at=at.isoformat(), **columns) for at in moments]
    await connection.execute(INSERT.format(table="spark_function_calls"), [Jsonb(rows)])


async def roll_up(connection, minutes=60):
    cursor = await connection.execute("SELECT spark_roll_up(%s)", [minutes])
    return (await cursor.fetchone())[0]


async def roll_up_all(connection):
    while await roll_up(connection):
        pass


async def one(connection, query, *values):
    return await (await connection.execute(query, values)).fetchone()


async def check_sums(connection):
    """Compare what rollups and calls together say with the calls, in one moment."""
    for by_session in ("false", "true"):
        rolled, counted = await one(connection, SUMS.format(by_session), *RANGE, *RANGE)
        assert rolled == counted


@pytest.fixture
async def writer(scratch):
    """A session's connection; what is rolled up is read from the first call on."""
    await scratch.run(ROLLED_FROM_THE_FIRST.format(-1))
    async with connected(scratch.writer_url) as connection:
        yield connection


async def test_many_writers_and_a_roller_at_once(scratch, writer):
    moments = [DAY + timedelta(seconds=7 * number) for number in range(600)]
    done = asyncio.Event()

    async def write_some(first):
        async with connected(scratch.writer_url) as connection:
            for at in range(first, len(moments), 8):
                await write(connection, moments[at], moments[-at - 1])

    async def roll():
        async with connected(scratch.writer_url) as connection:
            while not done.is_set():
                await roll_up(connection, 3)

    async def look():
        async with connected(scratch.reader_url) as connection:
            while not done.is_set():
                await check_sums(connection)

    async with asyncio.TaskGroup() as group:
        for work in (roll, look):
            group.create_task(work())
        await asyncio.gather(*map(write_some, range(8)))
        done.set()
    await roll_up_all(writer)
    assert await one(writer, "SELECT count(*) FROM spark_stale_minutes") == (0,)
    assert await one(writer, "SELECT count(*) FROM spark_stale_periods") == (0,)
    await check_sums(writer)
    for grain in ("1 minute", "1 hour", "1 day"):
        query = "SELECT sum(calls) FROM spark_call_rollups WHERE grain = %s::interval"
        assert await one(writer, query, grain) == (2 * len(moments),)


async def test_a_write_under_way_is_not_missed(scratch, writer):
    """Its minute is marked already, and rolled up before it ends."""
    await write(writer, DAY)
    async with writer.transaction():
        await write(writer, DAY + timedelta(seconds=5))
        async with connected(scratch.writer_url) as roller:
            assert await roll_up(roller) == 0, "its mark is being written: left for later"
            await check_sums(roller)
    await roll_up_all(writer)
    await check_sums(writer)


async def test_a_write_that_begins_while_its_minute_is_rolled_up_marks_it_again(scratch, writer):
    await write(writer, DAY)
    async with connected(scratch.owner_url) as roller:
        async with roller.transaction():
            assert await roll_up(roller) > 0
            late = asyncio.create_task(write(writer, DAY + timedelta(seconds=5)))
            await until_blocked(scratch)
        await late
    await check_sums(writer)
    assert await one(writer, "SELECT at FROM spark_stale_minutes") == (DAY,)
    await roll_up_all(writer)
    await check_sums(writer)


async def until_blocked(scratch):
    query = "SELECT count(*) FROM pg_locks WHERE NOT granted"

    async def is_blocked():
        return await scratch.run(query) != [(0,)]

    await eventually(is_blocked)


async def test_only_one_rolls_up(scratch, writer):
    await write(writer, DAY)
    async with connected(scratch.writer_url) as other:
        async with writer.transaction():
            assert await roll_up(writer) > 0
            assert await roll_up(other) == 0
        assert await roll_up(other) == 0, "nothing is left to do"


async def test_a_row_that_comes_late_makes_its_periods_anew(writer):
    await write(writer, DAY, DAY + timedelta(hours=3))
    await roll_up_all(writer)
    await write(writer, DAY + timedelta(minutes=1), duration_ms=99_000.0)
    assert (await one(writer, "SELECT max(max_ms) FROM spark_call_rollups"))[0] == 10
    await check_sums(writer)
    await roll_up_all(writer)
    query = "SELECT calls, max_ms FROM spark_call_rollups WHERE grain = interval '1 day'"
    assert await one(writer, query) == (3, 99_000.0)
    query = "SELECT sum(calls) FROM spark_session_rollups"
    assert await one(writer, query) == (3,)


async def test_the_minute_that_is_not_over_is_left_alone(writer):
    await write(writer, datetime.now(UTC) + timedelta(seconds=90))
    assert await roll_up(writer) == 0
    assert await one(writer, "SELECT count(*) FROM spark_stale_minutes") == (1,)


async def test_nothing_but_its_function_changes_a_rollup(scratch, writer):
    for statement in (
        "INSERT INTO spark_stale_minutes VALUES (now(), 1)",
        "UPDATE spark_call_rollups SET calls = 7",
        "DELETE FROM spark_session_rollups",
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await writer.execute(statement)
    async with connected(scratch.reader_url) as reader:
        await reader.execute("SET default_transaction_read_only = off")
        for function in ("spark_roll_up()", "spark_drop_weeks(9)", "spark_make_weeks()"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                await reader.execute(f"SELECT {function}")


async def test_a_bucket_is_off_by_one_percent_at_most(model):
    """From a microsecond on; what is shorter counts as one."""
    durations = [0.0, 1e-9, 0.001, 0.5, 1.0, 1.02, 12.5, 1e3, 6e6, 1e9]
    query = "SELECT spark_bucket_ms(spark_bucket(d)) FROM unnest(%s::double precision[]) AS d"
    found = [value for (value,) in await model.run(query, durations)]
    assert found == pytest.approx([max(value, 0.001) for value in durations], rel=0.01)


async def test_percentiles_are_postgresqls_own(model):
    query = """
    WITH v AS (SELECT size, (7 * n * n) %% 13 AS v
               FROM unnest(ARRAY[1, 2, 3, 10, 101]) AS size, generate_series(1, size) AS n),
         c AS (SELECT size, v::double precision, count(*) AS c FROM v GROUP BY 1, 2)
    SELECT (SELECT percentile_cont(ARRAY[0, 0.5, 0.95, 0.99, 1]) WITHIN GROUP (ORDER BY v)
            FROM v WHERE v.size = c.size),
           spark_percentiles(array_agg(v ORDER BY v), array_agg(c ORDER BY v),
                             ARRAY[0, 0.5, 0.95, 0.99, 1])
    FROM c GROUP BY size"""
    found = await model.run(query)
    assert len(found) == 5
    for theirs, ours in found:
        assert ours == pytest.approx(theirs)
