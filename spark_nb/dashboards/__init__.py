"""Questions to the replica, each answered as a table and a figure."""

from __future__ import annotations

from spark_nb.dashboards.latency import latency_by_tool, latency_over_time
from spark_nb.dashboards.report import Report

__all__ = ["Report", "latency_by_tool", "latency_over_time"]
