"""Questions to the replica, each answered as a table and a figure."""

from __future__ import annotations

from spark_nb.dashboards.board import Overview, overview
from spark_nb.dashboards.builds import build_jobs
from spark_nb.dashboards.costs import cost
from spark_nb.dashboards.latency import (
    latency_by_tool,
    latency_distribution,
    latency_over_time,
    time_spent,
)
from spark_nb.dashboards.outcomes import call_success, error_rates, preview_success
from spark_nb.dashboards.own_query import query
from spark_nb.dashboards.report import Report
from spark_nb.dashboards.sessions import active_sessions, queue_depth, slowest_sessions

__all__ = [
    "Overview",
    "Report",
    "active_sessions",
    "build_jobs",
    "call_success",
    "cost",
    "error_rates",
    "latency_by_tool",
    "latency_distribution",
    "latency_over_time",
    "overview",
    "preview_success",
    "query",
    "queue_depth",
    "slowest_sessions",
    "time_spent",
]
