"""The steps that follow a call whatever becomes of its caller."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")
_CLOSE_SECONDS = 5.0


class Finishing:
    """Runs steps to their end, also when whoever waits for them is cancelled.

    Cancelled once, the caller waits for them all the same: they take milliseconds, and an
    operation on the patch stack must not be without its last change. Cancelled again it goes, and
    the steps go on.
    """

    def __init__(self) -> None:
        self._under_way: set[asyncio.Task[Any]] = set()

    def start(self, steps: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Begin steps that ``finish`` waits for."""
        task = asyncio.create_task(steps, name="finish a call")
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return task

    async def run(self, steps: Coroutine[Any, Any, T]) -> T:
        task = self.start(steps)
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            await asyncio.wait({task})
            raise

    async def finish(self) -> None:
        """Wait for all, for some seconds; what takes longer is cut off."""
        if self._under_way:
            _, late = await asyncio.wait(self._under_way, timeout=_CLOSE_SECONDS)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)
