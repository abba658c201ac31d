"""Every answer about calls against pandas over the same rows, however much is rolled up."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg.types.json import Jsonb

from spark_nb import dashboards
from tests.clients.scratch_database import ScratchDatabase
from tests.dashboards.conftest import name_in_environment
from tests.dashboards.history import DAY, INSERT, call, calls, table_of, wanted

SHARES = {"p50_ms": 0.50, "p95_ms": 0.95, "p99_ms": 0.99}
WITHIN = 0.01
TABLES = (
    "spark_function_calls, spark_stale_minutes, spark_stale_periods, spark_call_rollups,"
    " spark_session_rollups"
)
ROLLED_FROM_THE_FIRST = """
CREATE OR REPLACE FUNCTION spark_exact_calls() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE RETURN {}"""
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        "tool": st.sampled_from(["render_preview", "asr"]),
        "session_id": st.sampled_from(["s-one", "s-two"]),
        "user_id": st.just("bo"),
        "feature": st.just("boss fight"),
    },
)
MOMENTS = st.builds(
    lambda minutes, micros: DAY + timedelta(minutes=minutes, microseconds=micros),
    st.integers(-60, 49 * 60),
    st.sampled_from([0, 0, 1, 30_000_000]),
)


@pytest.fixture(scope="module")
async def primary(endpoints, model, module_patch):
    """An owner's connection to a database whose primary the dashboards read: there is no lag."""
    async with ScratchDatabase.made(endpoints, template=model.name) as made:
        name_in_environment(module_patch, made)
        module_patch.setenv("DATABASE_REPLICA_URL", made.reader_url)
        module_patch.setenv("DATABASE_URL", made.reader_url)
        with psycopg.connect(made.owner_url, autocommit=True) as connection:
            yield connection


def prepare(connection, early, late, *, exact_up_to, rounds, minutes):
    """Write calls, roll some of them up, write some more, and some of the first once again."""
    connection.execute(f"TRUNCATE {TABLES}")
    connection.execute(ROLLED_FROM_THE_FIRST.format(exact_up_to))
    statement = INSERT.format(table="spark_function_calls")
    connection.execute(statement, [Jsonb(early)])
    for _ in range(rounds):
        connection.execute("SELECT spark_roll_up(%s)", [minutes])
    connection.execute(statement, [Jsonb([*late, *early[::3]])])
    if minutes % 2:
        connection.execute("SELECT spark_roll_up(%s)", [minutes])


@st.composite
def late_calls(draw):
    rows = draw(calls(most=15))
    return [row | {"call_id": row["call_id"].replace("00000000-0000", "00000001-0000")}
            for row in rows]  # fmt: skip


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    early=calls(),
    late=late_calls(),
    moments=st.tuples(MOMENTS, MOMENTS).filter(lambda pair: pair[0] != pair[1]),
    filters=FILTERS,
    exact_up_to=st.sampled_from([-1, -1, -1, 50_000]),
    rounds=st.integers(0, 4),
    minutes=st.integers(1, 60),
)
def test_answers_are_those_of_the_rows(
    primary, early, late, moments, filters, exact_up_to, rounds, minutes
):
    prepare(primary, early, late, exact_up_to=exact_up_to, rounds=rounds, minutes=minutes)
    since, until = sorted(moments)
    found = wanted(table_of([*early, *late]), since, until, filters)
    scope = {"since": since, "until": until, **filters}
    check_latency_by_tool(found, scope)
    check_latency_over_time(found, scope)
    check_distribution(found, scope)
    check_errors(found, scope)
    check_success(found, scope)
    check_slowest(found, scope)
    check_time_spent(found, scope)
    scope.pop("tool", None)
    named = {name: text for name, text in filters.items() if name != "tool"}
    check_previews(wanted(table_of([*early, *late]), since, until, named), scope)


def reached(frame):
    return frame[frame["status"] != "rejected"]


def check_percentiles(found, durations, key):
    assert list(found["calls"]) == list(durations.count()), key
    for name, share in SHARES.items():
        np.testing.assert_allclose(found[name], durations.quantile(share), rtol=WITHIN)


def check_latency_by_tool(rows, scope):
    report = dashboards.latency_by_tool(**scope)
    durations = reached(rows).groupby("tool")["duration_ms"]
    frame = report.frame.set_index("tool").sort_index()
    assert list(frame.index) == sorted(durations.groups)
    check_percentiles(frame, durations, scope)
    np.testing.assert_allclose(frame["max_ms"], durations.max())
    np.testing.assert_allclose(frame["mean_ms"], durations.mean())
    assert report.frame["p95_ms"].is_monotonic_decreasing
    if report.source.rolled_up is False:
        for name, share in SHARES.items():
            np.testing.assert_allclose(frame[name], durations.quantile(share), rtol=1e-9)


def check_latency_over_time(rows, scope):
    report = dashboards.latency_over_time(**scope)
    rows = reached(rows)
    at = rows["started_at"].dt.floor(pd.Timedelta(report.given["bucket"]))
    durations = rows.groupby([at, "tool"])["duration_ms"]
    frame = report.frame.set_index(["at", "tool"])
    assert list(frame.index) == sorted(durations.groups)
    check_percentiles(frame, durations, scope)


