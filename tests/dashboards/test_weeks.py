"""What grows is cut by week: rows find theirs, old weeks go, an old database is taken along."""

from __future__ import annotations

import asyncio
import shutil
from datetime import UTC, datetime, timedelta

import psycopg
import pytest
from pydantic import SecretStr

from spark_nb.assets import asset_folder
from spark_nb.clients.migrations import migrate
from spark_nb.clients.row_upkeep import do_what_is_due, keep_up, upkeep_statement
from tests.clients.row_checks import eventually
from tests.clients.row_samples import event, metric, preview
from tests.clients.scratch_database import ScratchDatabase
from tests.dashboards.history import call, write

NOW = datetime.now(UTC)
AGES = [timedelta(days=days) for days in (0, 1, 20, 45, 200)]
ROWS = {
    "spark_function_calls": lambda number, at: call(number, started_at=at),
    "spark_events": lambda number, at: event(occurred_at=at),
    "spark_previews": lambda number, at: preview(rendered_at=at),
    "spark_metrics": lambda number, at: metric(sampled_at=at),
}


async def write_ages(scratch):
    for table, make in ROWS.items():
        made = [make(number, (NOW - age).isoformat()) for number, age in enumerate(AGES)]
        await write(scratch, table, made)


async def upkeep(scratch, keep_days=None):
    statement = await asyncio.to_thread(upkeep_statement)
    await do_what_is_due(SecretStr(scratch.writer_url), statement, keep_days)


async def counts(scratch, suffix=""):
    return {
        table: (await scratch.run(f"SELECT count(*) FROM {table}{suffix}"))[0][0] for table in ROWS
    }


async def test_rows_without_a_week_wait_and_find_it(scratch):
    await write_ages(scratch)
    assert await counts(scratch, "_default") == dict.fromkeys(ROWS, 3)
    await upkeep(scratch)
    assert await counts(scratch, "_default") == dict.fromkeys(ROWS, 0)
    assert await counts(scratch) == dict.fromkeys(ROWS, len(AGES))


async def test_weeks_that_are_too_old_go(scratch):
    await write_ages(scratch)
    await upkeep(scratch, keep_days=30)
    assert await counts(scratch) == dict.fromkeys(ROWS, 3)
    assert await rolled_up(scratch) == [(len(AGES) - 1, len(AGES) - 1)], "but for this hour"


async def test_rows_of_a_dropped_week_come_too_late_and_spoil_nothing(scratch):
    await write_ages(scratch)
    await upkeep(scratch, keep_days=30)
    before = await rolled_up(scratch)
    old = (NOW - AGES[-1]).isoformat()
    await write(scratch, "spark_function_calls", [call(99, started_at=old)])
    await upkeep(scratch, keep_days=30)
    assert await counts(scratch) == dict.fromkeys(ROWS, 3)
    assert await rolled_up(scratch) == before


async def rolled_up(scratch):
    return await scratch.run(
        "SELECT (SELECT sum(calls) FROM spark_call_rollups WHERE grain = interval '1 hour'),"
        " (SELECT sum(calls) FROM spark_session_rollups)"
    )


async def test_a_week_that_waits_to_be_rolled_up_stays(scratch):
    await write_ages(scratch)
    await scratch.run("SELECT spark_make_weeks()")
    await scratch.run("SELECT spark_drop_weeks(30)")
    assert await counts(scratch) == dict.fromkeys(ROWS, len(AGES))


async def test_it_goes_on_after_the_database_was_away(scratch, caplog):
    caplog.set_level("DEBUG", "spark_nb")
    statement = await asyncio.to_thread(upkeep_statement)
    await write_ages(scratch)
    await scratch.go_away()
    work = keep_up(SecretStr(scratch.writer_url), statement, None, every_seconds=0.01)
    task = asyncio.create_task(work)

    async def has_failed():
        return "upkeep waits on: OperationalError" in caplog.text

    await eventually(has_failed)
    await scratch.come_back()

    async def is_rolled_up():
        return await rolled_up(scratch) == [(len(AGES) - 1, len(AGES) - 1)]

    await eventually(is_rolled_up)
    task.cancel()
    await asyncio.wait({task})
    assert task.cancelled()


async def test_nobody_can_have_everything_dropped(scratch):
    with pytest.raises(psycopg.errors.RaiseException, match="kept for a day at least"):
        await upkeep(scratch, keep_days=0)


async def test_a_row_that_comes_twice_is_there_once(scratch):
    for _ in range(2):
        await write_ages(scratch)
        await upkeep(scratch)
    calls = (await counts(scratch))["spark_function_calls"]
    assert calls == len(AGES)


@pytest.fixture
async def old_database(endpoints, tmp_path):
    """A database of the version before, with rows."""
    for path in sorted((asset_folder("sql") / "schema").glob("000[1-4]*.sql")):
        shutil.copy(path, tmp_path)
    async with ScratchDatabase.made(endpoints) as made:
        await migrate(made.owner_url, folder=tmp_path)
        await write_ages(made)
        yield made


async def test_an_old_database_is_taken_along(old_database):
    before = {
        table: await old_database.run(f"SELECT to_jsonb(t) AS row FROM {table} AS t ORDER BY 1")
        for table in ROWS
    }
    await migrate(old_database.owner_url)
    await upkeep(old_database)
    assert await counts(old_database) == dict.fromkeys(ROWS, len(AGES))
    for table, rows in before.items():
        query = f"SELECT to_jsonb(t) - 'queue_ms' - 'service_ms' FROM {table} AS t ORDER BY 1"
        assert await old_database.run(query) == rows
    query = "SELECT sum(calls) FROM spark_call_rollups WHERE grain = interval '1 hour'"
    assert await old_database.run(query) == [(len(AGES) - 1,)], "all but the hour that goes on"
