"""What can be chosen in a dashboard's filters."""

from __future__ import annotations

from spark_nb.dashboards.replica import Columns, read
from spark_nb.dashboards.scope import FILTERS, Scope

_COLUMNS: Columns = {"name": "str", "value": "str", "seen": "datetime64[us, UTC]"}


def filter_values(scope: Scope) -> dict[str, list[str]]:
    """Return by filter what occurs in the range; sessions newest first, 50 at most.

    Raises SparkError.
    """
    frame, _ = read("filter_values", _COLUMNS, {"since": scope.since, "until": scope.until})
    return {name: frame.loc[frame["name"] == name, "value"].tolist() for name in FILTERS}
