from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from math import inf
from typing import Self


class Wire:
    """The way to a server on this machine. It counts round trips, and can lose replies.

    ``turns`` is how often the client spoke after the server.
    """

    def __init__(self, target: int) -> None:
        self.turns = 0
        self.port = 0
        self._target = target
        self._client_spoke_last = False
        self._last_answered_turn: float = inf
        self._cut = asyncio.Event()
        self._writers: list[asyncio.StreamWriter] = []

    @classmethod
    @asynccontextmanager
    async def made(cls, target: int) -> AsyncIterator[Self]:
        wire = cls(target)
        server = await asyncio.start_server(wire._serve, "127.0.0.1", 0)
        wire.port = server.sockets[0].getsockname()[1]
        try:
            yield wire
        finally:
            server.close()
            wire.cut()
            await server.wait_closed()

    def lose_replies_after(self, turns: int) -> None:
        """Answer so many more turns, then let nothing through to the client until ``cut``."""
        self._last_answered_turn = self.turns + turns

    def cut(self) -> None:
        """End all connections, with what was withheld on them, and work again."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()
        self._last_answered_turn = inf
        self._cut.set()
        self._cut = asyncio.Event()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server_reader, server_writer = await asyncio.open_connection("127.0.0.1", self._target)
        self._writers += [writer, server_writer]
        await asyncio.gather(
            self._pump(reader, server_writer, from_client=True),
            self._pump(server_reader, writer, from_client=False),
        )

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, from_client: bool
    ) -> None:
        cut = self._cut
        try:
            while data := await reader.read(65536):
                if not from_client and self.turns > self._last_answered_turn:
                    await cut.wait()
                self.turns += from_client and not self._client_spoke_last
                self._client_spoke_last = from_client
                writer.write(data)
                await writer.drain()
        except ConnectionError:  # it was cut
            pass
        finally:
            writer.close()