def check_distribution(rows, scope):
    frame = dashboards.latency_distribution(**scope).frame
    expected = reached(rows).groupby("tool").size()
    assert frame.groupby("tool")["calls"].sum().to_dict() == expected.to_dict()
    for tool, buckets in frame.groupby("tool"):
        values = np.sort(reached(rows)["duration_ms"][rows["tool"] == tool])
        edges = np.repeat(buckets[["from_ms", "to_ms"]], buckets["calls"], axis=0)
        assert (values >= edges[:, 0] * 0.98).all()
        assert (values <= edges[:, 1] * 1.02).all()


def check_errors(rows, scope):
    frame = dashboards.error_rates(**scope).frame
    kinds = rows["status"].where(rows["error_code"] != "BreakerOpen", "breaker_open")
    kinds = kinds[kinds != "succeeded"]
    codes = rows["error_code"].fillna("")
    expected = rows.loc[kinds.index].groupby([rows["tool"], kinds, codes]).size()
    errors = frame[frame["calls"] > 0]
    key = [errors["tool"], errors["kind"], errors["error_code"].fillna("")]
    assert errors.groupby(key)["calls"].sum().to_dict() == expected.to_dict()
    totals = frame.groupby("tool")["tool_calls"].first()
    assert totals.to_dict() == rows.groupby("tool").size().to_dict()
    np.testing.assert_allclose(frame["share"], frame["calls"] / frame["tool_calls"])


def check_success(rows, scope):
    frame = dashboards.call_success(**scope).frame.set_index("tool").sort_index()
    tools = rows.groupby("tool")
    assert frame["calls"].to_dict() == tools.size().to_dict()
    expected = tools["status"].agg(lambda found: (found == "succeeded").sum())
    assert list(frame["succeeded"]) == list(expected)
    assert list(frame["retried"]) == list(tools["attempts"].agg(lambda found: (found > 1).sum()))
    assert list(frame["cache_hits"]) == list(tools["cache_hit"].sum())
    np.testing.assert_allclose(frame["success_rate"], frame["succeeded"] / frame["calls"])


def check_slowest(rows, scope):
    report = dashboards.slowest_sessions(**scope)
    durations = reached(rows).groupby("session_id")["duration_ms"]
    frame = report.frame.set_index("session_id").sort_index()
    assert list(frame.index) == sorted(durations.groups)
    check_percentiles(frame, durations, scope)
    np.testing.assert_allclose(frame["total_s"], durations.sum() / 1000)
    assert report.frame["p95_ms"].is_monotonic_decreasing


def check_time_spent(rows, scope):
    frame = dashboards.time_spent(**scope).frame.set_index("tool").sort_index()
    tools = rows[rows["queue_ms"].notna()].groupby("tool")
    assert frame["calls"].to_dict() == tools.size().to_dict()
    for name in ("queue_ms", "service_ms"):
        np.testing.assert_allclose(frame[name], tools[name].sum(), atol=1e-6)
    whole = frame["queue_ms"] + frame["service_ms"] + frame["other_ms"]
    np.testing.assert_allclose(whole, tools["duration_ms"].sum(), atol=1e-6)


def check_previews(rows, scope):
    report = dashboards.preview_success(**scope)
    rows = rows[
        (rows["tool"] == "render_preview") & ~rows["status"].isin(["rejected", "cancelled"])
    ]
    at = rows["started_at"].dt.floor(pd.Timedelta(report.given["bucket"]))
    groups = rows.groupby(at)
    frame = report.frame.set_index("at")
    assert frame["previews"].to_dict() == groups.size().to_dict()
    shown = groups["status"].agg(lambda found: (found == "succeeded").sum())
    assert list(frame["succeeded"]) == list(shown)


def test_a_bucket_that_nothing_fell_into_is_drawn_as_nothing(primary):
    rows = [call(number, duration_ms=ms) for number, ms in enumerate((1.0, 1.0, 90.0))]
    prepare(primary, rows, [], exact_up_to=50_000, rounds=0, minutes=2)
    (line,) = dashboards.latency_distribution(DAY, DAY + timedelta(days=1)).figure().data
    shares = list(line.y)
    assert (shares[0], shares[-1]) == pytest.approx((200 / 3, 100 / 3))
    assert len(shares) > 40
    assert set(shares[1:-1]) == {0}


def test_the_tool_in_the_title_is_drawn_however_few_its_calls(primary):
    tools = [f"tool_{number}" for number in range(9)]
    rows = [call(number, tool=tools[number % 9]) for number in range(90)]
    rows.append(call(99, tool="seldom", duration_ms=9000.0))
    prepare(primary, rows, [], exact_up_to=50_000, rounds=0, minutes=2)
    figure = dashboards.latency_over_time(DAY, DAY + timedelta(days=1)).figure()
    assert figure.layout.title.text.startswith("<b>Highest p95: seldom at 9.0 s")
    assert "seldom" in {line.name for line in figure.data}
    assert len(figure.data) == 7
    assert figure.layout.legend.title.text == "7 of 10 tools"
