"""An HTTP server that answers what it is told to, be it nonsense."""

from __future__ import annotations

import asyncio
import json
from typing import Self


def answer(status: int, body: object = b"", **headers: str) -> bytes:
    """Return the bytes of an HTTP answer; what is not bytes is sent as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = {"Content-Length": str(len(content)), "Connection": "close"}
    fields |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = [f"HTTP/1.1 {status} -", *(f"{n}: {v}" for n, v in fields.items()), "", ""]
    return "\r\n".join(head).encode() + content


class ScriptedHttp:
    """Gives ``answer`` to every request, nothing when it is None, and keeps the requests.

    ``hung_up`` is set when a client leaves without an answer.
    """

    def __init__(self, answer: bytes | None) -> None:
        self.answer = answer
        self.requests: list[tuple[str, bytes]] = []
        self.arrived = asyncio.Event()
        self.hung_up = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode()
            length = next(
                int(line.partition(":")[2])
                for line in head.splitlines()
                if line.lower().startswith("content-length:")
            )
            self.requests.append((head, await reader.readexactly(length)))
            self.arrived.set()
            if self.answer is None:
                await reader.read()
                self.hung_up.set()
            else:
                writer.write(self.answer)
                await writer.drain()
        finally:
            writer.close()
