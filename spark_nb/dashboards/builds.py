"""What became of builds."""

from __future__ import annotations

from datetime import datetime
from typing import Unpack

import pandas as pd
import plotly.graph_objects as go

from spark_nb.dashboards.figures import empty_figure, in_house_style, many, milliseconds
from spark_nb.dashboards.report import PEOPLE, Question, Report
from spark_nb.dashboards.scope import Filters, When, scope_of
from spark_nb.domain.palette import STATE_COLOURS

_STATUSES = {
    "succeeded": "succeeded",
    "running": "running",
    "queued": "queued",
    "failed": "failed",
    "timed_out": "timed out",
    "cancelled": "cancelled",
}


def build_jobs(
    since: When = None, until: datetime | None = None, **filters: Unpack[Filters]
) -> Report:
    """Return the builds asked for in the range, newest first, with how long they waited and took.

    Range and errors as ``latency_by_tool``; filters: ``session_id``, ``user_id``.
    """
    return _BUILDS.ask(scope_of(since, until, filters))


def _draw(report: Report) -> go.Figure:
    if report.empty:
        return empty_figure(report)
    frame = report.frame
    targets = frame["target"].value_counts().index[::-1]
    figure = go.Figure()
    for status, name in _STATUSES.items():
        rows = frame[frame["status"] == status]
        if rows.empty:
            continue
        groups = rows.groupby("target")
        counts = groups.size().reindex(targets, fill_value=0)
        figure.add_bar(
            y=targets,
            x=counts,
            name=name,
            orientation="h",
            marker={"color": STATE_COLOURS[status]},
            text=[f"{count:,}" if count else "" for count in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            customdata=[_typical(rows[rows["target"] == target]) for target in targets],
            hovertemplate=f"%{{y}}: %{{x:,}} {name}<br>%{{customdata}}<extra></extra>",
        )
    figure.update_layout(barmode="stack", uniformtext={"mode": "hide", "minsize": 10})
    figure.update_xaxes(title="builds", rangemode="tozero")
    figure.update_yaxes(type="category")
    return in_house_style(figure, report, _title(frame))


def _typical(rows: pd.DataFrame) -> str:
    took = rows["took_s"].median()
    if pd.isna(took):
        return ""
    waited = rows["waited_s"].median()
    wait = "" if pd.isna(waited) else f", after waiting {milliseconds(1000 * waited)}"
    return f"typically {milliseconds(1000 * took)}{wait}"


def _title(frame: pd.DataFrame) -> str:
    over = frame[~frame["status"].isin(["queued", "running"])]
    under_way = len(frame) - len(over)
    if over.empty:
        return f"{many(under_way, 'build')} under way, none over yet"
    fine = over[over["status"] == "succeeded"]
    title = f"{len(fine):,} of {many(len(over), 'build')} succeeded"
    if not fine.empty:
        title += f", typically in {milliseconds(1000 * fine['took_s'].median())}"
    return f"{title}; {under_way:,} under way" if under_way else title


_BUILDS = Question(
    "What became of builds?",
    "build_jobs",
    {
        "job_id": "str", "session_id": "str", "target": "str", "status": "str", "stage": "str",
        "progress": "float64", "error_code": "str", "byte_length": "Int64",
        "queued_at": "datetime64[us, UTC]", "waited_s": "float64", "took_s": "float64",
    },
    _draw,
    filters=PEOPLE,
    empty="No builds in this range yet",
)  # fmt: skip
