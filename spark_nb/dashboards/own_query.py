"""Questions of the user's own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from spark_nb.dashboards.replica import read_text
from spark_nb.dashboards.scope import When, scope_of


def query(
    sql: str | Path, since: When = None, until: datetime | None = None, **parameters: Any
) -> pd.DataFrame:
    """Run SQL, or a file of it, on the replica and return its rows. It can only read.

    ``%(since)s`` and ``%(until)s`` in it stand for the range, by default the last day, and
    ``%(name)s`` for the keyword ``name``. It is cancelled after 30 s. Raises SparkError.
    """
    scope = scope_of(since, until, {})
    text = sql.read_text(encoding="utf-8") if isinstance(sql, Path) else sql
    values = {"since": scope.since, "until": scope.until, **parameters}
    frame, source = read_text(text, values)
    frame.attrs["source"] = str(source)
    return frame
