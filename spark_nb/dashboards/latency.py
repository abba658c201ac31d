"""How long calls take: by tool, over time, as a distribution, and what the time went into."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Unpack

import pandas as pd
import plotly.graph_objects as go

from spark_nb.dashboards.figures import (
    clock,
    empty_figure,
    foremost,
    highest,
    in_house_style,
    local,
    many,
    milliseconds,
    percent,
    scale,
    time_axis,
    tools_beside,
)
from spark_nb.dashboards.report import Question, Report
from spark_nb.dashboards.scope import Filters, When, scope_of
from spark_nb.domain.palette import AMBER, BLUE, GREEN, GREY, SKY, tool_style

_RANKS = ("p50", "p95", "p99")
_BY_TOOL_HOVER = "%{y} %{customdata[0]}: %{customdata[1]}<br>%{customdata[2]}<extra></extra>"
_OVER_TIME_HOVER = (
    "%{customdata[3]}<br>p50 %{customdata[0]} · p95 %{customdata[1]} · p99 %{customdata[2]}"
    "<br>%{customdata[4]}<extra>%{fullData.name}</extra>"
)
_PARTS = {
    "queue_ms": ("queue", AMBER),
    "service_ms": ("service", BLUE),
    "other_ms": ("checks and files", GREY),
    "rows_ms": ("rows", GREEN),
    "publish_ms": ("publish", SKY),
}


def latency_by_tool(
    since: When = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return p50, p95, p99, mean and max by tool in milliseconds, slowest first.

    ``since`` is a time with its zone, or how long before ``until``; the range is half-open and by
    default the last 24 hours. Filters: ``tool``, ``session_id``, ``user_id``, ``feature``. Over
    50,000 calls percentiles come from rollups, within 1 %. Raises SparkError.
    """
    return _BY_TOOL.ask(scope_of(since, until, filters))


