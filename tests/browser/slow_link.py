"""A slow way to a server: each byte arrives late, and not too many at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

LATE_S = 0.075  # each way
BYTES_PER_S = 1_000_000
_PIECE = 16 * 1024


@asynccontextmanager
async def slow_link(target: Callable[[], int]) -> AsyncIterator[int]:
    """Listen on a port whose connections go slowly to the one that ``target`` returns."""
    tasks: set[asyncio.Task[None]] = set()

    async def accept(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        tasks.add(asyncio.current_task())
        upstream = await asyncio.open_connection("127.0.0.1", await asyncio.to_thread(target))
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(_carry(reader, upstream[1]))
                both.create_task(_carry(upstream[0], writer))
        except* (ConnectionError, asyncio.CancelledError):
            pass  # either end left, or the link is taken down
        finally:
            writer.close()
            upstream[1].close()

    server = await asyncio.start_server(accept, "127.0.0.1", 0, limit=_PIECE)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Move bytes in pieces; as many as fit the rate are read, and each waits its time."""
    loop = asyncio.get_running_loop()
    waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(maxsize=64)

    async def deliver() -> None:
        while True:
            due, piece = await waiting.get()
            await asyncio.sleep(due - loop.time())
            writer.write(piece)
            await writer.drain()
            if not piece:
                return

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(deliver())
        piece = b"first"
        while piece:
            piece = await reader.read(_PIECE)
            await asyncio.sleep(len(piece) / BYTES_PER_S)
            await waiting.put((loop.time() + LATE_S, piece))
    writer.close()
