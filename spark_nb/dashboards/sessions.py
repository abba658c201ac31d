"""Who is at work: open sessions over time, the slowest ones, and what waits in queues."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

import plotly.graph_objects as go

from spark_nb.dashboards.figures import (
    clock,
    empty_figure,
    highest,
    in_house_style,
    local,
    many,
    milliseconds,
    span,
    time_axis,
)
from spark_nb.dashboards.report import PEOPLE, Question, Report
from spark_nb.dashboards.scope import Filters, When, scope_of
from spark_nb.domain.palette import BLUE, GREEN, QUEUE_COLOURS


def queue_depth(
    since: When = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return how many calls wait for each service, and how many events and rows, over time.

    Range and errors as ``latency_by_tool``; filters: ``session_id``, ``user_id``.
    """
    return _DEPTH.ask(scope_of(since, until, filters))


def slowest_sessions(
    since: When = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return the ten sessions with the highest p95, slowest first.

    Range, filters and errors as ``latency_by_tool``.
    """
    return _SLOWEST.ask(scope_of(since, until, filters))


def active_sessions(
    since: When = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return how many sessions were open, and of how many users, over time.

    Range and errors as ``latency_by_tool``; filters: ``session_id``, ``user_id``.
    """
    return _ACTIVE.ask(scope_of(since, until, filters))


def _draw_depth(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(report)
    frame = report.frame
    width_s = report.given["bucket"].total_seconds()
    figure = go.Figure()
    for queue, rows in frame.groupby("queue"):
        if not rows["max_depth"].any():
            continue  # nothing ever waited there
        figure.add_scatter(
            x=local(rows["at"]),
            y=rows["max_depth"],
            name=str(queue),
            mode="lines",
            line={"color": QUEUE_COLOURS[str(queue)], "width": 2, "shape": "hvh"},
            customdata=[
                [clock(row["at"], width_s), f"{row['mean_depth']:.1f}"]
                for row in rows.to_dict("records")
            ],
            hovertemplate="%{customdata[0]}: %{y:,.0f} at most, %{customdata[1]} on average"
            "<extra>%{fullData.name}</extra>",
        )
    figure.update_yaxes(title="waiting, at most", rangemode="tozero")
    deepest = highest(frame, "max_depth")
    title = "Nothing had to wait"
    if deepest["max_depth"]:
        what = "calls" if deepest["queue"] in {"unity", "cv", "asr"} else deepest["queue"]
        place = f" for {deepest['queue']}" if what == "calls" else ""
        title = f"At most {deepest['max_depth']:,.0f} {what} waited{place}, "
        title += clock(deepest["at"], width_s)
    figure = in_house_style(figure, report, title).update_layout(showlegend=True)
    time_axis(figure, report)
    return figure


def _draw_slowest(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(report)
    frame = report.frame.iloc[::-1]
    figure = go.Figure()
    figure.add_bar(
        y=frame["session_id"],
        x=frame["p95_ms"],
        orientation="h",
        marker={"color": BLUE},
        text=[f"{milliseconds(p95)} · {user}"
              for p95, user in zip(frame["p95_ms"], frame["user_id"], strict=True)],
        textposition="inside",
        insidetextanchor="start",
        customdata=[[row["user_id"], milliseconds(row["p50_ms"]), milliseconds(row["max_ms"]),
                     many(row["calls"], "call"), milliseconds(1000 * row["total_s"])]
                    for row in frame.to_dict("records")],
        hovertemplate="%{y} of %{customdata[0]}<br>p50 %{customdata[1]}, at most %{customdata[2]}"
        "<br>%{customdata[3]} in %{customdata[4]}<extra></extra>",
        showlegend=False,
    )  # fmt: skip
    figure.update_xaxes(title="p95, milliseconds", rangemode="tozero")
    figure.update_yaxes(type="category")
    first = report.frame.iloc[0]
    title = f"Slowest: a session of {first['user_id']}, p95 {milliseconds(first['p95_ms'])}"
    return in_house_style(figure, report, title)


def _draw_active(report: Report) -> go.Figure:
    frame = report.frame
    if not frame["sessions"].any():
        return empty_figure(report)
    width = report.given["bucket"]
    figure = go.Figure()
    for column, name, colour in (("sessions", "sessions", BLUE), ("users", "users", GREEN)):
        figure.add_scatter(
            x=local(frame["at"]),
            y=frame[column],
            name=name,
            mode="lines",
            line={"color": colour, "width": 2, "shape": "hvh"},
            customdata=[clock(at, width.total_seconds()) for at in frame["at"]],
            hovertemplate=f"%{{customdata}}: %{{y}} {name}<extra></extra>",
        )
    figure.update_yaxes(title="open", rangemode="tozero")
    most = highest(frame, "sessions")
    title = f"At most {many(most['sessions'], 'session')} within {span(width.total_seconds())}, "
    figure = in_house_style(figure, report, title + clock(most["at"], width.total_seconds()))
    time_axis(figure, report)
    return figure


_TIME = "datetime64[us, UTC]"
_DEPTH = Question(
    "How much waits, over time?",
    "queue_depth",
    {
        "at": _TIME, "queue": "str", "mean_depth": "float64", "max_depth": "float64",
        "samples": "int64",
    },
    _draw_depth,
    filters=PEOPLE,
    over_time=True,
    empty="No session has measured its queues in this range yet",
)  # fmt: skip
_SLOWEST = Question(
    "Whose calls are slowest?",
    "slowest_sessions",
    {
        "session_id": "str", "user_id": "str", "project": "str", "started_at": _TIME,
        "calls": "int64", "p50_ms": "float64", "p95_ms": "float64", "p99_ms": "float64",
        "max_ms": "float64", "total_s": "float64",
    },
    _draw_slowest,
    rolls_up=True,
    by_session=True,
)  # fmt: skip
_ACTIVE = Question(
    "How many sessions are open?",
    "active_sessions",
    {"at": _TIME, "sessions": "int64", "users": "int64"},
    _draw_active,
    filters=PEOPLE,
    over_time=True,
    empty="No session was open in this range",
)
