"""What language models were asked and what that cost; what has no price is shown apart."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, Unpack, get_args

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from spark_nb.dashboards.figures import empty_figure, highest, in_house_style, many, money, percent
from spark_nb.dashboards.report import Question, Report
from spark_nb.dashboards.scope import Filters, When, scope_of
from spark_nb.domain.palette import BLUE, GREY
from spark_nb.errors import RejectedError

By = Literal["model", "tool", "feature", "session", "day"]
_ROWS = 12
_NOTHING = {"tool": "for no tool call", "feature": "without a feature"}
_SUMS = (
    "requests", "input_tokens", "output_tokens", "cached_tokens", "cost_usd",
    "unpriced_requests", "unpriced_tokens",
)  # fmt: skip


def cost(
    since: When = None,
    until: datetime | None = None,
    *,
    by: By = "model",
    **filters: Unpack[Filters],
) -> Report:
    """Return requests, tokens and US dollars by ``by``, dearest first.

    ``cost_usd`` is NaN where nothing has a price; ``unpriced_requests`` and ``unpriced_tokens``
    say what it leaves out. Range, filters and errors as ``latency_by_tool``.
    """
    if by not in get_args(By):
        raise RejectedError(
            f"Cost is not known by {by!r}.",
            field="by",
            actual=by,
            hint=f"Ask for it by {', '.join(get_args(By))}.",
        )
    return _COST.ask(scope_of(since, until, filters), grouping=by)


def _draw(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(report)
    by = report.given["grouping"]
    frame = _shown(report.frame, by)
    figure = make_subplots(
        cols=2, column_widths=[0.72, 0.28], shared_yaxes=True, horizontal_spacing=0.04
    )
    figure.add_bar(
        y=frame["key"],
        x=frame["cost_usd"].fillna(0),
        orientation="h",
        marker={"color": BLUE},
        text=["unpriced" if pd.isna(value) else money(value) for value in frame["cost_usd"]],
        textposition=["outside" if pd.isna(value) else "auto" for value in frame["cost_usd"]],
        cliponaxis=False,
        customdata=[[many(row["requests"], "request"), f"{row['input_tokens']:,.0f}",
                     f"{row['output_tokens']:,.0f}"] for row in frame.to_dict("records")],
        hovertemplate="%{y}: %{text}<br>%{customdata[0]}, %{customdata[1]} tokens in, "
        "%{customdata[2]} out<extra></extra>",
        col=1,
        row=1,
    )  # fmt: skip
    figure.add_bar(
        y=frame["key"],
        x=frame["unpriced_tokens"],
        orientation="h",
        marker={"color": GREY, "pattern": {"shape": "/", "solidity": 0.1}},
        text=[many(count, "token") if count else "" for count in frame["unpriced_tokens"]],
        textposition="inside",
        insidetextanchor="start",
        customdata=[many(count, "request") for count in frame["unpriced_requests"]],
        hovertemplate="%{y}: %{x:,} tokens without a price<br>%{customdata}<extra></extra>",
        col=2,
        row=1,
    )
    figure.update_layout(showlegend=False)
    figure.update_xaxes(title="US dollars", rangemode="tozero", col=1)
    figure.update_xaxes(title="unpriced, tokens", rangemode="tozero", nticks=3, col=2)
    figure.update_yaxes(type="category")
    return in_house_style(figure, report, _title(report))


def _shown(frame: pd.DataFrame, by: By) -> pd.DataFrame:
    """Return the rows that are drawn, the last one at the top; the rest as one."""
    if by == "day":
        return frame.sort_values("key", ascending=False).iloc[:31]
    frame = frame.assign(key=frame["key"].fillna(_NOTHING.get(by, "")))
    rest = frame.iloc[_ROWS:]
    frame = frame.iloc[:_ROWS]
    if not rest.empty:
        sums = rest[list(_SUMS)].sum(min_count=1)
        other = pd.DataFrame([{"key": f"{len(rest)} others", **sums}])
        frame = pd.concat([frame, other], ignore_index=True)
    return frame.iloc[::-1]


def _title(report: Report) -> str:
    frame, by = report.frame, report.given["grouping"]
    total = frame["cost_usd"].sum()
    if frame["cost_usd"].isna().all():
        return f"{many(frame['requests'].sum(), 'request')}, none with a known price"
    dearest = highest(frame, "cost_usd")
    key = _NOTHING.get(by, "") if pd.isna(dearest["key"]) else dearest["key"]
    title = f"{money(total)}, {percent(dearest['cost_usd'] / total) if total else '0 %'} for {key}"
    unpriced = frame["unpriced_requests"].sum()
    return f"{title}; {many(unpriced, 'request')} unpriced" if unpriced else title


_COST = Question(
    "What do language models cost?",
    "cost",
    {
        "key": "str", "requests": "int64", "input_tokens": "int64", "output_tokens": "int64",
        "cached_tokens": "int64", "cost_usd": "float64", "unpriced_requests": "int64",
        "unpriced_tokens": "int64",
    },
    _draw,
    empty="No usage of language models in this range",
)  # fmt: skip
