"""The connection to the primary on which rows travel."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress

import psycopg
from pydantic import SecretStr

from spark_nb.clients.row_statements import adapt_rows, write_rows
from spark_nb.domain.rows import Rows

_CONNECT_SECONDS = 3.0
_WRITE_SECONDS = 10.0


class TooSlow(psycopg.OperationalError):
    """The database had its time; asked again it would take as long."""


class RowConnection:
    """Made when it is needed, and again when it broke. One write at a time.

    A write that takes longer than ``seconds`` fails.
    """

    def __init__(self, url: SecretStr, insert: str, *, seconds: float = _WRITE_SECONDS) -> None:
        self._url = url
        self._insert = insert
        self._seconds = seconds
        self._lock = asyncio.Lock()
        self._connection: psycopg.AsyncConnection | None = None
        self._closed = False

    async def write(self, rows: Rows) -> None:
        """Write all rows or none. Raises psycopg.Error; they may have arrived all the same.

        So a write may be repeated: a row that comes twice is there once.
        """
        async with self._lock:
            known = self._connection
            try:
                await self._send(rows)
            except TooSlow:
                raise
            except psycopg.OperationalError:
                if known is None or known is not self._connection or not known.closed:
                    raise
                await self._send(rows)  # it was open before, and may have died of old age

    async def close(self) -> None:
        """End the connection, and with an error the write that is under way."""
        self._closed = True
        if self._connection is not None and self._lock.locked():
            _cut(self._connection)
        async with self._lock:
            if self._connection is not None:
                await self._connection.close()

    async def _send(self, rows: Rows) -> None:
        connection = await self._ready()
        loop = asyncio.get_running_loop()
        timer = loop.call_later(self._seconds, _cut, connection)
        try:
            await write_rows(connection, self._insert, rows)
        except psycopg.errors.ReadOnlySqlTransaction:  # it is the primary no more: ask anew who is
            await connection.close()
            raise
        except psycopg.OperationalError as error:
            if timer.when() <= loop.time():
                raise TooSlow(f"It took longer than {self._seconds:g} s.") from error
            raise
        finally:
            timer.cancel()

    async def _ready(self) -> psycopg.AsyncConnection:
        if self._connection is None or self._connection.closed:
            self._connection = None
            self._check_open()
            self._connection = await _connect(self._url)
        self._check_open()
        return self._connection

    def _check_open(self) -> None:
        if self._closed:
            raise psycopg.OperationalError("The session is closing.")


async def _connect(url: SecretStr) -> psycopg.AsyncConnection:
    try:
        async with asyncio.timeout(
            _CONNECT_SECONDS
        ):  # the driver's own leaves out looking up names
            connection = await psycopg.AsyncConnection.connect(
                url.get_secret_value(), autocommit=True, application_name="spark-nb"
            )
    except TimeoutError:
        raise psycopg.OperationalError("The database does not answer.") from None
    adapt_rows(connection)
    return connection


def _cut(connection: psycopg.AsyncConnection) -> None:
    """End the connection at once: cancelling what it waits for would wait for the server."""
    if connection.closed:
        return
    end = socket.socket(fileno=connection.fileno())
    with suppress(OSError):  # it ended by itself in this moment
        end.shutdown(socket.SHUT_RDWR)
    end.detach()  # it is the driver's to close
