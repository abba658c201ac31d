"""Closing with servers that neither answer nor hang up: bounded, and nothing is lost."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from functools import partial

import psycopg
import pytest

from spark_nb.endpoints import open_endpoints
from spark_nb.errors import RejectedError
from spark_nb.local.folders import Folders
from spark_nb.local.stack import find_stack
from spark_nb.session import SessionCore
from spark_nb.settings import load_settings
from tests.local.stack_home import frozen

CLOSE_WITHIN_S = 15
SCRIPT = {"name": "Late", "code": "public class Late {}\n", "path": "Assets/Late.cs"}


@pytest.fixture
def pids(home):
    """Return a function that names the processes of parts."""
    return lambda *parts: [find_stack(Folders(home)).part(part).pid for part in parts]


@asynccontextmanager
async def locked_calls():
    """Let no row into the table of calls; yield a function that returns when one has to wait."""
    url = (await open_endpoints(load_settings())).database_owner_url.get_secret_value()
    connect = partial(psycopg.AsyncConnection.connect, url, autocommit=True)
    async with await connect() as owner, await connect() as looking, owner.transaction():
        await owner.execute("LOCK TABLE spark_function_calls IN ACCESS EXCLUSIVE MODE")

        async def until_somebody_waits():
            query = "SELECT 1 FROM pg_locks WHERE NOT granted"
            while not (await looking.execute(query)).rowcount:  # noqa: ASYNC110 - no event
                await asyncio.sleep(0.01)

        yield until_somebody_waits


async def events_of(session, count):
    seen = []
    async with asyncio.timeout(30):
        async for event in session.events():
            seen.append(event.subject.split(".")[3])
            if len(seen) == count:
                return seen


async def rows_of(replica, session_id):
    """Return the statuses of the session's calls, once there are any."""
    query = "SELECT status FROM spark_function_calls WHERE session_id = %s"
    async with asyncio.timeout(30):
        while True:
            rows = await (await replica.execute(query, [session_id])).fetchall()
            if rows:
                return [status for (status,) in rows]
            await asyncio.sleep(0.05)


async def test_what_frozen_servers_did_not_take_arrives_with_the_next_session(
    home, replica, pids, monkeypatch
):
    monkeypatch.setenv("SPARK_HOME", str(home))
    before = asyncio.all_tasks()
    session = await SessionCore.open(session_id="closing")
    with frozen(await asyncio.to_thread(pids, "nats", "primary")):
        with pytest.raises(RejectedError):
            await session.unity.render_preview(width=5000)
        async with asyncio.timeout(CLOSE_WITHIN_S):
            await session.close()
    async with await SessionCore.open(session_id="closing") as next_session:
        assert await events_of(next_session, 1) == ["failed"]
        assert await rows_of(replica, "closing") == ["rejected"]
    assert {task for task in asyncio.all_tasks() if not task.done()} <= before


async def test_a_closed_session_sends_nothing_and_says_so(home, monkeypatch):
    monkeypatch.setenv("SPARK_HOME", str(home))
    before = asyncio.all_tasks()
    async with await SessionCore.open() as session:
        pass
    tries = [
        lambda: session.unity.generate_script(**SCRIPT),
        session.unity.render_preview,
        lambda: session.apply_preset("2d-platformer"),
        lambda: session.plan_preset("2d-platformer"),
        session.undo,
        session.redo,
        lambda: session.record_usage("openai", "gpt-4o", 1, 1),
    ]
    for call in tries:
        with pytest.raises(RejectedError, match="The session is closed; nothing was sent"):
            await call()
    assert not await asyncio.to_thread((session.project / SCRIPT["path"]).exists)
    assert [event async for event in session.events()] == []
    assert {task for task in asyncio.all_tasks() if not task.done()} <= before


async def test_a_call_that_landed_while_the_session_closes_is_told_and_can_be_undone(
    home, replica, monkeypatch
):
    """Its rows wait for a lock when the session closes; its event comes after them."""
    monkeypatch.setenv("SPARK_HOME", str(home))
    session = await SessionCore.open(session_id="landing")
    async with locked_calls() as until_somebody_waits:
        calling = asyncio.create_task(session.unity.generate_script(**SCRIPT))
        async with asyncio.timeout(CLOSE_WITHIN_S):
            await until_somebody_waits()
            await session.close()
        assert (await calling).delayed == ("rows",)
    async with await SessionCore.open(session_id="landing") as next_session:
        assert await events_of(next_session, 2) == ["started", "completed"]
        assert await rows_of(replica, "landing") == ["succeeded"]
        assert (await next_session.undo()).path == SCRIPT["path"]


async def test_closing_twice_and_after_a_failed_opening_is_harmless(home, monkeypatch):
    monkeypatch.setenv("SPARK_HOME", str(home))
    session = await SessionCore.open()
    await session.close()
    await session.close()
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody:x@127.0.0.1:9/spark")
    before = asyncio.all_tasks()
    with pytest.raises(Exception, match="database"):
        await SessionCore.open()
    assert {task for task in asyncio.all_tasks() if not task.done()} <= before
