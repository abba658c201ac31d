"""Alert rules, over all tools and sessions: from the same questions as the panels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grafana_foundation_sdk.builders import alerting, expr
from grafana_foundation_sdk.models.alerting import RelativeTimeRange, Rule
from grafana_foundation_sdk.models.dashboard import DataSourceRef

from spark_nb.dashboards.grafana.macros import alert_sql
from spark_nb.dashboards.grafana.queries import SOURCE_UID, Ready, SqlQuery, answer_sql

_EXPRESSION_UID = "__expr__"
_FEW = "calls >= 10"  # a share of less says little


@dataclass(frozen=True, slots=True)
class Alert:
    """Fires when a row's number stays above ``limit``; ``sql`` gives it, words are its labels."""

    uid: str
    title: str
    sql: str
    limit: float
    summary: str
    severity: str = "warning"
    minutes: int = 15
    """How far back it looks."""
    lasting: str = "5m"


ALERTS: Sequence[Alert] = (
    Alert(
        "spark-calls-fail",
        "Calls fail",
        answer_sql("call_success", "tool, 1 - success_rate AS value", f"WHERE {_FEW}"),
        0.1,
        "More than a tenth of the calls of {{ $labels.tool }} did not succeed.",
    ),
    Alert(
        "spark-calls-are-slow",
        "Calls are slow",
        answer_sql("latency_by_tool", "tool, p95_ms AS value", f"WHERE {_FEW}"),
        5000,
        "One in twenty calls of {{ $labels.tool }} takes more than five seconds.",
    ),
    Alert(
        "spark-calls-wait",
        "Calls wait",
        answer_sql("queue_depth", "queue, avg(mean_depth) AS value", "GROUP BY queue"),
        20,
        "More than twenty wait for {{ $labels.queue }}.",
    ),
    Alert(
        "spark-builds-fail",
        "Builds fail",
        answer_sql(
            "build_jobs",
            "target, count(*)::double precision AS value",
            "WHERE status IN ('failed', 'timed_out') GROUP BY target",
        ),
        0,
        "A build for {{ $labels.target }} failed.",
        lasting="0s",
    ),
    Alert(
        "spark-replica-is-behind",
        "The replica is behind",
        answer_sql("replica_lag", "lag_s AS value"),
        60,
        "The dashboards show what was true more than a minute ago.",
        severity="critical",
    ),
)


def build(alert: Alert) -> Rule:
    """Return the rule: A asks the replica, B is whether it is too much."""
    sql = alert_sql(alert.sql)
    asked = (
        alerting.Query("A")
        .datasource_uid(SOURCE_UID)
        .relative_time_range(RelativeTimeRange(from_val=alert.minutes * 60, to=0))
        .model(Ready(SqlQuery(sql)))
    )
    too_much = expr.ExprTypeThresholdConditions().evaluator(
        expr.ExprTypeThresholdConditionsEvaluator().type("gt").params([alert.limit])
    )
    above = (
        expr.TypeThreshold()
        .ref_id("B")
        .datasource(DataSourceRef(type_val=_EXPRESSION_UID, uid=_EXPRESSION_UID))
        .expression("A")
        .conditions([too_much])
    )
    judged = alerting.Query("B").datasource_uid(_EXPRESSION_UID).model(above)
    return (
        alerting.Rule(alert.title)
        .uid(alert.uid)
        .condition("B")
        .queries([asked, judged])
        .for_val(alert.lasting)
        .no_data_state("OK")
        .exec_err_state("Error")
        .annotations({"summary": alert.summary})
        .labels({"severity": alert.severity, "from": "spark"})
        .build()
    )
