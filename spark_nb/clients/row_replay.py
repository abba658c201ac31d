"""Brings rows that had to wait to the database, oldest first."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import psycopg

from spark_nb.clients.row_spool import Refused, RowSpool
from spark_nb.clients.row_spools import RowSpools
from spark_nb.domain.rows import Rows, count_rows, halve_rows, merge_rows

_log = logging.getLogger(__name__)
_BATCHES = 100
_RETRY_SECONDS = 1.0
# SQLSTATE classes that speak of a row, not of the server: cardinality, data, integrity, check
# option, program limit, and what a trigger raises.
_ROW_FAULTS = frozenset({"21", "22", "23", "44", "54", "P0"})

Write = Callable[[Rows], Awaitable[None]]


class RowReplay:
    """Empties the spools of a database. ``refused`` counts the rows it set aside."""

    def __init__(self, spools: RowSpools, write: Write, look_seconds: float) -> None:
        self.refused = 0
        self._spools = spools
        self._write = write
        self._look_seconds = look_seconds
        self._limit = _BATCHES
        self._damaged: set[Path] = set()
        self._due = asyncio.Event()
        self._closing = asyncio.Event()

    def start(self) -> None:
        """Say that there are rows to replay."""
        self._due.set()

    def finish(self) -> None:
        """Have ``run`` try once more and return."""
        self._closing.set()
        self._due.set()

    async def run(self) -> None:
        """Replay whenever there is something, and again every second while it does not work.

        Look now and then for what sessions that died meanwhile left behind.
        """
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._due.wait(), self._look_seconds)
            self._due.clear()
            is_last = self._closing.is_set()
            works = await self._works()
            if is_last:
                return
            if not works:
                self._due.set()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._closing.wait(), _RETRY_SECONDS)

    async def _works(self) -> bool:
        try:
            await self._replay_all()
        except (psycopg.Error, sqlite3.Error, OSError) as error:
            self._limit = max(1, self._limit // 2)  # perhaps it was too much at once
            _log.debug("spooled rows wait on: %s", type(error).__name__)
            return False
        self._limit = _BATCHES
        return True

    async def _replay_all(self) -> None:
        if self._spools.own is not None:
            await self._replay(self._spools.own)
        for path in await asyncio.to_thread(self._spools.left_behind):
            if self._closing.is_set():
                return
            try:
                await self._replay_left_behind(path)
            except sqlite3.Error as error:
                if path not in self._damaged:
                    _log.warning("the rows in %s cannot be read: %s", path, error)
                self._damaged.add(path)

    async def _replay_left_behind(self, path: Path) -> None:
        spool = await asyncio.to_thread(RowSpool.adopt, path)
        if spool is None:
            return
        try:
            await self._replay(spool)
        finally:
            await asyncio.to_thread(spool.close)

    async def _replay(self, spool: RowSpool) -> None:
        """Send what is spooled until nothing is left; set aside what the database refuses."""
        while spool.count:
            keys, batches = await asyncio.to_thread(spool.oldest, self._limit)
            refused = await self._write_accepted(merge_rows(batches))
            await asyncio.to_thread(spool.settle, keys, refused)
            self.refused += len(refused)
            for rows, _ in refused:
                _log.warning("the database refused a row of %s; %s keeps it", *rows, spool.path)

    async def _write_accepted(self, rows: Rows) -> list[Refused]:
        """Write the rows, and return those that the database refuses whatever comes with them."""
        try:
            await self._write(rows)
        except psycopg.Error as error:
            if not _speaks_of_a_row(error):
                raise
            if count_rows(rows) == 1:
                return [Refused(rows, _reason(error))]
        else:
            return []
        first, second = halve_rows(rows)
        return [*await self._write_accepted(first), *await self._write_accepted(second)]


def _speaks_of_a_row(error: psycopg.Error) -> bool:
    return error.sqlstate is not None and error.sqlstate[:2] in _ROW_FAULTS


def _reason(error: psycopg.Error) -> str:
    return f"{type(error).__name__}: {error.diag.message_primary}"
