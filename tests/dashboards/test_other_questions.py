"""Answers that do not come from calls: queues, sessions, cost, builds."""

from __future__ import annotations

from datetime import timedelta

import pandas as pd
import pytest

from spark_nb import dashboards
from tests.clients.row_samples import build_job, metric, session, usage
from tests.clients.scratch_database import ScratchDatabase
from tests.dashboards.history import DAY, NO_QUESTIONS, call, write

RANGE = {"since": DAY, "until": DAY + timedelta(hours=1)}


def at(minute: float) -> str:
    return (DAY + timedelta(minutes=minute)).isoformat()


@pytest.fixture(scope="module")
async def rows(endpoints, model, module_patch):
    """An hour of two people's work, and a minute before and after it that nobody asks for."""
    async with ScratchDatabase.made(endpoints, template=model.name) as made:
        module_patch.setenv("DATABASE_URL", made.reader_url)
        module_patch.setenv("DATABASE_REPLICA_URL", made.reader_url)
        await write(made, "spark_sessions", [
            session(session_id="s1", user_id="ann", started_at=at(-5), last_seen_at=at(20)),
            session(session_id="s2", user_id="bo", started_at=at(10), last_seen_at=at(70)),
            session(session_id="s3", user_id="bo", started_at=at(15), last_seen_at=at(16)),
            session(session_id="s4", user_id="bo", started_at=at(60), last_seen_at=at(90)),
        ])  # fmt: skip
        depths = [(-1, 99), (1, 2), (1.2, 4), (30, 7), (60, 99)]
        await write(made, "spark_metrics", [
            *(metric(session_id="s1", name="unity.queue_depth", value=depth, sampled_at=at(minute))
              for minute, depth in depths),
            metric(session_id="s2", name="events.queue_depth", value=5, sampled_at=at(2)),
            metric(session_id="s2", name="cache.hits", value=1000, sampled_at=at(2)),
        ])  # fmt: skip
        await write(made, "spark_function_calls", [
            call(1, tool="ocr", started_at=at(3)), call(2, tool="classify", started_at=at(59)),
        ])  # fmt: skip
        await write(made, "spark_usage", [
            usage(session_id="s1", user_id="ann", used_at=at(4), cost_usd="0.10", model="a",
                  call_id=call(1)["call_id"], feature="boss fight"),
            usage(session_id="s2", user_id="bo", used_at=at(5), cost_usd="0.25", model="a"),
            usage(session_id="s2", user_id="bo", used_at=at(6), model="b", input_tokens=1000,
                  output_tokens=20),
            usage(session_id="s2", user_id="bo", used_at=at(60), cost_usd="99", model="a"),
        ])  # fmt: skip
        await write(made, "spark_build_jobs", [
            build_job(session_id="s1", status="succeeded", queued_at=at(1), started_at=at(2),
                      ended_at=at(4), progress=1.0, byte_length=1000),
            build_job(session_id="s2", target="Android", status="failed", error_code="script",
                      queued_at=at(10), started_at=at(10), ended_at=at(11), stage="scripts"),
            build_job(session_id="s2", status="running", queued_at=at(20), started_at=at(21),
                      progress=0.5, stage="pack"),
            build_job(session_id="s2", status="queued", queued_at=at(60)),
        ])  # fmt: skip
        yield made


def records(report):
    return report.frame.astype(object).where(report.frame.notna(), None).to_dict("records")


def test_queue_depth_by_point_of_time(rows):
    report = dashboards.queue_depth(**RANGE)
    assert report.given["bucket"] == timedelta(minutes=1)
    found = [(row["at"].minute, row["queue"], row["mean_depth"], row["max_depth"], row["samples"])
             for row in records(report)]  # fmt: skip
    assert found == [
        (1, "unity", 3.0, 4.0, 2), (2, "events", 5.0, 5.0, 1), (30, "unity", 7.0, 7.0, 1),
    ]  # fmt: skip
    assert "At most 7 calls waited for unity" in report.figure().layout.title.text


@pytest.mark.parametrize("filters", [{"session_id": "s2"}, {"user_id": "bo"}])
def test_queue_depth_of_somebody(rows, filters):
    assert list(dashboards.queue_depth(**RANGE, **filters).frame["queue"]) == ["events"]