def latency_over_time(
    since: When = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return p50, p95 and p99 by tool and point of time in milliseconds.

    Range, filters and errors as ``latency_by_tool``.
    """
    return _OVER_TIME.ask(scope_of(since, until, filters))


def latency_distribution(
    since: When = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return how many calls of each tool took how long, in buckets that grow by a tenth.

    Range, filters and errors as ``latency_by_tool``.
    """
    return _DISTRIBUTION.ask(scope_of(since, until, filters))


def time_spent(
    since: When = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return by tool what the time of calls went into, as sums of milliseconds.

    Range, filters and errors as ``latency_by_tool``. Calls of earlier versions, and those that
    were cut off on the way, are not in it.
    """
    return _TIME_SPENT.ask(scope_of(since, until, filters))


def _draw_by_tool(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(report)
    figure = go.Figure()
    for row in reversed(report.frame.to_dict("records")):
        colour = tool_style(row["tool"]).colour
        values = [row[f"{rank}_ms"] for rank in _RANKS]
        calls = many(row["calls"], "call")
        figure.add_scatter(
            x=values,
            y=[row["tool"]] * 3,
            mode="lines+markers+text",
            line={"color": colour, "width": 3},
            marker={
                "color": colour,
                "size": [9, 12, 14],
                "symbol": ["circle-open", "circle", "line-ns"],
                "line": {"width": 2, "color": colour},
            },
            text=["", "", f"  p95 {milliseconds(row['p95_ms'])}"],
            textposition="middle right",
            cliponaxis=False,
            customdata=[
                [rank, milliseconds(value), calls]
                for rank, value in zip(_RANKS, values, strict=True)
            ],
            hovertemplate=_BY_TOOL_HOVER,
            showlegend=False,
        )
    spread = pd.concat([report.frame["p50_ms"], report.frame["p99_ms"]])
    figure.update_xaxes(title="milliseconds · ○ p50  ● p95  | p99", **scale(spread))
    figure.update_yaxes(type="category")
    slowest = report.frame.iloc[0]
    title = f"{slowest['tool']} is slowest: p95 {milliseconds(slowest['p95_ms'])}"
    return in_house_style(figure, report, title)


def _draw_over_time(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(report)
    figure = go.Figure()
    frame = report.frame
    width_s = report.given["bucket"].total_seconds()
    worst = highest(frame, "p95_ms")
    for tool in foremost(frame, always=worst["tool"]):
        rows = frame[frame["tool"] == tool]
        style = tool_style(tool)
        figure.add_scatter(
            x=local(rows["at"]),
            y=rows["p95_ms"],
            name=tool,
            mode="lines+markers",
            line={"color": style.colour, "dash": style.dash, "width": 2},
            marker={"size": 4},
            customdata=[
                [
                    *(milliseconds(row[f"{rank}_ms"]) for rank in _RANKS),
                    clock(row["at"], width_s),
                    many(row["calls"], "call"),
                ]
                for row in rows.to_dict("records")
            ],
            hovertemplate=_OVER_TIME_HOVER,
        )
    figure.update_yaxes(title="p95, milliseconds", **scale(frame["p95_ms"]))
    at = clock(worst["at"], width_s)
    title = f"Highest p95: {worst['tool']} at {milliseconds(worst['p95_ms'])}, {at}"
    figure = in_house_style(figure, report, title)
    time_axis(figure, report)
    return tools_beside(figure, frame)


def _draw_distribution(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(report)
    figure = go.Figure()
    frame = report.frame
    tools = foremost(frame)
    for tool in tools:
        rows = _without_gaps(frame[frame["tool"] == tool])
        style = tool_style(tool)
        figure.add_scatter(
            x=(rows["from_ms"] * rows["to_ms"]) ** 0.5,
            y=100 * rows["calls"] / rows["calls"].sum(),
            name=tool,
            mode="lines",
            line={"color": style.colour, "dash": style.dash, "width": 2, "shape": "hvh"},
            customdata=[
                [milliseconds(low), milliseconds(high), many(calls, "call")]
                for low, high, calls in zip(
                    rows["from_ms"], rows["to_ms"], rows["calls"], strict=True
                )
            ],
            hovertemplate="%{customdata[0]} to %{customdata[1]}: %{y:.1f} %"
            "<br>%{customdata[2]}<extra>%{fullData.name}</extra>",
        )
    figure.update_xaxes(title="milliseconds", type="log", dtick=1)
    figure.update_yaxes(title="% of the tool's calls", rangemode="tozero")
    first = frame[frame["tool"] == tools[0]]
    most = highest(first, "calls")
    ends = f"{milliseconds(most['from_ms'])} to {milliseconds(most['to_ms'])}"
    figure = in_house_style(figure, report, f"{tools[0]} mostly takes {ends}")
    return tools_beside(figure, frame)


def _without_gaps(rows: pd.DataFrame) -> pd.DataFrame:
    """Return one tool's buckets with those in between that nothing fell into."""
    step = math.log(rows["to_ms"].iloc[0] / rows["from_ms"].iloc[0])
    place = (rows["from_ms"].map(math.log) / step).round().astype(int)
    places = range(place.min(), place.max() + 1)
    calls = rows["calls"].set_axis(place).reindex(places, fill_value=0)
    edges = [math.exp(step * at) for at in (*places, places.stop)]
    return pd.DataFrame({"from_ms": edges[:-1], "to_ms": edges[1:], "calls": calls.to_numpy()})


def _draw_time_spent(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(report)
    figure = go.Figure()
    frame = report.frame.iloc[::-1]
    unit_ms, unit = _unit(report.frame[list(_PARTS)].sum(axis=1).max())
    for part, (name, colour) in _PARTS.items():
        mean = (frame[part] / frame["calls"]).fillna(0)
        figure.add_bar(
            y=frame["tool"],
            x=frame[part] / unit_ms,
            name=name,
            orientation="h",
            marker={"color": colour},
            customdata=[
                [milliseconds(total), milliseconds(each)]
                for total, each in zip(frame[part].fillna(0), mean, strict=True)
            ],
            hovertemplate=f"%{{y}}: {name} %{{customdata[0]}}<br>%{{customdata[1]}} a call, "
            "on average<extra></extra>",
        )
    sums = report.frame[list(_PARTS)].sum()
    share = sums.max() / sums.sum()
    name = _PARTS[str(sums.idxmax())][0]
    figure.update_layout(barmode="stack")
    figure.update_xaxes(title=f"{unit} in all")
    figure.update_yaxes(type="category")
    return in_house_style(figure, report, f"{percent(share)} of the time is spent in {name}")


def _unit(greatest_ms: float) -> tuple[float, str]:
    """Return the unit, in milliseconds, in which sums up to ``greatest_ms`` can be read."""
    units = ((3.6e6, "hours"), (60_000.0, "minutes"), (1000.0, "seconds"))
    return next((unit for unit in units if greatest_ms > 2 * unit[0]), (1.0, "milliseconds"))


_PERCENTILES = {"p50_ms": "float64", "p95_ms": "float64", "p99_ms": "float64"}
_BY_TOOL = Question(
    "How long do calls take, by tool?",
    "latency_by_tool",
    {"tool": "str", "calls": "int64", **_PERCENTILES, "mean_ms": "float64", "max_ms": "float64"},
    _draw_by_tool,
    rolls_up=True,
)
_OVER_TIME = Question(
    "How did the 95th percentile change?",
    "latency_over_time",
    {"at": "datetime64[us, UTC]", "tool": "str", "calls": "int64", **_PERCENTILES},
    _draw_over_time,
    rolls_up=True,
    over_time=True,
)
_DISTRIBUTION = Question(
    "How are durations spread?",
    "latency_distribution",
    {"tool": "str", "from_ms": "float64", "to_ms": "float64", "calls": "int64"},
    _draw_distribution,
    rolls_up=True,
)
_TIME_SPENT = Question(
    "Where does the time of calls go?",
    "time_spent",
    {"tool": "str", "calls": "int64", **dict.fromkeys(_PARTS, "float64")},
    _draw_time_spent,
    rolls_up=True,
    empty="No calls whose time is known in this range yet",
)
