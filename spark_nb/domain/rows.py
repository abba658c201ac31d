"""Rows by table, as they travel to the database: JSON values only, so they can also be spooled."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, get_args

Table = Literal[
    "spark_sessions",
    "spark_function_calls",
    "spark_events",
    "spark_generated_scripts",
    "spark_previews",
    "spark_build_jobs",
    "spark_usage",
    "spark_metrics",
]
Row = dict[str, Any]
Rows = dict[Table, list[Row]]

TABLES: tuple[Table, ...] = get_args(Table)

# The primary keys. A row that comes twice is there once.
KEYS: dict[Table, str] = {
    "spark_sessions": "session_id",
    "spark_function_calls": "call_id",
    "spark_events": "event_id",
    "spark_generated_scripts": "call_id",
    "spark_previews": "call_id",
    "spark_build_jobs": "job_id",
    "spark_usage": "usage_id",
    "spark_metrics": "metric_id",
}

# A row of these says how things are now, and replaces what an earlier one said.
STATES: frozenset[Table] = frozenset({"spark_sessions", "spark_build_jobs"})


def merge_rows(batches: Iterable[Rows]) -> Rows:
    """Return all rows of ``batches`` by table, in order."""
    merged: Rows = {}
    for batch in batches:
        for table, rows in batch.items():
            merged.setdefault(table, []).extend(rows)
    return merged


def count_rows(rows: Rows) -> int:
    return sum(map(len, rows.values()))


def halve_rows(rows: Rows) -> tuple[Rows, Rows]:
    """Return the first and the second half, in order; the second is the greater by at most one."""
    single: list[Rows] = [{table: [row]} for table, found in rows.items() for row in found]
    middle = len(single) // 2
    return merge_rows(single[:middle]), merge_rows(single[middle:])
