"""Print as JSON: rows written, beside a bare psycopg connection that does the same by hand.

    python -m tests.bench.bench_rows

``call``: what one previewed frame leaves, as one write; the peer inserts row by row in one
transaction, once as it comes and once with psycopg's pipeline mode. ``fifty``: 50 rows of a table;
the peer is one COPY. ``fifty_mixed``: 50 rows of ten calls; the peer is a transaction with a COPY
for each table. ``together``: 20 calls that end at once; the peer gives each its transaction, on
four connections. Ratios are peer time over ours: above 1, ours is faster.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import statistics
import tempfile
import time
from collections import deque
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from spark_nb.clients.postgres_rows import PostgresRows
from spark_nb.clients.row_spools import RowSpools
from spark_nb.clients.row_statements import insert_statement
from spark_nb.domain.rows import Row, Rows, merge_rows
from spark_nb.endpoints import open_endpoints
from spark_nb.local.shutdown import purge_stack
from spark_nb.settings import load_settings
from tests.clients.row_samples import call, event, preview

ROUNDS = 200
WARM_UP = 20
Work = Callable[[Rows], Awaitable[object]]


def frame() -> Rows:
    """Return what one previewed frame leaves: five rows in three tables."""
    made = call(tool="render_preview")
    events = [event(call_id=made["call_id"], tool="render_preview") for _ in range(3)]
    shown = preview(call_id=made["call_id"])
    return {"spark_function_calls": [made], "spark_events": events, "spark_previews": [shown]}


def fifty() -> Rows:
    return {"spark_function_calls": [call() for _ in range(50)]}


def fifty_mixed() -> Rows:
    return merge_rows([frame() for _ in range(10)])


class Bare:
    """psycopg by hand, as a careful user writes it."""

    def __init__(self, connection: psycopg.AsyncConnection) -> None:
        self.connection = connection

    async def insert(self, rows: Rows) -> None:
        async with self.connection.transaction():
            for table, found in rows.items():
                for row in found:
                    await self._insert(table, row)

    async def insert_pipelined(self, rows: Rows) -> None:
        async with self.connection.pipeline():
            await self.insert(rows)

    async def copy(self, rows: Rows) -> None:
        async with self.connection.cursor() as cursor:
            for table, found in rows.items():
                statement = f"COPY {table} ({', '.join(found[0])}) FROM STDIN"
                async with cursor.copy(statement) as copy:
                    for row in found:
                        await copy.write_row([_value(value) for value in row.values()])

    async def copy_in_transaction(self, rows: Rows) -> None:
        async with self.connection.transaction():
            await self.copy(rows)

    async def _insert(self, table: str, row: Row) -> None:
        names, marks = ", ".join(row), ", ".join(["%s"] * len(row))
        values = [_value(value) for value in row.values()]
        await self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)


def _value(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict) else value


async def milliseconds(work: Work, rows: Rows) -> float:
    started = time.perf_counter()
    await work(rows)
    return (time.perf_counter() - started) * 1000


async def compare(make: Callable[[], Rows], ours: Work, **peers: Work) -> dict[str, float]:
    """Return median times and their ratios; the works take turns, so that noise hits all."""
    works = {"ours": ours, **peers}
    samples: dict[str, list[float]] = {name: [] for name in works}
    for number in range(ROUNDS):
        turn = deque(works.items())
        turn.rotate(number)
        for name, work in turn:
            samples[name].append(await milliseconds(work, make()))
    found = {name: statistics.median(times[WARM_UP:]) for name, times in samples.items()}
    ratios = {f"{name}/ours": round(found[name] / found["ours"], 2) for name in peers}
    return {**{f"{name}_ms": round(ms, 3) for name, ms in found.items()}, **ratios}


async def compare_together(
    sink: PostgresRows, bare: list[Bare], calls: int = 20
) -> dict[str, float]:
    async def ours(rows: Rows) -> None:
        await asyncio.gather(*(sink.write(frame()) for _ in range(calls)))

    async def one_after_another(connection: Bare) -> None:
        for _ in range(calls // len(bare)):
            await connection.insert(frame())

    async def by_hand(rows: Rows) -> None:
        await asyncio.gather(*map(one_after_another, bare))

    return await compare(dict, ours, bare=by_hand)


async def measure(home: Path) -> dict[str, object]:
    endpoints = await open_endpoints(load_settings(home=home))
    url = endpoints.database_url
    bare = [
        Bare(await psycopg.AsyncConnection.connect(url.get_secret_value(), autocommit=True))
        for _ in range(4)
    ]
    async with PostgresRows(url, RowSpools(home / "spool", "bench"), insert_statement()) as sink:
        first = bare[0]
        found: dict[str, object] = {
            "call": await compare(
                frame, sink.write, bare=first.insert, pipelined=first.insert_pipelined
            ),
            "fifty": await compare(fifty, sink.write, copy=first.copy),
            "fifty_mixed": await compare(fifty_mixed, sink.write, copy=first.copy_in_transaction),
            "together": await compare_together(sink, bare),
        }
        assert (sink.delayed, sink.refused) == (0, 0)
    for each in bare:
        await each.connection.close()
    return found


def main() -> None:
    home = Path(tempfile.mkdtemp(prefix="spark-bench-"))
    try:
        print(json.dumps(asyncio.run(measure(home)), indent=1))
    finally:
        purge_stack(home)
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
