"""How long calls take: by tool, and over time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TypedDict, Unpack

import plotly.graph_objects as go

from spark_nb.dashboards.figures import empty_figure, in_house_style, milliseconds, tool_colour
from spark_nb.dashboards.replica import read
from spark_nb.dashboards.report import Report

_BY_TOOL = "How long do calls take, by tool?"
_OVER_TIME = "How did the 95th percentile change?"
_BY_TOOL_HOVER = "%{y} %{customdata[0]}: %{x:.2f} ms<br>%{customdata[1]} calls<extra></extra>"
_POINTS = 60
_MIN_BUCKET = timedelta(seconds=1)


class Filters(TypedDict, total=False):
    """What to look at; a name left out means all."""

    tool: str | None
    session_id: str | None
    user_id: str | None


def latency_by_tool(
    since: datetime | None = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return p50, p95, p99 and max by tool in milliseconds, slowest first.

    The range is half-open, UTC; default: the last 24 hours. Raises ServiceUnavailable.
    """
    since, until = _range(since, until)
    frame, source = read("latency_by_tool", _parameters(since, until, filters))
    return Report(frame, source, _draw_by_tool)


def latency_over_time(
    since: datetime | None = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return p50, p95 and p99 by tool and time bucket in milliseconds.

    Range and errors as ``latency_by_tool``; a bucket is a sixtieth of where there is data.
    """
    since, until = _range(since, until)
    bounds, _ = read("latency_by_tool", _parameters(since, until, filters))
    if not bounds.empty:
        since, until = (
            bounds["first_at"].min(),
            bounds["last_at"].max() + timedelta(microseconds=1),
        )
    bucket = max((until - since) / _POINTS, _MIN_BUCKET)
    parameters = {**_parameters(since, until, filters), "bucket": bucket}
    frame, source = read("latency_over_time", parameters)
    return Report(frame, source, _draw_over_time)


def _range(since: datetime | None, until: datetime | None) -> tuple[datetime, datetime]:
    until = until or datetime.now(UTC) + timedelta(seconds=1)
    return since or until - timedelta(days=1), until


def _parameters(since: datetime, until: datetime, filters: Filters) -> dict[str, object]:
    names = ("tool", "session_id", "user_id")
    return {"since": since, "until": until, **{name: filters.get(name) for name in names}}


def _draw_by_tool(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(_BY_TOOL, str(report.source))
    figure = go.Figure()
    for row in reversed(report.frame.to_dict("records")):
        colour = tool_colour(row["tool"])
        values = [row["p50_ms"], row["p95_ms"], row["p99_ms"]]
        figure.add_scatter(
            x=values,
            y=[row["tool"]] * 3,
            mode="lines+markers+text",
            line={"color": colour, "width": 3},
            marker={
                "color": colour,
                "size": [9, 12, 9],
                "symbol": ["circle-open", "circle", "line-ns"],
                "line": {"width": 2, "color": colour},
            },
            text=["", milliseconds(row["p95_ms"]), ""],
            textposition="top center",
            customdata=[[rank, row["calls"]] for rank in ("p50", "p95", "p99")],
            hovertemplate=_BY_TOOL_HOVER,
            showlegend=False,
        )
    frame = report.frame
    slowest = frame.to_dict("records")[0]
    wide = frame["p99_ms"].max() > 100 * max(frame["p50_ms"].min(), 1e-3)
    figure.update_xaxes(
        title="milliseconds · ○ p50  ● p95  | p99",
        type="log" if wide else "linear",
        rangemode="tozero",
    )
    title = f"{slowest['tool']} is slowest: p95 {milliseconds(slowest['p95_ms'])}"
    return in_house_style(figure, title, _BY_TOOL, str(report.source))


def _draw_over_time(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(_OVER_TIME, str(report.source))
    figure = go.Figure()
    for tool, rows in report.frame.groupby("tool"):
        figure.add_scatter(
            x=rows["at"],
            y=rows["p95_ms"],
            name=tool,
            mode="lines+markers",
            line={"color": tool_colour(str(tool)), "width": 2},
            marker={"size": 5},
            customdata=rows[["p50_ms", "p99_ms", "calls"]],
            hovertemplate=(
                "p50 %{customdata[0]:.1f} · p95 %{y:.1f} · p99 %{customdata[1]:.1f} ms"
                "<br>%{customdata[2]} calls<extra>%{fullData.name}</extra>"
            ),
        )
    figure.update_yaxes(title="p95, milliseconds", rangemode="tozero")
    figure.update_xaxes(title="UTC")
    worst = max(report.frame.to_dict("records"), key=lambda row: float(row["p95_ms"]))
    title = (
        f"Highest p95: {worst['tool']} at {milliseconds(worst['p95_ms'])}, {worst['at']:%H:%M:%S}"
    )
    return in_house_style(figure, title, _OVER_TIME, str(report.source))