def test_a_filter_that_makes_no_sense_is_not_heeded_and_said(rows):
    report = dashboards.queue_depth(**RANGE, tool="ocr", feature="boss fight")
    assert len(report.frame) == 3
    assert report.note.endswith(" · for every tool and feature")
    assert report.words == "How much waits, over time?"
    report = dashboards.queue_depth(**RANGE, tool="ocr", user_id="bo")
    assert report.words == "How much waits, over time? · user bo"


def test_open_sessions_by_point_of_time(rows):
    frame = dashboards.active_sessions(**RANGE).frame.set_index("at")
    assert len(frame) == 60
    by_minute = frame["sessions"].set_axis(frame.index.minute)
    assert [by_minute[minute] for minute in (0, 9, 10, 15, 17, 20, 21, 59)] == [
        1, 1, 2, 3, 2, 2, 1, 1,
    ]  # fmt: skip
    assert frame["users"].max() == 2
    assert dashboards.active_sessions(**RANGE, user_id="ann").frame["sessions"].max() == 1


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("model", {"anthropic a": (0.35, 0), "anthropic b": (None, 1)}),
        ("tool", {None: (0.25, 1), "ocr": (0.10, 0)}),
        ("feature", {None: (0.25, 1), "boss fight": (0.10, 0)}),
        ("session", {"s2": (0.25, 1), "s1": (0.10, 0)}),
        ("day", {"2024-05-01": (0.35, 1)}),
    ],
)
def test_cost_with_unpriced_apart(rows, by, expected):
    report = dashboards.cost(**RANGE, by=by)
    found = {row["key"]: (row["cost_usd"], row["unpriced_requests"]) for row in records(report)}
    assert list(found) == list(expected), "dearest first"
    for key, (dollars, unpriced) in expected.items():
        assert found[key] == (dollars if dollars is None else pytest.approx(dollars), unpriced)
    assert report.frame["requests"].sum() == 3
    title = report.figure().layout.title.text
    assert title.startswith("<b>$0.3500, ")
    assert "1 request unpriced" in title


def test_unpriced_tokens_are_counted_not_priced(rows):
    row = records(dashboards.cost(**RANGE))[1]
    assert (row["unpriced_tokens"], row["cost_usd"], row["requests"]) == (1020, None, 1)


@pytest.mark.parametrize(
    ("filters", "dollars"),
    [({"tool": "ocr"}, 0.10), ({"user_id": "bo"}, 0.25), ({"session_id": "s1"}, 0.10),
     ({"feature": "boss fight"}, 0.10)],
)  # fmt: skip
def test_cost_of_somebody_or_something(rows, filters, dollars):
    assert dashboards.cost(**RANGE, **filters).frame["cost_usd"].sum() == pytest.approx(dollars)


def test_builds_newest_first_with_how_long_they_took(rows):
    report = dashboards.build_jobs(**RANGE)
    found = [(row["status"], row["waited_s"], row["took_s"], row["byte_length"])
             for row in records(report)]  # fmt: skip
    assert found == [
        ("running", 60.0, None, None),
        ("failed", 0.0, 60.0, None),
        ("succeeded", 60.0, 120.0, 1000),
    ]
    title = report.figure().layout.title.text
    assert "1 of 2 builds succeeded, typically in 2.0 min; 1 under way" in title
    assert list(dashboards.build_jobs(**RANGE, user_id="ann").frame["status"]) == ["succeeded"]


def test_columns_have_their_types_also_when_nothing_is_there(rows):
    long_ago = {"since": DAY - timedelta(days=9), "until": DAY - timedelta(days=8)}
    for name in sorted(set(dashboards.__all__) - NO_QUESTIONS):
        question = getattr(dashboards, name)
        empty, full = question(**long_ago).frame, question(**RANGE).frame
        pd.testing.assert_series_equal(empty.dtypes, full.dtypes)
        assert len(empty.dtypes) > 2, name


def test_figures_without_data_say_what_to_do(rows):
    long_ago = {"since": DAY - timedelta(days=9), "until": DAY - timedelta(days=8)}
    for name in sorted(set(dashboards.__all__) - NO_QUESTIONS):
        report = getattr(dashboards, name)(**long_ago)
        figure = report.figure()
        assert figure.data == (), name
        assert figure.layout.title.text.startswith(f"<b>{report.question.empty}</b>")
        assert "Run the quickstart" in figure.layout.annotations[0].text
        assert str(report.source) in figure.layout.annotations[1].text
