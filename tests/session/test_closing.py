"""Closing with servers that neither answer nor hang up: bounded, and nothing is lost."""

from __future__ import annotations

import asyncio
import os
import signal
from contextlib import contextmanager

import pytest

from spark_nb.errors import RejectedError
from spark_nb.local.folders import Folders
from spark_nb.local.stack import find_stack
from spark_nb.session import SessionCore

CLOSE_WITHIN_S = 20


@pytest.fixture
def pids(home):
    """Return a function that names the processes of parts."""
    return lambda *parts: [find_stack(Folders(home)).part(part).pid for part in parts]


@contextmanager
def frozen(pids):
    """Stop processes without ending them: their connections stay open, and silent."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


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
