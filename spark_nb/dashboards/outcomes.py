"""What becomes of calls: previews that show a frame, calls that succeed, and how others end."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

import plotly.graph_objects as go

from spark_nb.dashboards.figures import (
    clock,
    empty_figure,
    in_house_style,
    local,
    many,
    percent,
    time_axis,
)
from spark_nb.dashboards.report import Question, Report
from spark_nb.dashboards.scope import Filters, When, scope_of
from spark_nb.domain.palette import GREEN, ORANGE, STATE_COLOURS, tool_style

_KINDS = {
    "breaker_open": "breaker open",
    "timed_out": "timed out",
    "failed": "failed",
    "rejected": "rejected",
    "cancelled": "cancelled",
}
_PREVIEW_HOVER = "%{customdata[0]}<br>%{customdata[1]} of %{customdata[2]} show a frame"


def preview_success(
    since: When = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return how many previews were asked for and how many show a frame, over time.

    Previews that a guardrail stopped or the caller cancelled are left out. Range, filters (without
    ``tool``) and errors as ``latency_by_tool``.
    """
    return _PREVIEWS.ask(scope_of(since, until, filters))


def error_rates(
    since: When = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return by tool how calls end that do not succeed: kind, code, number, share of its calls.

    Kinds: rejected (by a guardrail), failed, timed_out, cancelled, breaker_open. Range, filters
    and errors as ``latency_by_tool``.
    """
    return _ERRORS.ask(scope_of(since, until, filters))


def call_success(
    since: When = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return by tool the share of calls that succeed, retries and cache hits; worst first.

    Range, filters and errors as ``latency_by_tool``.
    """
    return _SUCCESS.ask(scope_of(since, until, filters))


def _draw_previews(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(report)
    frame = report.frame
    at = local(frame["at"])
    width = report.given["bucket"]
    failed = frame["previews"] - frame["succeeded"]
    hover = [
        [clock(row["at"], width.total_seconds()), f"{row['succeeded']:,}", f"{row['previews']:,}"]
        for row in frame.to_dict("records")
    ]
    figure = go.Figure()
    for values, name, colour in (
        (frame["succeeded"], "show a frame", GREEN),
        (failed, "failed", ORANGE),
    ):
        figure.add_bar(
            x=at,
            y=values,
            width=0.9 * width.total_seconds() * 1000,
            name=name,
            marker={"color": colour},
            customdata=hover,
            hovertemplate=_PREVIEW_HOVER + "<extra></extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_yaxes(title="previews")
    share = frame["succeeded"].sum() / frame["previews"].sum()
    hits = frame["cache_hits"].sum() / frame["previews"].sum()
    title = f"{percent(share)} of {many(frame['previews'].sum(), 'preview')} show a frame"
    figure = in_house_style(figure, report, f"{title}, {percent(hits)} from the cache")
    time_axis(figure, report)
    return figure


def _draw_errors(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(report)
    frame = report.frame
    totals = frame.groupby("tool")["tool_calls"].first()
    tools = list(dict.fromkeys(frame["tool"]))[::-1]
    figure = go.Figure()
    for kind, name in _KINDS.items():
        rows = frame[frame["kind"] == kind]
        counts = rows.groupby("tool")["calls"].sum().reindex(tools, fill_value=0)
        codes = {
            tool: ", ".join(f"{code} {calls:,}" for code, calls in zip(
                found["error_code"].fillna("no code"), found["calls"], strict=True))
            for tool, found in rows.groupby("tool")
        }  # fmt: skip
        figure.add_bar(
            y=tools,
            x=100 * counts / totals.reindex(tools),
            name=name,
            orientation="h",
            marker={"color": STATE_COLOURS[kind]},
            customdata=[[f"{counts[tool]:,}", codes.get(tool, "")] for tool in tools],
            hovertemplate=f"%{{y}} {name}: %{{x:.2f}} %<br>%{{customdata[0]}} calls"
            "<br>%{customdata[1]}<extra></extra>",
        )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(title="% of the tool's calls")
    figure.update_yaxes(type="category")
    return in_house_style(figure, report, _worst(report))


def _worst(report: Report) -> str:
    frame = report.frame
    errors, calls = frame["calls"].sum(), frame.groupby("tool")["tool_calls"].first().sum()
    if not errors:
        return f"None of {many(calls, 'call')} went wrong"
    kinds = frame.groupby("kind")["calls"].sum()
    name = _KINDS[str(kinds.idxmax())]
    return f"{percent(errors / calls)} of {many(calls, 'call')} did not succeed, most {name}"


def _draw_success(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(report)
    frame = report.frame.iloc[::-1]
    figure = go.Figure()
    figure.add_scatter(
        y=frame["tool"],
        x=100 * frame["success_rate"],
        mode="markers+text",
        marker={"color": [tool_style(tool).colour for tool in frame["tool"]], "size": 12},
        text=[
            f"{percent(rate)} of {calls:,}  "
            for rate, calls in zip(frame["success_rate"], frame["calls"], strict=True)
        ],
        textposition="middle left",
        cliponaxis=False,
        customdata=[
            [f"{row[name]:,}" for name in ("succeeded", "calls", "retried", "cache_hits")]
            for row in frame.to_dict("records")
        ],
        hovertemplate="%{y}: %{customdata[0]} of %{customdata[1]} succeeded"
        "<br>%{customdata[2]} retried, %{customdata[3]} from the cache<extra></extra>",
        showlegend=False,
    )
    # Dots may begin anywhere; the words at their left need a third of the room.
    least = 100 * frame["success_rate"].min()
    figure.update_xaxes(title="% of calls that succeed", range=[least - 0.8 * (101 - least), 101])
    figure.update_yaxes(type="category")
    worst = report.frame.iloc[0]
    rate = report.frame["succeeded"].sum() / report.frame["calls"].sum()
    title = f"{percent(rate)} of calls succeed"
    if worst["success_rate"] < rate:
        title += f"; {worst['tool']} least, {percent(worst['success_rate'])}"
    return in_house_style(figure, report, title)


_PREVIEWS = Question(
    "How many previews show a frame?",
    "preview_success",
    {
        "at": "datetime64[us, UTC]", "previews": "int64", "succeeded": "int64",
        "cache_hits": "int64", "success_rate": "float64",
    },
    _draw_previews,
    filters=frozenset({"session_id", "user_id", "feature"}),
    rolls_up=True,
    over_time=True,
    empty="No previews in this range yet",
)  # fmt: skip
_ERRORS = Question(
    "Which tools fail, and in which way?",
    "error_rates",
    {
        "tool": "str", "kind": "str", "error_code": "str", "calls": "int64",
        "tool_calls": "int64", "share": "float64",
    },
    _draw_errors,
    rolls_up=True,
)  # fmt: skip
_SUCCESS = Question(
    "How many calls do what they were asked to?",
    "call_success",
    {
        "tool": "str", "calls": "int64", "succeeded": "int64", "success_rate": "float64",
        "retried": "int64", "cache_hits": "int64",
    },
    _draw_success,
    rolls_up=True,
)  # fmt: skip
