"""The dashboards: panels on a grid of 24 columns, with SPARK's filters as variables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from grafana_foundation_sdk.builders import dashboard
from grafana_foundation_sdk.cog.builder import Builder
from grafana_foundation_sdk.models.dashboard import (
    Dashboard,
    DashboardCursorSync,
    DashboardLinkType,
    VariableOption,
    VariableRefresh,
)
from grafana_foundation_sdk.models.dashboard import Panel as BuiltPanel

from spark_nb.dashboards.grafana import panels
from spark_nb.dashboards.grafana.macros import ALL, panel_sql
from spark_nb.dashboards.grafana.queries import SOURCE, answer_sql

_TAG = "spark"
_GROUPINGS = "model,tool,feature,session,day"
_LABELS = {"tool": "Tool", "session_id": "Session", "user_id": "User", "feature": "Feature"}

Make = Callable[[], Builder[BuiltPanel]]
Row = tuple[int, Sequence[Make]]
"""A height, and the panels that share the width."""


@dataclass(frozen=True, slots=True)
class Board:
    uid: str
    title: str
    answers: str
    rows: Sequence[Row]

    @property
    def asks_cost(self) -> bool:
        return any(panels.cost in made for _, made in self.rows)


_NUMBERS: Row = (4, (panels.calls, panels.succeeded, panels.spent, panels.replica_lag))

BOARDS = (
    Board(
        "spark-overview",
        "SPARK: overview",
        "What is slow, what fails, what it costs and where it waits: nine questions.",
        (
            _NUMBERS,
            (9, (panels.latency_by_tool, panels.call_success, panels.error_rates)),
            (8, (panels.preview_success, panels.queue_depth, panels.active_sessions)),
            (9, (panels.cost, panels.slowest_sessions)),
            (9, (panels.build_jobs,)),
        ),
    ),
    Board(
        "spark-latency",
        "SPARK: latency",
        "Which tools are slow, since when, for whom, and where the time goes.",
        (
            (9, (panels.latency_over_time,)),
            (9, (panels.latency_by_tool, panels.time_spent)),
            (9, (panels.slowest_sessions, panels.queue_depth)),
        ),
    ),
    Board(
        "spark-reliability",
        "SPARK: reliability",
        "Which calls, previews and builds do what they were asked to, and how the others end.",
        (
            (8, (panels.call_success, panels.preview_success)),
            (10, (panels.error_rates,)),
            (10, (panels.build_jobs,)),
        ),
    ),
)


def build(board: Board) -> Dashboard:
    made = (
        dashboard.Dashboard(board.title)
        .uid(board.uid)
        .description(board.answers)
        .tags([_TAG])
        .time("now-24h", "now")
        .refresh("1m")
        .tooltip(DashboardCursorSync.CROSSHAIR)
        .link(_others())
    )
    for variable in (*map(_filter, _LABELS), *([_grouping()] if board.asks_cost else [])):
        made.with_variable(variable)
    for height, row in board.rows:
        for make in row:
            made.with_panel(_sized(make(), 24 // len(row), height))
    return made.build()


def _sized(panel: Any, width: int, height: int) -> Any:
    # Every kind of panel has these, but they share no type that says so.
    return panel.span(width).height(height)


def _others() -> dashboard.DashboardLink:
    link = dashboard.DashboardLink("SPARK").type(DashboardLinkType.DASHBOARDS).tags([_TAG])
    return link.include_vars(include_vars=True).keep_time(keep_time=True)


def _filter(name: str) -> dashboard.QueryVariable:
    """Return a filter of one value or none: what the dashboards in Python take, too."""
    sql = panel_sql(answer_sql("filter_values", "value", f"WHERE name = '{name}'"))
    everything = VariableOption(text="All", value="$__all", selected=True)
    return (
        dashboard.QueryVariable(name)
        .label(_LABELS[name])
        .query(sql)
        .datasource(SOURCE)
        .refresh(VariableRefresh.ON_TIME_RANGE_CHANGED)
        .include_all(include_all=True)
        .all_value(ALL)
        .multi(multi=False)
        .current(everything)
    )


def _grouping() -> dashboard.CustomVariable:
    first = VariableOption(text="model", value="model", selected=True)
    return dashboard.CustomVariable("grouping").label("Cost by").values(_GROUPINGS).current(first)
