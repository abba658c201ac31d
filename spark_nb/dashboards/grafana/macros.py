"""The dashboards' SQL as Grafana's PostgreSQL data source reads it, with its macros."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spark_nb.dashboards.scope import FILTERS

ALL = "NULL"
"""What a variable's "All" stands for. Grafana puts a custom value of "All" in without quotes."""

# Casts, because the macros leave text, and date_bin() takes more than one type of time.
_TIMES = {
    "since": "$__timeFrom()::timestamptz",
    "until": "$__timeTo()::timestamptz",
    "bucket": "($__interval_ms * interval '1 millisecond')",
}
_CHOSEN = {name: f"(${{{name}:sqlstring}})::text" for name in FILTERS}
_PARAMETER = re.compile(r"%\((\w+)\)s|%%")


def panel_sql(sql: str, **given: str) -> str:
    """Return the SQL of a panel; ``given`` are SQL expressions for its other parameters.

    Raises KeyError for a parameter that neither Grafana nor ``given`` knows.
    """
    return _replaced(sql, _TIMES | _CHOSEN | given)


def alert_sql(sql: str, **given: str) -> str:
    """Return the SQL of an alert rule, which knows a range but no variables: it looks at all."""
    return _replaced(sql, _TIMES | dict.fromkeys(FILTERS, f"{ALL}::text") | given)


def _replaced(sql: str, values: Mapping[str, str]) -> str:
    return _PARAMETER.sub(lambda found: values[found[1]] if found[1] else "%", sql)
