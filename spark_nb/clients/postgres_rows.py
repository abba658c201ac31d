"""Rows into the primary, one round trip per call; into a local spool while it is away."""

from __future__ import annotations

import asyncio
import logging
from types import TracebackType
from typing import Self

import psycopg
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from pydantic import SecretStr

from spark_nb.assets import asset_folder
from spark_nb.clients.row_spool import RowSpool
from spark_nb.domain.rows import TABLES, Rows, merge_rows

_log = logging.getLogger(__name__)
_WAIT_SECONDS = 2.0
_RETRY_SECONDS = 1.0
_REPLAY_BATCHES = 50


def insert_statement() -> str:
    """Read the statement that writes all rows of a call."""
    return (asset_folder("sql") / "queries" / "insert_rows.sql").read_text()


class PostgresRows:
    """A ``RowSink``. Rows of a primary that is away arrive later, once each, in order."""

    def __init__(self, url: SecretStr, spool: RowSpool, insert: str) -> None:
        self._spool = spool
        self._insert = insert
        self._pool = AsyncConnectionPool(
            url.get_secret_value(),
            min_size=1,
            max_size=4,
            timeout=_WAIT_SECONDS,
            reconnect_timeout=0,
            open=False,
            kwargs={
                "autocommit": True,
                "connect_timeout": 3,
                "application_name": "spark-nb",
                "prepare_threshold": 1,
            },
        )
        self._replay: asyncio.Task[None] | None = None

    def __repr__(self) -> str:
        return f"<PostgresRows {self.delayed} batches delayed>"

    async def __aenter__(self) -> Self:
        await self._pool.open(wait=False)
        if self.delayed:
            self._start_replay()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._replay is not None:
            self._replay.cancel()
            await asyncio.wait({self._replay})
        await self._pool.close(timeout=_WAIT_SECONDS)

    @property
    def delayed(self) -> int:
        return self._spool.count

    async def write(self, rows: Rows) -> bool:
        if not self.delayed:  # else they would overtake those that wait
            try:
                await self._execute(rows)
            except (psycopg.OperationalError, PoolTimeout) as error:
                _log.warning("rows wait in the spool: %s", type(error).__name__)
            else:
                return True
        await asyncio.to_thread(self._spool.add, rows)
        self._start_replay()
        return False

    async def _execute(self, rows: Rows) -> None:
        parameters: dict[str, Jsonb] = {table: Jsonb(rows.get(table, [])) for table in TABLES}
        async with self._pool.connection() as connection:
            await connection.execute(self._insert, parameters)

    def _start_replay(self) -> None:
        if self._replay is None or self._replay.done():
            self._replay = asyncio.create_task(self._drain(), name="replay spooled rows")

    async def _drain(self) -> None:
        """Send what is spooled, oldest first, until nothing is left."""
        while self.delayed:
            keys, batches = await asyncio.to_thread(self._spool.oldest, _REPLAY_BATCHES)
            try:
                await self._execute(merge_rows(batches))
            except (psycopg.OperationalError, PoolTimeout):
                await asyncio.sleep(_RETRY_SECONDS)
                continue
            await asyncio.to_thread(self._spool.remove, keys)
