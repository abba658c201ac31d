"""The broker's protocol by hand, as a page speaks it: what is refused is seen as it is said."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class RawReader:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def say(self, *lines: str) -> list[str]:
        """Send lines; return what the broker said until it had taken all of them."""
        self._writer.write("".join(f"{line}\r\n" for line in [*lines, "PING"]).encode())
        heard = []
        while (line := (await self._reader.readline()).decode().strip()) != "PONG":
            if not line:
                raise ConnectionResetError
            if not line.startswith("INFO"):  # it comes again once the user is known
                heard.append(line)
        return heard

    async def line(self) -> str:
        """Return the next line."""
        return (await self._reader.readline()).decode().strip()

    async def ended(self) -> None:
        """Return when the broker has closed the connection."""
        while await self._reader.readline():
            pass


@asynccontextmanager
async def raw_reader(address: str, user: str, password: str) -> AsyncIterator[RawReader]:
    """Connect to ``host:port``, trying until the user is known."""
    login = json.dumps({"user": user, "pass": password, "verbose": False, "protocol": 1})
    host, _, port = address.partition(":")
    async with asyncio.timeout(20):
        while True:
            streams = await asyncio.open_connection(host, int(port))
            made = RawReader(*streams)
            with suppress(ConnectionError):
                await made.say(f"CONNECT {login}")
                break
            await _close(streams[1])
            await asyncio.sleep(0.1)
    try:
        yield made
    finally:
        await _close(streams[1])


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with suppress(ConnectionError):
        await writer.wait_closed()
