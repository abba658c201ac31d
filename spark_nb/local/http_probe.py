"""Asks a server on this machine over HTTP/1.0, without an HTTP library's import time."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from spark_nb.local.ports import LOOPBACK


async def get(port: int, path: str, *, seconds: float) -> tuple[int, bytes]:
    """Return status and body. Raises OSError (TimeoutError too) when there is no answer."""
    async with asyncio.timeout(seconds):
        reader, writer = await asyncio.open_connection(LOOPBACK, port)
        try:
            host = f"{LOOPBACK}:{port}"
            writer.write(f"GET {path} HTTP/1.0\r\nHost: {host}\r\n\r\n".encode())
            answer = await reader.read()
        finally:
            writer.close()
            with suppress(OSError):  # what it sent is read already
                await writer.wait_closed()
    head, _, body = answer.partition(b"\r\n\r\n")
    words = head.split(maxsplit=2)
    if len(words) < 2 or not words[1].isdigit():
        raise ConnectionError(f"port {port} did not answer in HTTP")
    return int(words[1]), body


async def answers(port: int, path: str, *, seconds: float) -> bool:
    try:
        status, _ = await get(port, path, seconds=seconds)
    except OSError:
        return False
    return status == 200


async def until_answers(port: int, path: str) -> None:
    """Wait, for as long as the caller lets it."""
    while True:
        if await answers(port, path, seconds=5):
            return
        await asyncio.sleep(0.005)


async def until_silent(port: int, path: str) -> None:
    """Return when a server that runs has not answered three times in a row."""
    silent = 0
    while silent < 3:
        await asyncio.sleep(10)
        silent = 0 if await answers(port, path, seconds=20) else silent + 1
