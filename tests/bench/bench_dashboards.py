"""Print as JSON: dashboards over many calls, beside the plain query; and what rollups cost.

    python -m tests.bench.bench_dashboards [CALLS] [DAYS]

``load``: calls a second that ``spark-nb demo-data`` writes, and how long rolling them up takes.
``p95``: percentiles by tool over the last day and over all days, ours on the replica beside
``percentile_cont`` on the calls, taking turns. ``overview``: all nine answers and the filters'
values, read three at a time and drawn, as the overview does, over one day and over all.
``upkeep``: milliseconds for 1,000 calls, written one by one and in fifties: without rollups
(``bare``), with ours (``marks``; ``roll_up`` later, in the background), and with the way that was
tried besides (``upserts``): a trigger that adds each call to a histogram of its minute at once.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from spark_nb.dashboards import latency_by_tool
from spark_nb.dashboards.board import QUESTIONS
from spark_nb.dashboards.choices import filter_values
from spark_nb.dashboards.demo_history import History
from spark_nb.dashboards.demo_load import Loaded, load_demo_history
from spark_nb.dashboards.scope import scope_of
from spark_nb.endpoints import open_endpoints
from spark_nb.settings import load_settings
from tests.bench.home import temporary_home
from tests.clients.row_samples import call

PLAIN = """
SELECT tool, percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY duration_ms)
FROM spark_function_calls
WHERE started_at >= %s AND started_at < %s AND status <> 'rejected' GROUP BY tool"""
ROUNDS = 5
INSERT = """
INSERT INTO spark_function_calls SELECT found.*
FROM jsonb_populate_recordset(NULL::spark_function_calls, %s) AS found ON CONFLICT DO NOTHING"""
UPSERTS = """
CREATE TABLE tried (at timestamptz, tool text, status text, bucket smallint, calls bigint,
                    PRIMARY KEY (at, tool, status, bucket)) WITH (fillfactor = 50);
CREATE FUNCTION try() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    INSERT INTO tried AS known
    SELECT date_bin('1 minute', started_at, 'epoch'), tool, status, spark_bucket(duration_ms),
        count(*)
    FROM written GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (at, tool, status, bucket) DO UPDATE SET calls = known.calls + excluded.calls;
    RETURN NULL; END $$;
CREATE TRIGGER try AFTER INSERT ON spark_function_calls REFERENCING NEW TABLE AS written
FOR EACH STATEMENT EXECUTE FUNCTION try()"""


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def load(url: str, history: History) -> dict[str, float]:
    marks: dict[str, float] = {}

    def report(loaded: Loaded) -> None:
        if loaded.left is not None:
            marks.setdefault("written", time.perf_counter())

    started = time.perf_counter()
    load_demo_history(url, history, report)
    written = marks["written"]
    return {
        "calls_per_s": round(history.count / (written - started)),
        "roll_up_s": round(time.perf_counter() - written, 1),
    }


def compare_p95(replica: str, since: datetime, until: datetime) -> dict[str, Any]:
    ours, plain = [], []
    with psycopg.connect(replica, autocommit=True) as connection:
        for _ in range(ROUNDS):
            ours.append(seconds(lambda: latency_by_tool(since, until)))
            plain.append(seconds(lambda: connection.execute(PLAIN, [since, until]).fetchall()))
        exact = dict(connection.execute(PLAIN, [since, until]).fetchall())
    found = latency_by_tool(since, until).frame.set_index("tool")
    errors = [
        abs(found.loc[tool, name] / value - 1)
        for tool, values in exact.items()
        for name, value in zip(("p50_ms", "p95_ms", "p99_ms"), values, strict=True)
    ]
    ours_ms, plain_ms = (1000 * statistics.median(times) for times in (ours, plain))
    return {
        "calls": int(found["calls"].sum()),
        "ours_ms": round(ours_ms, 1),
        "plain_ms": round(plain_ms, 1),
        "plain/ours": round(plain_ms / ours_ms, 1),
        "worst_error": round(max(errors), 4),
    }


def overview_seconds(since: datetime, until: datetime) -> float:
    scope = scope_of(since, until, {})

    def read() -> None:
        with ThreadPoolExecutor(3) as threads:
            reports = [threads.submit(ask, since, until) for ask in QUESTIONS]
            threads.submit(filter_values, scope).result()
            for report in reports:
                report.result().figure().to_json()

    return round(statistics.median(seconds(read) for _ in range(3)), 2)


def upkeep(owner: str) -> dict[str, dict[str, float]]:
    with psycopg.connect(owner, autocommit=True) as connection:
        while connection.execute("SELECT spark_roll_up()").fetchone() != (0,):
            pass
        connection.execute("ALTER TABLE spark_function_calls DISABLE TRIGGER spark_mark_minutes")
        found = {"bare": thousand(connection)}
        connection.execute("ALTER TABLE spark_function_calls ENABLE TRIGGER spark_mark_minutes")
        found["marks"] = thousand(connection)
        rolled = seconds(lambda: connection.execute("SELECT spark_roll_up()"))
        found["roll_up"] = {"of_6000_calls_ms": round(1000 * rolled, 1)}
        connection.execute("ALTER TABLE spark_function_calls DISABLE TRIGGER spark_mark_minutes")
        connection.execute(UPSERTS)
        found["upserts"] = thousand(connection)
    return found


def thousand(connection: psycopg.Connection) -> dict[str, float]:
    """Return milliseconds for 1,000 calls, one by one and in fifties; the median of three."""

    def write(size: int) -> float:
        now = (datetime.now(UTC) - timedelta(minutes=2)).isoformat()
        rows = [call(started_at=now, duration_ms=10.0 + number % 90) for number in range(1000)]
        parts = [Jsonb(rows[first : first + size]) for first in range(0, 1000, size)]
        return seconds(lambda: [connection.execute(INSERT, [part]) for part in parts])

    return {
        name: round(1000 * statistics.median(write(size) for _ in range(3)), 1)
        for name, size in (("singly", 1), ("in_fifties", 50))
    }


def measure(calls: int, days: int) -> dict[str, Any]:
    endpoints = asyncio.run(open_endpoints(load_settings()))
    owner = endpoints.database_owner_url
    assert owner is not None
    history = History(days=days, calls=calls, until=datetime.now(UTC))
    found: dict[str, Any] = {"calls": calls, "days": days}
    found["load"] = load(endpoints.database_url.get_secret_value(), history)
    with psycopg.connect(owner.get_secret_value(), autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    replica = endpoints.database_replica_url.get_secret_value()
    latency_by_tool()  # the replica has all of it
    until = history.until
    ranges = {"one_day": until - timedelta(days=1)}
    if days > 1:
        ranges["all_days"] = history.since
    for name, since in ranges.items():
        found[f"p95_{name}"] = compare_p95(replica, since, until)
        found[f"overview_{name}_s"] = overview_seconds(since, until)
    found["upkeep"] = upkeep(owner.get_secret_value())
    return found


def main() -> None:
    calls, days = map(int, (*sys.argv[1:], *("1000000", "1")[len(sys.argv) - 1 :]))
    with temporary_home():
        print(json.dumps(measure(calls, days), indent=1))


if __name__ == "__main__":
    main()
