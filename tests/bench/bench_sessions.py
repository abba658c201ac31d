"""Print as JSON: a hundred sessions at once in one process, their memory and their time."""

from __future__ import annotations

import asyncio
import json
from time import perf_counter

import psutil
import psycopg

from spark_nb.endpoints import open_endpoints
from spark_nb.metrics import Metrics
from spark_nb.session import SessionCore
from spark_nb.settings import load_settings
from tests.bench.home import temporary_home

SESSIONS, CALLS = 100, 10


async def work(number: int) -> int:
    """Open a session, write and render, and return how many calls succeeded."""
    async with await SessionCore.open(session_id=f"s-{number}", metrics=Metrics()) as session:
        for call in range(CALLS):
            name = f"F{call % 3}"
            await session.unity.generate_script(
                name=name,
                code=f"// {number} {call}\npublic class {name} {{}}\n",
                path=f"Assets/S{number}/{name}.cs",
            )
    return CALLS


async def memory_per_session_mib(process: psutil.Process) -> float:
    before = process.memory_info().rss
    sessions = await asyncio.gather(
        *(SessionCore.open(session_id=f"m-{n}", metrics=Metrics()) for n in range(SESSIONS))
    )
    held = process.memory_info().rss - before
    await asyncio.gather(*(session.close() for session in sessions))
    return held / SESSIONS / 2**20


async def rows(url: str) -> int:
    async with await psycopg.AsyncConnection.connect(url) as connection:
        cursor = await connection.execute("SELECT count(*) FROM spark_function_calls")
        (count,) = await cursor.fetchone() or (0,)
        return count


async def measure() -> dict[str, object]:
    endpoints = await open_endpoints(load_settings())
    await work(SESSIONS)
    memory = await memory_per_session_mib(psutil.Process())
    began = perf_counter()
    done = await asyncio.gather(*(work(number) for number in range(SESSIONS)))
    seconds = perf_counter() - began
    return {
        "sessions": SESSIONS,
        "calls": sum(done),
        "seconds": round(seconds, 1),
        "calls_per_s": round(sum(done) / seconds, 1),
        "rows": await rows(endpoints.database_url.get_secret_value()),
        "memory_per_session_mib": round(memory, 2),
    }


def main() -> None:
    with temporary_home():
        found = asyncio.run(measure())
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
