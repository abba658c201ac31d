"""Reads the replica: one query file, one table back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import psycopg
from psycopg.rows import dict_row

from spark_nb.assets import asset_folder
from spark_nb.endpoints import open_endpoints
from spark_nb.errors import ServiceUnavailable
from spark_nb.settings import load_settings

_STATEMENT_SECONDS = 30
_ATTEMPTS = 2


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer came from. ``lag_s`` is None on a primary."""

    is_replica: bool
    lag_s: float | None
    read_at: datetime

    def __str__(self) -> str:
        if not self.is_replica:
            return "primary · exact"
        age = f", {self.lag_s:.1f} s behind" if self.lag_s else ", up to date"
        return f"replica{age} · exact"


def read(query: str, parameters: Mapping[str, Any]) -> tuple[pd.DataFrame, Source]:
    """Run ``sql/dashboards/<query>.sql``. Raises ServiceUnavailable.

    A query that the standby cancels in favour of replay is run once more.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return _read(query, parameters)
        except psycopg.errors.SerializationFailure:
            if attempt == _ATTEMPTS:
                raise
        except psycopg.OperationalError as error:
            raise ServiceUnavailable(
                f"The replica does not answer ({type(error).__name__}).",
                hint="Run spark-nb status, or check DATABASE_REPLICA_URL.",
            ) from None
    raise AssertionError("unreachable: the last attempt returns or raises")


def _read(query: str, parameters: Mapping[str, Any]) -> tuple[pd.DataFrame, Source]:
    folder = asset_folder("sql") / "dashboards"
    with psycopg.connect(
        _replica_url(),
        autocommit=True,
        connect_timeout=5,
        application_name="spark-nb dashboards",
        options=f"-c statement_timeout={_STATEMENT_SECONDS}s -c default_transaction_read_only=on",
        row_factory=dict_row,
    ) as connection:
        cursor = connection.execute((folder / f"{query}.sql").read_text(), parameters)
        columns = [column.name for column in cursor.description or ()]
        frame = pd.DataFrame(cursor.fetchall(), columns=columns)
        state = connection.execute((folder / "replica_state.sql").read_text()).fetchone() or {}
    return frame, Source(state["is_replica"], state["lag_s"], datetime.now(UTC))


def _replica_url() -> str:
    """Return the replica's address, starting the embedded stack when nothing else is named."""
    settings = load_settings()
    if settings.database_replica_url is not None:
        return settings.database_replica_url.get_secret_value()
    with ThreadPoolExecutor(1) as thread:  # a notebook's own loop is busy with this cell
        endpoints = thread.submit(lambda: asyncio.run(open_endpoints(settings))).result()
    return endpoints.database_replica_url.get_secret_value()
