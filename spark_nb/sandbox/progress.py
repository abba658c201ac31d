"""Progress of work on another thread, sent to the client from the event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Self

_Step = tuple[float, float, str]
_PAUSE_SECONDS = 0.05


class ProgressReport:
    """Call it from any thread. Steps that come thick and fast are sent 20 times a second.

    Progress only ever rises, as MCP asks; on leaving, all that was taken has been sent.
    """

    def __init__(self, send: Callable[[float, float | None, str | None], Awaitable[None]]) -> None:
        self._send = send
        self._loop = asyncio.get_running_loop()
        self._steps: asyncio.Queue[_Step | None] = asyncio.Queue()
        self._done = -1.0
        self._next_at = 0.0

    def __call__(self, done: float, total: float, message: str) -> None:
        now = time.monotonic()
        if done > self._done and now >= self._next_at:
            self._done, self._next_at = done, now + _PAUSE_SECONDS
            self._loop.call_soon_threadsafe(self._steps.put_nowait, (done, total, message))

    async def __aenter__(self) -> Self:
        self._sender = asyncio.create_task(self._send_all())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._loop.call_soon(self._steps.put_nowait, None)  # after what the thread has put
        else:
            self._sender.cancel()
        await asyncio.wait([self._sender])

    async def _send_all(self) -> None:
        while (step := await self._steps.get()) is not None:
            await self._send(*step)
