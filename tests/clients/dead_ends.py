from __future__ import annotations

import asyncio

from tests.proxy import Proxy


class DeadEnds(Proxy):
    """A way on which connections die without a word: they take little, and nothing passes."""

    def __init__(self, upstream: int) -> None:
        super().__init__(upstream)
        self._dead: list[asyncio.Event] = []

    def die(self) -> None:
        """Let nothing pass on the connections there are, for good, nor on new ones."""
        self.stall()

    def work_again(self) -> None:
        """Let new connections work."""
        self._dead.append(self._flowing)
        self._flowing = asyncio.Event()
        self._flowing.set()

    async def __aexit__(self, *error: object) -> None:
        for stalled in self._dead:
            stalled.set()
        await super().__aexit__(*error)
