"""A TCP proxy that loses things: adds latency, cuts connections, stalls.

It passes any protocol on. For HTTP/1.1 it knows where a request and its answer begin and end, so
that a fault may strike at an exact point of an exchange.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from enum import Enum, auto
from typing import Self

_CHUNK = 64 * 1024


class Fault(Enum):
    """Where one exchange breaks. All but the last two end the connection, on both sides."""

    BEFORE_READ = auto()  # the server sees nothing of the request
    HALF_READ = auto()  # it sees half of it
    AFTER_READ = auto()  # it has all of it, and may or may not act on it
    AFTER_APPLY = auto()  # it has answered; nothing of the answer arrives
    MID_REPLY = auto()  # half of the answer arrives
    STALL = auto()  # the answer is held back, and all that follows on its connection
    STALL_REQUEST = auto()  # so is the request


CUTS = tuple(Fault)[:5]


class Proxy:
    """Listens on ``port`` and passes on to ``upstream``, which may be changed. Use ``async with``.

    ``fault`` is asked once an HTTP exchange, with the request; by default it takes from ``faults``
    for requests that hold ``only``. ``latency_s`` is added to every chunk, either way.
    """

    def __init__(self, upstream: int, *, http: bool = False) -> None:
        self.upstream = upstream
        self.http = http
        self.latency_s = 0.0
        self.faults: deque[Fault] = deque()
        self.only = b""
        self.fault: Callable[[bytes], Fault | None] = self._planned
        self.struck: list[Fault] = []
        self.exchanges = 0
        self._flowing = asyncio.Event()
        self._flowing.set()
        self.released = asyncio.Event()
        self.connected = asyncio.Event()
        self._links: set[Link] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        self.resume()
        self.cut()
        await self._server.wait_closed()
        while self._links:
            await asyncio.wait([link.task for link in self._links])

    @property
    def connections(self) -> int:
        return len(self._links)

    def cut(self) -> None:
        """Reset every connection there is now."""
        for link in list(self._links):
            link.abort()

    def stall(self) -> None:
        """Hold everything back, either way, until ``resume``."""
        self._flowing.clear()

    def resume(self) -> None:
        """Let flow what ``stall`` and stalling faults held back."""
        self._flowing.set()
        self.released.set()

    async def flow(self) -> None:
        await self._flowing.wait()
        if self.latency_s:
            await asyncio.sleep(self.latency_s)

    def next_fault(self, request: bytes) -> Fault | None:
        self.exchanges += 1
        fault = self.fault(request)
        if fault is not None:
            self.struck.append(fault)
        return fault

    def _planned(self, request: bytes) -> Fault | None:
        return self.faults.popleft() if self.faults and self.only in request else None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        link = Link(self, reader, writer, task)
        self._links.add(link)
        self.connected.set()
        try:
            await link.run()
        finally:
            self._links.discard(link)


class Link:
    """One client's connection and the one to the server that belongs to it."""

    def __init__(
        self,
        proxy: Proxy,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        task: asyncio.Task[None],
    ) -> None:
        self.task = task
        self._proxy = proxy
        self._client = reader, writer
        self._writers = [writer]
        self._fault: Fault | None = None

    def abort(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def run(self) -> None:
        """Pump both ways until one side ends or a fault strikes; then end both.

        Not by a reset: that would take back what the other side has not read yet.
        """
        try:
            self._server = await asyncio.open_connection("127.0.0.1", self._proxy.upstream)
            self._writers.append(self._server[1])
            pumps = [asyncio.create_task(self._up()), asyncio.create_task(self._down())]
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
        except OSError:  # nobody listens upstream
            self.abort()
        finally:
            for writer in self._writers:
                writer.close()

    async def _up(self) -> None:
        reader, writer = self._client[0], self._server[1]
        while request := await self._request(reader):
            self._fault = self._proxy.next_fault(request) if self._proxy.http else None
            if self._fault is Fault.BEFORE_READ:
                return
            if self._fault is Fault.STALL_REQUEST:
                await self._proxy.released.wait()
            await self._proxy.flow()
            half = self._fault is Fault.HALF_READ
            writer.write(request[: len(request) // 2] if half else request)
            await writer.drain()
            if self._fault in (Fault.HALF_READ, Fault.AFTER_READ):
                return

    async def _down(self) -> None:
        reader, writer = self._server[0], self._client[1]
        while chunk := await reader.read(_CHUNK):
            if self._fault is Fault.AFTER_APPLY:
                return
            if self._fault is Fault.STALL:
                await self._proxy.released.wait()
            await self._proxy.flow()
            body_at = chunk.find(b"\r\n\r\n") + 4 if chunk.startswith(b"HTTP/") else 0
            if self._fault is Fault.MID_REPLY and body_at < len(chunk):
                writer.write(chunk[: (body_at + len(chunk)) // 2])
                return
            writer.write(chunk)
            await writer.drain()

    async def _request(self, reader: asyncio.StreamReader) -> bytes:
        """Return the next bytes to pass on: a whole request in HTTP, empty at the end."""
        if not self._proxy.http:
            return await reader.read(_CHUNK)
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            return head + await reader.readexactly(_content_length(head))
        except asyncio.IncompleteReadError:
            return b""


def _content_length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0
