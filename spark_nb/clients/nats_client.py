"""nats-py's client, made to let go of connections that take nothing any more.

A connection is half-open when the other end is gone without a word: a laptop was closed, a
firewall forgot. nats-py then waits without end for the socket to take what was written, before it
reconnects and before it closes.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import ParseResult

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.transport import TcpTransport
from nats.errors import ConnectionReconnectingError
from nats.errors import Error as NatsError

_log = logging.getLogger(__name__)
_LINGER_SECONDS = 1.0
_CLOSE_SECONDS = 2.0
_PONG_SECONDS = 1.0
_SWALLOWED_SECONDS = 0.5
_ABANDONED_PONG_SECONDS = 60


class BrokerClient(Client):
    """Reconnects for ever, says when it did, and closes in bounded time."""

    def __init__(self) -> None:
        super().__init__()
        self._socket = _Socket()
        self._transport = self._socket  # nats-py would make its own, which waits
        self._watchers: set[Callable[[], None]] = set()
        self._pings: set[asyncio.Task[None]] = set()
        self.was_connected = False
        self.closed_by_owner = False

    @property
    def connection(self) -> int:
        """A number that is another one after each reconnection."""
        return self.stats["reconnects"]

    @contextmanager
    def watched(self, changed: Callable[[], None]) -> Iterator[None]:
        """Call ``changed`` whenever the connection is lost, back, or closed for good."""
        self._watchers.add(changed)
        try:
            yield
        finally:
            self._watchers.discard(changed)

    async def open(self, address: str, **options: Any) -> None:
        """Connect with the options of nats-py; those for lost, back and closed are ours."""
        options |= {"disconnected_cb": self._lost, "reconnected_cb": self._back}
        await self.connect(address, closed_cb=self._tell, **options)
        self.was_connected = True

    async def request(self, *args: Any, **options: Any) -> Msg:
        """Ask as nats-py does, but end at once when there is no connection or it is lost.

        Raises TimeoutError, or nats-py's own errors.
        """
        if not self.is_connected:
            raise ConnectionReconnectingError
        async with asyncio.timeout(None) as limit:
            with self.watched(lambda: _end_now(limit)):
                return await super().request(*args, **options)

    async def until_connected(self) -> None:
        """Wait until there is a connection, or there will never be one again."""
        changed = asyncio.Event()
        with self.watched(changed.set):
            while not (self.is_connected or self.is_closed):
                changed.clear()
                await changed.wait()

    async def check(self) -> None:
        """See whether the other end is there, and reconnect when it is not."""
        asked = self.connection
        ping = asyncio.create_task(self._ping())
        self._pings.add(ping)
        ping.add_done_callback(self._pings.discard)
        await asyncio.wait({ping}, timeout=_PONG_SECONDS)
        if ping.done():
            return
        if self.connection == asked:
            _log.warning("The broker takes nothing any more; connecting anew.")
            await self.force_reconnect()
        ping.cancel()

    async def _ping(self) -> None:
        """Wait for the answer, however long. To be cancelled when its connection is given up.

        Not before: nats-py stops reading for good when the answer to a cancelled one arrives.
        """
        with suppress(NatsError):  # there is no connection to wait for
            await self.flush(timeout=_ABANDONED_PONG_SECONDS)

    async def close(self) -> None:
        self.closed_by_owner = self._socket.leaving = True
        limit = asyncio.get_running_loop().call_later(_CLOSE_SECONDS, self._socket.abort)
        try:
            await super().close()
        finally:
            limit.cancel()
            for task in (*self._pings, *self._own_tasks()):
                await end_task(task)
            self._socket.abort()

    def _own_tasks(self) -> list[asyncio.Task[None]]:
        """Return the tasks of nats-py, which forgets those of a connection made as it closed."""
        tasks = (
            *(self._reconnection_task, self._reading_task),
            *(self._ping_interval_task, self._flusher_task),
        )
        return [task for task in tasks if task is not None]

    async def _lost(self) -> None:
        if not self.closed_by_owner:
            _log.warning("The broker is away; what it should get waits for it.")
        await self._tell()

    async def _back(self) -> None:
        _log.warning("The broker is back.")
        await self._tell()

    async def _tell(self) -> None:
        for changed in tuple(self._watchers):
            changed()


async def end_task(task: asyncio.Task[None]) -> None:
    """Cancel until it holds: nats-py swallows one now and then, and so does Python 3.11 in it."""
    while not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=_SWALLOWED_SECONDS)


def _end_now(limit: asyncio.Timeout) -> None:
    if not limit.expired():
        limit.reschedule(asyncio.get_running_loop().time())


class _Socket(TcpTransport):
    """Closes within a second, whether or not the other end took what was written."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.leaving = False

    def __bool__(self) -> bool:
        return True  # nats-py asks whether it has a transport, not whether that is connected

    async def connect(self, uri: ParseResult, buffer_size: int, connect_timeout: int) -> None:
        self.abort()  # of an attempt that failed
        await super().connect(uri, buffer_size, connect_timeout)

    def writelines(self, payload: list[bytes]) -> None:
        if self._io_writer is not None and not self._io_writer.is_closing():  # Python 3.13 minds
            super().writelines(payload)  # type: ignore[no-untyped-call]

    async def drain(self) -> None:
        try:
            await super().drain()  # type: ignore[no-untyped-call]
        except OSError:
            if not self.leaving:  # else nats-py would leave the rest as it is, tasks too
                raise

    async def wait_closed(self) -> None:
        """Wait no longer than closing takes: after a failed TLS handshake nobody ever says so.

        Who is cancelled in it does not cancel the others who wait.
        """
        closed = asyncio.create_task(self._until_closed())
        try:
            await asyncio.wait({closed}, timeout=2 * _LINGER_SECONDS)
        finally:
            await end_task(closed)

    async def _until_closed(self) -> None:
        with suppress(OSError):  # it is closed, then
            await super().wait_closed()  # type: ignore[no-untyped-call]

    def close(self) -> None:
        super().close()  # type: ignore[no-untyped-call]
        if self._io_writer is not None:
            abort = self._io_writer.transport.abort
            asyncio.get_running_loop().call_later(_LINGER_SECONDS, abort)

    def abort(self) -> None:
        if self._io_writer is not None:
            self._io_writer.transport.abort()
