"""Print as JSON: a whole pipeline call beside its bare parts, in milliseconds and as ratios.

The bare parts, one after the other: the MCP SDK's ``call_tool``, one transaction that inserts the
call's row and its event, one JetStream publish with its acknowledgement. Ours does the same and
more (guardrails, events at both ends, undo). Before a write ours reads the file, for undo and for
replies that are lost; ``generate_script after reading`` has the bare parts read it too. Rounds
alternate.
"""

from __future__ import annotations

import asyncio
import json
import statistics
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from time import perf_counter
from typing import Any
from uuid import uuid4

import httpx2
import nats
import psycopg
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from psycopg.types.json import Jsonb

from spark_nb.endpoints import open_endpoints
from spark_nb.session import SessionCore
from spark_nb.settings import Endpoints, load_settings
from tests.bench.home import temporary_home

ROUNDS, CALLS = 5, 100
INSERT_CALL = """
INSERT INTO spark_function_calls VALUES
(%s, 'bare', 'ann', %s, 'unity', 'succeeded', NULL, 1, false, 1.5, 100, 100, NULL, now())"""
INSERT_EVENT = """
INSERT INTO spark_events SELECT * FROM jsonb_populate_record(NULL::spark_events, %s)"""


class Bare:
    """The three parts, each as its own library's page shows it."""

    def __init__(self, client: Client, database: Any, jetstream: Any) -> None:
        self._client = client
        self._database = database
        self._jetstream = jetstream

    @classmethod
    async def open(cls, endpoints: Endpoints, stack: AsyncExitStack) -> Bare:
        token = endpoints.unity_mcp_token.get_secret_value()
        http = httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}, trust_env=False)
        transport = streamable_http_client(
            endpoints.unity_mcp_url, http_client=await stack.enter_async_context(http)
        )
        client = await stack.enter_async_context(Client(transport))
        database = await psycopg.AsyncConnection.connect(
            endpoints.database_url.get_secret_value(), autocommit=True
        )
        stack.push_async_callback(database.close)
        broker = await nats.connect(endpoints.nats_url.get_secret_value())
        stack.push_async_callback(broker.close)
        return cls(client, database, broker.jetstream())

    async def read_and_call(self, tool: str, fields: dict[str, Any]) -> None:
        await self._client.read_resource(f"spark://project/files/{fields['path']}")
        await self.call(tool, fields)

    async def call(self, tool: str, fields: dict[str, Any]) -> None:
        await self._client.call_tool(tool, fields)
        event = {
            "event_id": str(uuid4()),
            "subject": "spark.runtime.unity.completed.bare",
            "session_id": "bare",
            "user_id": "ann",
            "tool": tool,
            "call_id": str(uuid4()),
            "occurred_at": datetime.now(UTC).isoformat(),
            "data": {},
        }
        async with self._database.transaction():
            await self._database.execute(INSERT_CALL, [event["call_id"], tool])
            await self._database.execute(INSERT_EVENT, [Jsonb(event)])
        await self._jetstream.publish(
            event["subject"],
            json.dumps(event).encode(),
            headers={"Nats-Msg-Id": event["event_id"]},
        )


def script(number: int) -> dict[str, Any]:
    code = f"// {number}\npublic class Hero {{}}\n"
    return {"name": "Hero", "code": code, "path": "Assets/Hero.cs"}


def picture(number: int) -> dict[str, Any]:
    return {"width": 64, "height": 64, "time_s": number % 3600}


async def p50_ms(call: Callable[[dict[str, Any]], Awaitable[object]], fields: list[Any]) -> float:
    times = []
    for one in fields:
        began = perf_counter()
        await call(one)
        times.append((perf_counter() - began) * 1000)
    return statistics.median(times)


async def compare(
    session: SessionCore,
    peer: Callable[[str, dict[str, Any]], Awaitable[None]],
    tool: str,
    fields: Any,
) -> dict[str, float]:
    ours, theirs = [], []
    for number in range(ROUNDS):
        first = 2 * number * CALLS
        mine = [fields(first + n) for n in range(CALLS)]
        other = [fields(first + CALLS + n) for n in range(CALLS)]
        ours.append(await p50_ms(lambda one: getattr(session.unity, tool)(**one), mine))
        theirs.append(await p50_ms(lambda one: peer(tool, one), other))
    return {
        "ours_ms": round(statistics.median(ours), 2),
        "bare_ms": round(statistics.median(theirs), 2),
        "ratio": round(statistics.median(a / b for a, b in zip(ours, theirs, strict=True)), 2),
    }


async def measure() -> dict[str, Any]:
    endpoints = await open_endpoints(load_settings())
    async with AsyncExitStack() as stack:
        bare = await Bare.open(endpoints, stack)
        session = await stack.enter_async_context(await SessionCore.open())
        await session.apply_preset("2d-platformer")
        for number in range(20):
            await session.unity.generate_script(**script(number))
            await bare.call("generate_script", script(number))
        return {
            "render_preview": await compare(session, bare.call, "render_preview", picture),
            "generate_script": await compare(session, bare.call, "generate_script", script),
            "generate_script after reading": await compare(
                session, bare.read_and_call, "generate_script", script
            ),
        }


def main() -> None:
    with temporary_home():
        found = asyncio.run(measure())
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
