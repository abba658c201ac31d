"""A panel's SQL, expanded as Grafana expands it, answers what the dashboards' own SQL answers."""

from __future__ import annotations

from datetime import timedelta

import psycopg
import pytest

from spark_nb.assets import asset_folder
from spark_nb.dashboards.grafana_sql import ALL, FILTERS, alert_sql, panel_sql
from tests.clients.row_samples import build_job, metric, session, usage
from tests.clients.scratch_database import ScratchDatabase
from tests.dashboards.history import DAY, call, write

UNTIL = DAY + timedelta(hours=1)
QUESTIONS = (
    "active_sessions", "build_jobs", "call_success", "cost", "error_rates", "latency_by_tool",
    "latency_distribution", "latency_over_time", "preview_success", "queue_depth",
    "slowest_sessions", "time_spent",
)  # fmt: skip
ODD = "o'neil %s"


def text_of(question: str) -> str:
    return (asset_folder("sql") / "dashboards" / f"{question}.sql").read_text(encoding="utf-8")


def expanded(sql: str, **chosen: str) -> str:
    """Put in what Grafana does for its macros and, where nothing is chosen, for All."""
    for macro, at in (("$__timeFrom()", DAY), ("$__timeTo()", UNTIL)):
        sql = sql.replace(macro, f"'{at:%Y-%m-%dT%H:%M:%SZ}'")
    sql = sql.replace("$__interval_ms", "60000")
    for name in FILTERS:
        value = "'" + chosen[name].replace("'", "''") + "'" if name in chosen else ALL
        sql = sql.replace(f"${{{name}:sqlstring}}", value)
    return sql


@pytest.fixture(scope="module")
async def rows(endpoints, model):
    async with ScratchDatabase.made(endpoints, template=model.name) as made:
        at = [(DAY + timedelta(minutes=minute)).isoformat() for minute in range(20)]
        people = [("s1", "ann", "ocr", None), ("s2", ODD, "render_preview", "boss fight")]
        for session_id, user_id, _, _ in people:
            ids = {"session_id": session_id}
            await write(
                made,
                "spark_sessions",
                [session(**ids, user_id=user_id, started_at=at[0], last_seen_at=at[19])],
            )
            await write(
                made,
                "spark_metrics",
                [metric(**ids, name="unity.queue_depth", value=3, sampled_at=at[5])],
            )
            await write(
                made,
                "spark_usage",
                [
                    usage(
                        **ids,
                        user_id=user_id,
                        used_at=at[9],
                        cost_usd="0.25",
                        model="a",
                        call_id=call(8 if session_id == "s1" else 9)["call_id"],
                        feature="boss fight",
                    )
                ],
            )
            await write(
                made, "spark_build_jobs", [build_job(**ids, status="queued", queued_at=at[4])]
            )
        await write(
            made,
            "spark_function_calls",
            [
                call(
                    number,
                    session_id=who[0],
                    user_id=who[1],
                    tool=who[2],
                    feature=who[3],
                    status="failed" if number % 5 == 0 else "succeeded",
                    duration_ms=10.0 * (number + 1),
                    queue_ms=1.0,
                    service_ms=5.0,
                    started_at=at[number],
                )
                for number in range(20)
                for who in [people[number % 2]]
            ],
        )
        yield made


def answers(database, sql, values=None):
    with psycopg.connect(database.reader_url) as connection:
        cursor = connection.execute(sql, values)
        return [column.name for column in cursor.description], cursor.fetchall()


def own_answers(database, question, **chosen):
    values = dict.fromkeys(FILTERS) | chosen
    values |= {"since": DAY, "until": UNTIL, "bucket": timedelta(minutes=1), "grouping": "model"}
    return answers(database, text_of(question), values)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "chosen",
    [{}, {"tool": "ocr"}, {"session_id": "s1"}, {"user_id": ODD}, {"feature": "boss fight"}],
    ids=lambda chosen: "-".join(chosen) or "all",
)
def test_a_panel_answers_as_the_dashboards_do(rows, question, chosen):
    sql = expanded(panel_sql(text_of(question), grouping="'model'"), **chosen)
    expected = own_answers(rows, question, **chosen)
    assert answers(rows, sql) == expected
    assert chosen or expected[1], "nothing to compare"


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_alert_looks_at_everything_and_has_no_variables(rows, question):
    sql = alert_sql(text_of(question), grouping="'model'")
    assert "${" not in sql
    assert answers(rows, expanded(sql)) == own_answers(rows, question)


def test_a_doubled_percent_sign_becomes_one():
    assert panel_sql("SELECT 1 WHERE a LIKE 'x%%'") == "SELECT 1 WHERE a LIKE 'x%'"


def test_an_unknown_parameter_is_refused():
    with pytest.raises(KeyError, match="grouping"):
        panel_sql(text_of("cost"))
