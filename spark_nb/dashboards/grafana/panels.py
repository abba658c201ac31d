"""One panel for each question."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from grafana_foundation_sdk.builders import (
    barchart,
    bargauge,
    common,
    dashboard,
    stat,
    table,
    timeseries,
)
from grafana_foundation_sdk.models.common import (
    BarGaugeDisplayMode,
    BigValueGraphMode,
    GraphDrawStyle,
    LegendDisplayMode,
    LegendPlacement,
    StackingMode,
    VisibilityMode,
    VizOrientation,
)
from grafana_foundation_sdk.models.dashboard import (
    DynamicConfigValue,
    FieldColorModeId,
    Threshold,
    ThresholdsMode,
)

from spark_nb.dashboards.grafana.macros import panel_sql
from spark_nb.dashboards.grafana.queries import SOURCE, Format, Ready, SqlQuery, answer_sql
from spark_nb.domain.palette import BLUE, GREEN, ORANGE, PINK, STATE_COLOURS, TOOL_STYLES

P = TypeVar("P", timeseries.Panel, table.Panel, barchart.Panel, bargauge.Panel, stat.Panel)
Colours = Mapping[str, str]

TOOL_COLOURS = {name: style.colour for name, style in TOOL_STYLES.items()}
_GROUPING = "${grouping:sqlstring}"
_LEAST_WIDTH = "1m"  # rollups are of whole minutes
_NO_DATA = "No calls in this range. Choose a longer one."


def preview_success() -> timeseries.Panel:
    return _over_time(
        "Do previews show a frame?",
        answer_sql("preview_success", 'at AS "time", success_rate AS "shown"', "ORDER BY 1"),
        unit="percentunit",
        colours={"shown": TOOL_COLOURS["render_preview"]},
    ).max(1)


def latency_by_tool() -> barchart.Panel:
    columns = 'tool, p50_ms AS "p50", p95_ms AS "p95", p99_ms AS "p99"'
    return _bars(
        "How long do calls take?",
        answer_sql("latency_by_tool", columns, "ORDER BY p95_ms DESC"),
        unit="ms",
        colours={"p50": BLUE, "p95": ORANGE, "p99": PINK},
    )


def latency_over_time() -> timeseries.Panel:
    return _over_time(
        "How did the 95th percentile change?",
        answer_sql("latency_over_time", 'at AS "time", tool AS metric, p95_ms', "ORDER BY 1, 2"),
        unit="ms",
        colours=TOOL_COLOURS,
    )


def time_spent() -> barchart.Panel:
    columns = (
        'tool, queue_ms AS "queue", service_ms AS "service", other_ms AS "other", '
        'rows_ms AS "rows", publish_ms AS "publish"'
    )
    return _bars(
        "Where does the time go?",
        answer_sql("time_spent", columns),
        unit="ms",
        stacked=True,
        colours={"queue": ORANGE, "service": BLUE, "rows": GREEN, "publish": PINK},
    )


def error_rates() -> table.Panel:
    columns = "tool, kind, error_code, calls, tool_calls, share"
    made = _table(
        "What fails, and in which way?",
        answer_sql("error_rates", columns, "WHERE kind IS NOT NULL ORDER BY share DESC"),
    ).no_value("Nothing failed.")
    return _with_share(_with_states(made, "kind"), "share")


def queue_depth() -> timeseries.Panel:
    return _over_time(
        "How many calls, events and rows wait?",
        answer_sql("queue_depth", 'at AS "time", queue AS metric, max_depth', "ORDER BY 1, 2"),
        unit="short",
    )


def slowest_sessions() -> table.Panel:
    made = _table("Whose calls are slowest?", answer_sql("slowest_sessions", "*"))
    for name in ("p50_ms", "p95_ms", "p99_ms", "max_ms"):
        made.override_by_name(name, [_unit("ms")])
    return made.override_by_name("total_s", [_unit("s")])


def call_success() -> bargauge.Panel:
    steps = [
        Threshold(value=None, color=STATE_COLOURS["failed"]),
        Threshold(value=0.9, color=STATE_COLOURS["rejected"]),
        Threshold(value=0.99, color=STATE_COLOURS["succeeded"]),
    ]
    return (
        _asked(
            bargauge.Panel(),
            "How many calls do what they were asked to?",
            answer_sql("call_success", "tool, success_rate", "ORDER BY success_rate"),
        )
        .reduce_options(common.ReduceDataOptions().values(values=True))
        .orientation(VizOrientation.HORIZONTAL)
        .display_mode(BarGaugeDisplayMode.BASIC)
        .thresholds(dashboard.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps))
        .unit("percentunit")
        .min(0)
        .max(1)
    )


def cost() -> barchart.Panel:
    columns = "coalesce(key, 'none') AS key, cost_usd::double precision AS \"cost\""
    return _bars(
        "What did language models cost, by $grouping?",
        answer_sql("cost", columns, "ORDER BY cost_usd DESC NULLS LAST LIMIT 20"),
        unit="currencyUSD",
        colours={"cost": BLUE},
    ).description("What has no price is not in it: the notebook dashboards/cost.ipynb counts it.")


def active_sessions() -> timeseries.Panel:
    return _over_time(
        "How many sessions are open?",
        answer_sql("active_sessions", 'at AS "time", sessions, users', "ORDER BY 1"),
        unit="short",
        colours={"sessions": BLUE, "users": ORANGE},
    )


def build_jobs() -> table.Panel:
    columns = (
        "queued_at, target, status, stage, progress, error_code, byte_length, waited_s, took_s, "
        "session_id"
    )
    made = _table("What became of builds?", answer_sql("build_jobs", columns, "LIMIT 100"))
    made = _with_share(_with_states(made, "status"), "progress")
    made.override_by_name("byte_length", [_unit("bytes")])
    for name in ("waited_s", "took_s"):
        made.override_by_name(name, [_unit("s")])
    return made.no_value("No builds in this range.")


def calls() -> stat.Panel:
    return _number("Calls", answer_sql("call_success", "sum(calls) AS calls"), "short")


def succeeded() -> stat.Panel:
    share = "sum(succeeded)::double precision / sum(calls) AS succeeded"
    return _number("Succeeded", answer_sql("call_success", share), "percentunit")


def spent() -> stat.Panel:
    columns = 'sum(cost_usd)::double precision AS "cost"'
    return _number("Cost of language models", answer_sql("cost", columns), "currencyUSD")


def replica_lag() -> stat.Panel:
    return _number("Replica behind by", answer_sql("replica_lag", "lag_s"), "s")


def _asked(panel: P, title: str, sql: str, form: Format = "table") -> P:
    query = SqlQuery(panel_sql(sql, grouping=_GROUPING), form)
    return panel.title(title).datasource(SOURCE).with_target(Ready(query)).no_value(_NO_DATA)


def _over_time(
    title: str, sql: str, *, unit: str, colours: Colours | None = None
) -> timeseries.Panel:
    made = (
        _asked(timeseries.Panel(), title, sql, "time_series")
        .interval(_LEAST_WIDTH)
        .unit(unit)
        .min(0)
        .draw_style(GraphDrawStyle.LINE)
        .line_width(2)
        .show_points(VisibilityMode.AUTO)
        .legend(_legend())
    )
    return _coloured(made, colours or {})


def _bars(
    title: str, sql: str, *, unit: str, colours: Colours, stacked: bool = False
) -> barchart.Panel:
    made = (
        _asked(barchart.Panel(), title, sql)
        .orientation(VizOrientation.HORIZONTAL)
        .stacking(StackingMode.NORMAL if stacked else StackingMode.NONE)
        .show_value(VisibilityMode.NEVER)
        .unit(unit)
        .min(0)
        .legend(_legend())
    )
    return _coloured(made, colours)


def _table(title: str, sql: str) -> table.Panel:
    return _asked(table.Panel(), title, sql).filterable(filterable=True)


def _number(title: str, sql: str, unit: str) -> stat.Panel:
    steps = [Threshold(value=None, color=BLUE)]
    return (
        _asked(stat.Panel(), title, sql)
        .graph_mode(BigValueGraphMode.NONE)
        .thresholds(dashboard.ThresholdsConfig().mode(ThresholdsMode.ABSOLUTE).steps(steps))
        .unit(unit)
        .no_value("none")
    )


def _legend() -> common.VizLegendOptions:
    made = common.VizLegendOptions().display_mode(LegendDisplayMode.LIST)
    return made.placement(LegendPlacement.BOTTOM).show_legend(show_legend=True)


def _coloured(panel: P, colours: Colours) -> P:
    for name, colour in colours.items():
        value = {"mode": FieldColorModeId.FIXED.value, "fixedColor": colour}
        panel.override_by_name(name, [DynamicConfigValue("color", value)])
    return panel


def _with_states(made: table.Panel, column: str) -> table.Panel:
    """Colour the words of a column as SPARK's widgets do."""
    options = {
        state: {"index": at, "color": colour}
        for at, (state, colour) in enumerate(STATE_COLOURS.items())
    }
    properties = [
        DynamicConfigValue("mappings", [{"type": "value", "options": options}]),
        DynamicConfigValue("custom.cellOptions", {"type": "color-text"}),
    ]
    return made.override_by_name(column, properties)


def _with_share(made: table.Panel, column: str) -> table.Panel:
    gauge = {"type": "gauge", "mode": "basic", "valueDisplayMode": "text"}
    properties = [
        _unit("percentunit"),
        DynamicConfigValue("min", 0),
        DynamicConfigValue("max", 1),
        DynamicConfigValue("custom.cellOptions", gauge),
        DynamicConfigValue("color", {"mode": FieldColorModeId.FIXED.value, "fixedColor": BLUE}),
    ]
    return made.override_by_name(column, properties)


def _unit(unit: str) -> DynamicConfigValue:
    return DynamicConfigValue("unit", unit)
