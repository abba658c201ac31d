"""What all figures share: margins, the empty state, the corner note, how numbers are said."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd
import plotly.graph_objects as go

from spark_nb.dashboards.report import ADVICE

if TYPE_CHECKING:
    from spark_nb.dashboards.report import Report

SERIES = 7
"""As many as can be told apart; the rest is folded into one."""

# 4.5:1 on white and 4.2:1 on the #111 of dark themes: no one colour has 4.5:1 on both.
TEXT = "#767676"
GRID = "rgba(128, 128, 128, 0.25)"
_HEIGHT = 380
_LOG_FROM = 100  # from two decades on, a linear axis hides the small


def in_house_style(figure: go.Figure, report: Report, title: str) -> go.Figure:
    """Set the answer as title, the question below it, the source in the corner."""
    figure.update_layout(
        title={
            "text": f"<b>{escape(title)}</b><br>"
            f"<span style='font-size:12px'>{escape(report.words)}</span>",
            "x": 0,
            "y": 1,
            "yanchor": "top",
            "pad": {"l": 16, "t": 12},
            "font": {"size": 15},
        },
        height=_HEIGHT,
        meta={"answer": title, "question": report.words},
        margin={"l": 16, "r": 24, "t": 76, "b": 80},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": TEXT, "size": 12},
        hoverlabel={"font": {"size": 12}},
        legend={"orientation": "h", "y": 1, "x": 0, "yanchor": "bottom", "traceorder": "normal"},
    )
    quiet = {"gridcolor": GRID, "zeroline": False, "automargin": True}
    figure.update_traces(marker_line_width=0, selector={"type": "bar"})
    figure.update_xaxes(**quiet, title_standoff=8, title_font_size=12)
    figure.update_yaxes(**quiet, title_standoff=8, title_font_size=12)
    return _with_note(figure, report)


def _with_note(figure: go.Figure, report: Report) -> go.Figure:
    figure.add_annotation(
        name="note",
        text=report.note,
        hovertext=f"read {report.source.read_at.isoformat(timespec='milliseconds')}",
        xref="paper",
        yref="paper",
        x=1,
        y=0,
        yshift=-76,
        xanchor="right",
        showarrow=False,
        font={"size": 11},
    )
    return figure


def empty_figure(report: Report) -> go.Figure:
    """Return a figure that says there is nothing to see, and what to do."""
    figure = go.Figure()
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text=ADVICE,
        xref="paper",
        yref="paper",
        x=0.5,
        y=0.5,
        showarrow=False,
        font={"size": 13},
    )
    return in_house_style(figure, report, report.question.empty)


def scale(values: pd.Series) -> dict[str, Any]:
    """Return an axis for ``values`` from 0 on: a logarithmic one past two decades."""
    positive = values[values > 0]
    if len(positive) and positive.max() > _LOG_FROM * positive.min():
        return {"type": "log", "dtick": 1}
    return {"type": "linear", "rangemode": "tozero"}


_BESIDE = {"orientation": "v", "x": 1.01, "y": 1, "xanchor": "left", "yanchor": "top"}


def highest(frame: pd.DataFrame, column: str) -> dict[str, Any]:
    """Return the row with the greatest value of ``column``."""
    return {str(name): value for name, value in frame.nlargest(1, column).iloc[0].items()}


def foremost(frame: pd.DataFrame, *, always: str | None = None) -> list[str]:
    """Return the tools to draw, with most calls first; ``always`` is one of them."""
    sums = frame.groupby("tool")["calls"].sum().sort_values(ascending=False)
    tools = [str(name) for name in sums.index]
    if always in tools[SERIES:]:
        tools.insert(SERIES - 1, tools.pop(tools.index(always)))
    return tools[:SERIES]


def tools_beside(figure: go.Figure, frame: pd.DataFrame) -> go.Figure:
    """Put the names of tools at the right, and say when some are not drawn."""
    shown, known = len(figure.data), frame["tool"].nunique()
    title = f"{shown} of {known} tools" if shown < known else None
    return figure.update_layout(legend=_BESIDE, legend_title_text=title)


def milliseconds(value: float) -> str:
    """Return a duration as people say it: 4.2 ms, 48 ms, 3.2 s, 5 min, 2.5 h."""
    for limit, size, unit in ((1000, 1, "ms"), (100_000, 1000, "s"), (6e6, 60_000, "min")):
        if value < limit:
            scaled = value / size
            return f"{scaled:.0f} {unit}" if scaled >= 10 else f"{scaled:.1f} {unit}"
    return f"{value / 3_600_000:.1f} h"


def percent(share: float) -> str:
    """Return a share as people say it: 0 %, 0.04 %, 3.1 %, 98 %, 99.97 %."""
    value = 100 * share
    if value in {0, 100}:
        return f"{value:.0f} %"
    near_edge = min(value, 100 - value)
    decimals = 0 if near_edge >= 10 else 1 if near_edge >= 1 else 2
    return f"{value:.{decimals}f} %"


def money(dollars: float) -> str:
    """Return US dollars: to the cent from 1 $ on, four decimals below."""
    return f"${dollars:,.2f}" if dollars >= 1 else f"${dollars:.4f}"


def many(count: float, one: str, more: str | None = None) -> str:
    """Return a number with its noun: 1 call, 12,345 calls."""
    return f"{count:,.0f} {one if count == 1 else more or one + 's'}"


def clock(at: pd.Timestamp, width_s: float) -> str:
    """Return a local time as exactly as points of that width need it."""
    local = at.to_pydatetime().astimezone()
    if width_s >= 86_400:
        return f"{local:%d %b}"
    return f"{local:%d %b %H:%M}" if width_s >= 60 else f"{local:%H:%M:%S}"


def local(times: pd.Series) -> pd.Series:
    """Return times as a local clock shows them: plotly knows no zones."""
    here = datetime.now().astimezone().tzinfo
    shown: pd.Series = times.dt.tz_convert(here).dt.tz_localize(None)
    return shown


def time_axis(figure: go.Figure, report: Report) -> None:
    """Let the axis be where there is data, and say how wide a point is."""
    zone = datetime.now().astimezone().strftime("%z")
    width = report.given["bucket"] or timedelta(0)
    ends = local(report.frame["at"]).agg(["min", "max"]).tolist()
    title = f"local time (UTC{zone[:3]}:{zone[3:]}), {span(width.total_seconds())} a point"
    figure.update_xaxes(
        title_text=title, type="date", range=[ends[0] - width / 2, ends[1] + width / 2]
    )


def span(seconds: float) -> str:
    """Return a length of time in its own unit: 5 s, 15 min, 6 h, 7 days."""
    for size, unit in ((86_400, "day"), (3600, "h"), (60, "min"), (1, "s")):
        if seconds >= size:
            count = seconds / size
            return f"{count:.0f} {unit}{'s' if unit == 'day' and count != 1 else ''}"
    return f"{seconds:g} s"
