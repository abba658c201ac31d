"""Latency answers against pandas over the same rows, read from a real standby."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import numpy as np
import pandas as pd
import psycopg
import pytest

from spark_nb.dashboards import latency_by_tool, latency_over_time
from spark_nb.dashboards.replica import read
from spark_nb.domain.rows import Row
from spark_nb.errors import ServiceUnavailable
from tests.dashboards.conftest import write_calls

DAY = datetime(2024, 5, 1, tzinfo=UTC)
RANGE = {"since": DAY, "until": DAY + timedelta(hours=1)}


def call(tool: str, duration_ms: float, at: datetime, **more: object) -> Row:
    return {
        "call_id": str(uuid4()),
        "session_id": "s-one",
        "user_id": "ann",
        "tool": tool,
        "service": "unity",
        "status": "succeeded",
        "error_code": None,
        "attempts": 1,
        "cache_hit": False,
        "duration_ms": duration_ms,
        "request_bytes": 10,
        "response_bytes": 20,
        "feature": None,
        "started_at": at.isoformat(),
        **more,
    }


@pytest.fixture(scope="module")
async def calls(endpoints):
    """200 calls of three tools within an hour, and some that no answer may count."""
    chance = random.Random(7)
    rows = [
        call(
            chance.choice(["generate_script", "apply_patch", "render_preview"]),
            chance.lognormvariate(3, 1),
            DAY + timedelta(seconds=chance.uniform(0, 3599)),
            session_id=chance.choice(["s-one", "s-two"]),
            user_id=chance.choice(["ann", "bo"]),
        )
        for _ in range(200)
    ]
    others = [
        call("apply_patch", 9999.0, DAY + timedelta(minutes=1), status="rejected"),
        call("apply_patch", 9999.0, DAY - timedelta(microseconds=1)),
        call("apply_patch", 9999.0, DAY + timedelta(hours=1)),
    ]
    await write_calls(endpoints, [*rows, *others])
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    "filters", [{}, {"session_id": "s-two"}, {"user_id": "bo"}, {"tool": "apply_patch"}]
)
def test_percentiles_are_those_of_the_rows(calls, filters):
    wanted = calls
    for name, value in filters.items():
        wanted = wanted[wanted[name] == value]
    groups = wanted.groupby("tool")["duration_ms"]
    found = latency_by_tool(**RANGE, **filters).frame.set_index("tool").sort_index()
    assert list(found["calls"]) == list(groups.count())
    for name, share in (("p50_ms", 0.5), ("p95_ms", 0.95), ("p99_ms", 0.99), ("max_ms", 1.0)):
        np.testing.assert_allclose(found[name].astype(float), groups.quantile(share))


def test_the_slowest_tool_is_first_and_named_in_the_title(calls):
    report = latency_by_tool(**RANGE)
    p95 = calls.groupby("tool")["duration_ms"].quantile(0.95).sort_values(ascending=False)
    assert list(report.frame["tool"]) == list(p95.index)
    assert report.figure().layout.title.text.startswith(f"<b>{p95.index[0]} is slowest")


def test_every_call_is_in_one_bucket_of_time(calls):
    frame = latency_over_time(**RANGE).frame
    assert frame["calls"].sum() == len(calls)
    assert frame["at"].between(DAY, RANGE["until"], inclusive="left").all()


def test_an_empty_range_says_what_to_do(endpoints):
    report = latency_by_tool(since=DAY - timedelta(days=9), until=DAY - timedelta(days=8))
    assert report.empty
    assert list(report.frame.columns[:5]) == ["tool", "calls", "p50_ms", "p95_ms", "p99_ms"]
    assert "Run the quickstart" in report._repr_html_()
    over_time = latency_over_time(since=DAY - timedelta(days=9), until=DAY - timedelta(days=8))
    for figure in (report.figure(), over_time.figure()):
        assert figure.layout.title.text.startswith("<b>No calls in this range yet")


def test_the_answer_comes_from_the_replica_and_says_so(calls):
    source = latency_by_tool(**RANGE).source
    assert source.is_replica
    assert str(source).startswith("replica")


async def test_the_dashboard_role_cannot_write(endpoints):
    primary = endpoints.database_url.get_secret_value()
    reader = psycopg.conninfo.conninfo_to_dict(endpoints.database_replica_url.get_secret_value())
    place = {key: psycopg.conninfo.conninfo_to_dict(primary)[key] for key in ("host", "port")}
    async with await psycopg.AsyncConnection.connect(
        **(reader | place), autocommit=True
    ) as connection:
        with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
            await connection.execute("DELETE FROM spark_function_calls")
        await connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            await connection.execute("DELETE FROM spark_function_calls")


def test_a_replica_that_is_away_is_a_short_error_without_its_password(monkeypatch):
    monkeypatch.setenv("DATABASE_REPLICA_URL", "postgresql://ann:hunter2@127.0.0.1:9/spark")
    with pytest.raises(ServiceUnavailable) as caught:
        latency_by_tool(**RANGE)
    assert "The replica does not answer" in str(caught.value)
    assert "spark-nb status" in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_query_of_ours_that_is_wrong_is_not_hidden_as_an_outage(endpoints):
    with pytest.raises(psycopg.errors.InvalidDatetimeFormat):
        read(
            "latency_by_tool",
            {"since": "no date", "until": DAY, "tool": None, "session_id": None, "user_id": None},
        )
