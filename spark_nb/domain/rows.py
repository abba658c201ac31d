"""Rows by table, as they travel to the database: JSON values only, so they can also be spooled."""

from __future__ import annotations

from typing import Any, Literal

Table = Literal[
    "spark_sessions",
    "spark_function_calls",
    "spark_events",
    "spark_generated_scripts",
    "spark_previews",
    "spark_metrics",
]
Row = dict[str, Any]
Rows = dict[Table, list[Row]]

TABLES: tuple[Table, ...] = (
    "spark_sessions",
    "spark_function_calls",
    "spark_events",
    "spark_generated_scripts",
    "spark_previews",
    "spark_metrics",
)


def merge_rows(batches: list[Rows]) -> Rows:
    """Return all rows of ``batches`` by table, in order."""
    merged: Rows = {}
    for batch in batches:
        for table, rows in batch.items():
            merged.setdefault(table, []).extend(rows)
    return merged
