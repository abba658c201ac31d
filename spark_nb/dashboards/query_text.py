"""The files in ``sql/dashboards/``: one question each."""

from __future__ import annotations

from functools import cache

from spark_nb.assets import asset_folder


@cache
def query_text(query: str) -> str:
    path = asset_folder("sql") / "dashboards" / f"{query}.sql"
    return path.read_text(encoding="utf-8")
