"""Rows into the primary; into a local spool while it does not take them."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections import deque
from collections.abc import Sequence
from types import TracebackType
from typing import NamedTuple, Self

import psycopg
from pydantic import SecretStr

from spark_nb.clients.row_connection import RowConnection
from spark_nb.clients.row_replay import RowReplay
from spark_nb.clients.row_spools import RowSpools
from spark_nb.domain.rows import Rows, count_rows, merge_rows
from spark_nb.errors import ServiceError

_log = logging.getLogger(__name__)
_ROWS_AT_ONCE = 1000
_CLOSE_SECONDS = 2.0


class _Queued(NamedTuple):
    rows: Rows
    arrived: asyncio.Future[bool]


class PostgresRows:
    """A ``RowSink``. Rows that come while others are on their way travel together afterwards.

    What the primary cannot take now arrives later, once each and in order, from this session or
    the next. What it refuses is kept in the spool and counted. ``lost`` counts what the disk did
    not take either.
    """

    def __init__(
        self, url: SecretStr, spools: RowSpools, insert: str, *, look_seconds: float = 30.0
    ) -> None:
        self._spools = spools
        self._connection = RowConnection(url, insert)
        self._replay = RowReplay(spools, self._connection.write, look_seconds)
        self._queue: deque[_Queued] = deque()
        self._due = asyncio.Event()
        self._closing = False
        self.lost = 0
        self._tasks: set[asyncio.Task[None]] = set()

    def __repr__(self) -> str:
        return f"<PostgresRows {self.delayed} batches delayed, {self.refused} rows refused>"

    async def __aenter__(self) -> Self:
        self._tasks = {
            asyncio.create_task(self._run(), name="write rows"),
            asyncio.create_task(self._replay.run(), name="replay spooled rows"),
        }
        self._replay.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closing = True
        self._due.set()
        self._replay.finish()
        await asyncio.wait(self._tasks, timeout=_CLOSE_SECONDS)
        await self._connection.close()  # what is still on its way goes to the spool
        await asyncio.wait(self._tasks)

    @property
    def delayed(self) -> int:
        return self._spools.own.count if self._spools.own else 0

    @property
    def refused(self) -> int:
        """How many rows were set aside."""
        return self._replay.refused

    async def write(self, rows: Rows) -> bool:
        """Raises ServiceError when the rows are lost."""
        if self._closing:  # nobody takes from the queue any more
            await self._spool([rows])
            return False
        item = _Queued(rows, asyncio.get_running_loop().create_future())
        self._queue.append(item)
        self._due.set()
        return await item.arrived

    async def _run(self) -> None:
        while not self._closing or self._queue:
            await self._due.wait()
            self._due.clear()
            while batch := self._next_batch():
                await self._settle(batch)

    def _next_batch(self) -> list[_Queued]:
        """Take what waits, up to so many rows that they are written fast."""
        batch: list[_Queued] = []
        size = 0
        while self._queue and size < _ROWS_AT_ONCE:
            batch.append(self._queue.popleft())
            size += count_rows(batch[-1].rows)
        return batch

    async def _settle(self, batch: list[_Queued]) -> None:
        """Write or spool the rows, and tell those who wait for it."""
        try:
            arrived = await self._write_or_spool([item.rows for item in batch])
        except Exception as error:  # noqa: BLE001 - those who wait for the rows get it
            for item in batch:
                if not item.arrived.done():
                    item.arrived.set_exception(error)
            return
        for item in batch:
            if not item.arrived.done():  # else whoever waited was cancelled; the rows are safe
                item.arrived.set_result(arrived)

    async def _write_or_spool(self, batches: list[Rows]) -> bool:
        if not self.delayed:  # else these would overtake those that wait
            try:
                await self._connection.write(merge_rows(batches))
            except psycopg.Error as error:
                _log.warning("rows wait in the spool: %s", type(error).__name__)
            else:
                return True
        await self._spool(batches)
        self._replay.start()
        return False

    async def _spool(self, batches: Sequence[Rows]) -> None:
        try:
            await asyncio.to_thread(self._spools.add, batches)
        except (OSError, sqlite3.Error) as error:
            count = sum(map(count_rows, batches))
            self.lost += count
            raise ServiceError(
                f"{count} rows are lost: the database is away, and the disk does not take them.",
                hint="Make room below SPARK_HOME.",
            ) from error
