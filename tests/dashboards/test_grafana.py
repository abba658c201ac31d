"""What Grafana is given: SQL, expanded as Grafana expands it, and the files around it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from pydantic import SecretStr

from spark_nb.cli import main
from spark_nb.dashboards.grafana.alerts import ALERTS
from spark_nb.dashboards.grafana.boards import BOARDS
from spark_nb.dashboards.grafana.export import PASSWORD, export_grafana
from spark_nb.dashboards.grafana.macros import ALL, alert_sql, panel_sql
from spark_nb.dashboards.query_text import query_text
from spark_nb.dashboards.scope import FILTERS
from spark_nb.domain.palette import STATE_COLOURS, TOOL_STYLES
from spark_nb.errors import SetupError
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


def expanded(sql: str, **chosen: str) -> str:
    """Put in what Grafana does for its macros and, where nothing is chosen, for All."""
    for macro, at in (("$__timeFrom()", DAY), ("$__timeTo()", UNTIL)):
        sql = sql.replace(macro, f"'{at:%Y-%m-%dT%H:%M:%SZ}'")
    sql = sql.replace("$__interval_ms", "60000").replace("${grouping:sqlstring}", "'model'")
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
    return answers(database, query_text(question), values)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize(
    "chosen",
    [{}, {"tool": "ocr"}, {"session_id": "s1"}, {"user_id": ODD}, {"feature": "boss fight"}],
    ids=lambda chosen: "-".join(chosen) or "all",
)
def test_a_panel_answers_as_the_dashboards_do(rows, question, chosen):
    sql = expanded(panel_sql(query_text(question), grouping="'model'"), **chosen)
    expected = own_answers(rows, question, **chosen)
    assert answers(rows, sql) == expected
    assert chosen or expected[1], "nothing to compare"


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_alert_looks_at_everything_and_has_no_variables(rows, question):
    sql = alert_sql(query_text(question), grouping="'model'")
    assert "${" not in sql
    assert answers(rows, expanded(sql)) == own_answers(rows, question)


def test_a_doubled_percent_sign_becomes_one():
    assert panel_sql("SELECT 1 WHERE a LIKE 'x%%'") == "SELECT 1 WHERE a LIKE 'x%'"


def test_an_unknown_parameter_is_refused():
    with pytest.raises(KeyError, match="grouping"):
        panel_sql(query_text("cost"))


URL = SecretStr("postgresql://reader:its-password@db.example.org:6543/game?sslmode=verify-full")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grafana")
    written = export_grafana(folder, URL)
    assert sorted(written) == sorted(file for file in folder.rglob("*") if file.is_file())
    return folder


def dashboards(folder: Path) -> list[dict[str, Any]]:
    files = sorted((folder / "dashboards/spark").glob("*.json"))
    return [json.loads(file.read_text()) for file in files]


def panels(folder: Path) -> Iterator[dict[str, Any]]:
    for board in dashboards(folder):
        yield from board["panels"]


def rules(folder: Path) -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((folder / "alerting/spark.yaml").read_text())["groups"]
    return group["rules"]


def test_every_panel_is_answered_in_the_form_it_draws(rows, exported):
    for panel in panels(exported):
        (target,) = panel["targets"]
        columns, found = answers(rows, expanded(target["rawSql"]))
        assert found, panel["title"]
        if target["format"] == "time_series":
            times = [row[0] for row in found]
            assert columns[0] == "time"
            assert times == sorted(times)
            assert isinstance(times[0], datetime)
            assert panel["interval"] == "1m"
        if panel["type"] == "stat":
            assert [type(value) for value in found[0]] == [type(found[0][0])]
            assert float(found[0][0]) >= 0
        named = {rule["matcher"]["options"] for rule in panel["fieldConfig"]["overrides"]}
        series = {row[1] for row in found} if "metric" in columns else set()
        assert named <= {*columns, *series, *TOOL_STYLES}, panel["title"]


def test_panels_of_a_dashboard_fill_its_grid_and_none_covers_another(exported):
    for board in dashboards(exported):
        cells = [
            (x, y)
            for place in (panel["gridPos"] for panel in board["panels"])
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        ]
        bottom = max(y for _, y in cells) + 1
        assert len(set(cells)) == len(cells) == 24 * bottom


def test_the_overview_asks_all_nine(exported):
    board = next(made for made in dashboards(exported) if made["uid"] == "spark-overview")
    sql = "\n".join(panel["targets"][0]["rawSql"] for panel in board["panels"])
    nine = {*QUESTIONS} - {"latency_distribution", "latency_over_time", "time_spent"}
    assert len(nine) == 9
    missing = [
        name
        for name in nine
        if panel_sql(query_text(name), grouping="${grouping:sqlstring}").strip() not in sql
    ]
    assert missing == []


def test_variables_offer_what_there_is(rows, exported):
    for board in dashboards(exported):
        variables = {made["name"]: made for made in board["templating"]["list"]}
        assert variables.keys() >= set(FILTERS)
        assert ("grouping" in variables) == ("${grouping" in json.dumps(board["panels"]))
        for name in FILTERS:
            assert (variables[name]["allValue"], variables[name]["multi"]) == (ALL, False)
            columns, _ = answers(rows, expanded(variables[name]["query"]))
            assert columns == ["value"]
        found = answers(rows, expanded(variables["user_id"]["query"]))[1]
        assert {value for (value,) in found} == {"ann", ODD}


def test_an_alert_is_words_and_one_number_and_fires_above_its_limit(rows, exported):
    assert [rule["uid"] for rule in rules(exported)] == [alert.uid for alert in ALERTS]
    for rule, alert in zip(rules(exported), ALERTS, strict=True):
        asked, judged = rule["data"]
        columns, found = answers(rows, expanded(asked["model"]["rawSql"]))
        assert columns[-1] == "value"
        for *words, number in found:
            assert all(isinstance(word, str) for word in words)
            assert float(number) >= 0
        assert f"{{{{ $labels.{columns[0]} }}}}" in rule["annotations"]["summary"] or (
            columns == ["value"]
        )
        (condition,) = judged["model"]["conditions"]
        assert condition["evaluator"] == {"type": "gt", "params": [alert.limit]}
        assert (rule["condition"], judged["model"]["expression"]) == ("B", "A")
        assert "$" not in json.dumps(rule["labels"]), "Grafana would look for a variable"


def test_calls_that_fail_are_over_the_limit(rows, exported):
    by_uid = {rule["uid"]: rule["data"][0]["model"]["rawSql"] for rule in rules(exported)}
    found = dict(answers(rows, expanded(by_uid["spark-calls-fail"]))[1])
    assert found == {"ocr": pytest.approx(0.2), "render_preview": pytest.approx(0.2)}


def test_the_password_is_a_variables_and_nowhere_else(exported):
    texts = {file: file.read_text() for file in exported.rglob("*") if file.is_file()}
    assert not any("its-password" in text for text in texts.values())
    (source,) = yaml.safe_load(texts[exported / "datasources/spark.yaml"])["datasources"]
    assert (source["url"], source["user"]) == ("db.example.org:6543", "reader")
    assert source["jsonData"]["database"] == "game"
    assert source["jsonData"]["sslmode"] == "verify-full"
    assert source["secureJsonData"] == {"password": f"${PASSWORD}"}


@pytest.mark.parametrize(
    ("url", "mode"),
    [
        ("postgresql://r:p@127.0.0.1:5433/spark", "disable"),
        ("postgresql://r:p@db.example.org/spark", "require"),
        ("postgresql://r:p@db.example.org/spark?sslmode=prefer", "require"),
        ("host=/run/postgresql dbname=spark user=r", "disable"),
    ],
)
def test_grafana_knows_fewer_ways_to_connect_than_the_driver(tmp_path, url, mode):
    export_grafana(tmp_path, SecretStr(url))
    (source,) = yaml.safe_load((tmp_path / "datasources/spark.yaml").read_text())["datasources"]
    assert source["jsonData"]["sslmode"] == mode


def test_dashboards_may_lie_elsewhere_for_grafana(exported, tmp_path):
    def path(folder: Path) -> str:
        (provider,) = yaml.safe_load((folder / "dashboards/spark.yaml").read_text())["providers"]
        return provider["options"]["path"]

    export_grafana(tmp_path, URL, dashboards_path="/etc/grafana/spark")
    assert path(tmp_path) == "/etc/grafana/spark"
    assert sorted(Path(path(exported)).iterdir()) == sorted(
        exported / f"dashboards/spark/{board.uid}.json" for board in BOARDS
    )


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    file = tmp_path / "taken"
    file.write_text("")
    with pytest.raises(SetupError, match=r"taken/datasources cannot be written"):
        export_grafana(file, URL)


def test_the_command_writes_and_says_how_to_go_on(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_REPLICA_URL", URL.get_secret_value())
    assert main(["grafana", "export", str(tmp_path / "new")]) == 0
    said = capsys.readouterr().out
    assert said.count("Wrote ") == 3 + len(BOARDS)
    assert f"GF_PATHS_PROVISIONING={tmp_path}/new" in said
    assert PASSWORD in said
    assert "its-password" not in said


def test_without_the_extra_the_command_says_what_to_install(tmp_path, monkeypatch, capsys):
    for name in [name for name in sys.modules if "grafana" in name and "test" not in name]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "grafana_foundation_sdk", None)
    assert main(["grafana", "export", str(tmp_path)]) == 1
    assert "pip install 'spark-nb[lab,grafana]'" in capsys.readouterr().err


def test_states_are_coloured_as_in_the_widgets(exported):
    builds = next(
        panel for panel in panels(exported) if panel["title"] == "What became of builds?"
    )
    (rule,) = [
        rule
        for rule in builds["fieldConfig"]["overrides"]
        if rule["matcher"]["options"] == "status"
    ]
    (mapping,) = rule["properties"][0]["value"]
    found = {state: option["color"] for state, option in mapping["options"].items()}
    assert found == STATE_COLOURS
