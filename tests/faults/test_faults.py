"""Ten thousand calls of twenty sessions, while every server is killed again and again."""

from __future__ import annotations

import asyncio
import json
import random
import shutil
import tempfile
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import nats
import psycopg
import pytest

from spark_nb.clients.migrations import until_replayed
from spark_nb.endpoints import open_endpoints
from spark_nb.local.shutdown import purge_stack
from spark_nb.metrics import Metrics
from spark_nb.session import SessionCore
from spark_nb.settings import Endpoints, load_settings
from tests.faults.workload import Worker
from tests.local.stack_home import Home
from tests.proxy import CUTS, Proxy

pytestmark = [pytest.mark.slow, pytest.mark.timeout(420)]

CALLS = 10_000
SESSIONS = 20
BEHIND_PROXY = 5
CUT_SHARE = 0.02
PARTS = ("sandbox", "nats", "primary", "standby")
PAUSE_S = 3.0


@pytest.fixture
def home(monkeypatch):
    folder = Path(tempfile.mkdtemp(prefix="spark-faults-"))
    monkeypatch.setenv("SPARK_HOME", str(folder))
    yield Home(folder)
    purge_stack(folder)
    shutil.rmtree(folder, ignore_errors=True)


async def kill_in_turn(home: Home, kills: Counter[str]) -> None:
    while True:
        for part in PARTS:
            await asyncio.sleep(PAUSE_S)
            await asyncio.to_thread(home.kill, part)
            kills[part] += 1


def cutting(upstream: int) -> Proxy:
    """Return a proxy that breaks one exchange in fifty, each at a random point."""
    chance = random.Random(1)
    proxy = Proxy(upstream, http=True)
    proxy.fault = lambda _: chance.choice(CUTS) if chance.random() < CUT_SHARE else None
    return proxy


async def open_workers(
    endpoints: Endpoints, proxy: Proxy, stack: AsyncExitStack, monkeypatch
) -> list[Worker]:
    """Open the sessions, the last of them behind the proxy."""
    sessions = []
    for number in range(SESSIONS):
        if number == SESSIONS - BEHIND_PROXY:
            monkeypatch.setenv("UNITY_MCP_URL", f"http://127.0.0.1:{proxy.port}/mcp")
            monkeypatch.setenv("UNITY_MCP_TOKEN", endpoints.unity_mcp_token.get_secret_value())
        opened = await SessionCore.open(
            session_id=f"s-{number}", project=endpoints.project, metrics=Metrics()
        )
        sessions.append(await stack.enter_async_context(opened))
    return [Worker(session, number, endpoints.project) for number, session in enumerate(sessions)]


async def test_nothing_is_lost_and_nothing_lands_twice(home, monkeypatch):
    endpoints = await open_endpoints(load_settings())
    before, kills = asyncio.all_tasks(), Counter()
    async with AsyncExitStack() as stack:
        proxy = await stack.enter_async_context(cutting(urlsplit(endpoints.unity_mcp_url).port))
        workers = await open_workers(endpoints, proxy, stack, monkeypatch)
        killer = asyncio.create_task(kill_in_turn(home, kills))
        await asyncio.gather(*(worker.run(CALLS // SESSIONS) for worker in workers))
        killer.cancel()
        await asyncio.wait({killer})
        await asyncio.to_thread(home.up)
    assert {task for task in asyncio.all_tasks() if not task.done()} <= before
    assert min(kills[part] for part in PARTS) >= 1, kills
    assert set(proxy.struck) == set(CUTS)
    assert [error for worker in workers for error in worker.foreign] == []
    for worker in workers:
        await asyncio.to_thread(worker.check_files)
    await check_rows(endpoints, workers)
    await check_events(endpoints)


async def check_rows(endpoints: Endpoints, workers: list[Worker]) -> None:
    """One row a call on the replica, with the outcome that its caller saw."""
    replica = endpoints.database_replica_url.get_secret_value()
    await until_replayed(endpoints.database_url.get_secret_value(), replica, seconds=60)
    async with await psycopg.AsyncConnection.connect(replica) as connection:
        cursor = await connection.execute(
            "SELECT session_id, status, count(*) FROM spark_function_calls GROUP BY 1, 2"
        )
        found: dict[str, Counter[str]] = {f"s-{worker.number}": Counter() for worker in workers}
        async for session_id, status, count in cursor:
            known = status if status in ("succeeded", "rejected") else "not done"
            found[session_id][known] += count
    assert found == {f"s-{worker.number}": worker.statuses for worker in workers}
    assert sum(counts.total() for counts in found.values()) == CALLS


async def check_events(endpoints: Endpoints) -> None:
    """Every event of the rows is in the stream once, or among the dead letters."""
    async with await psycopg.AsyncConnection.connect(
        endpoints.database_url.get_secret_value()
    ) as connection:
        cursor = await connection.execute("SELECT event_id::text FROM spark_events")
        emitted = {event_id async for (event_id,) in cursor}
    streamed, dead = await read_stream(endpoints)
    dead |= await asyncio.to_thread(kept_letters, endpoints.home)
    assert [event_id for event_id, count in streamed.items() if count > 1] == []
    assert emitted == streamed.keys() | dead


async def read_stream(endpoints: Endpoints) -> tuple[Counter[str], set[str]]:
    """Return the ids of all events in the stream, and of those among its dead letters."""
    client = await nats.connect(endpoints.nats_url.get_secret_value())
    try:
        jetstream = client.jetstream()
        count = (await jetstream.stream_info("SPARK")).state.messages
        reader = await jetstream.subscribe(
            "", stream="SPARK", ordered_consumer=True, pending_msgs_limit=-1
        )
        streamed: Counter[str] = Counter()
        dead = set()
        for _ in range(count):
            message = await reader.next_msg(timeout=20)
            content = json.loads(message.data)
            if message.subject == "spark.dlq":
                dead.add(content["event"]["event_id"])
            else:
                streamed[content["event_id"]] += 1
    finally:
        await client.close()
    return streamed, dead


def kept_letters(folder: Path) -> set[str]:
    """Return the ids of the events that wait in files for the broker."""
    lines = [
        line
        for file in (folder / "dead_letters").rglob("*.jsonl")
        for line in file.read_text().splitlines()
    ]
    return {json.loads(line)["event"]["event_id"] for line in lines}
