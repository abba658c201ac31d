"""A ``FrameOutlet`` that remembers."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from spark_nb.domain.page_access import NoPageAccess, PageAccess, page_subjects


class MemoryOutlet:
    """``told`` holds what arrived, by widget; while ``connected`` is not set, it is lost."""

    def __init__(self, answer: PageAccess | NoPageAccess | None = None) -> None:
        self.answer = answer or PageAccess(
            "ws://127.0.0.1:9", page_subjects("s1"), "page-1", "hunter2"
        )
        self.connected = True
        self.told: list[tuple[str, dict[str, Any]]] = []
        self._arrived = asyncio.Event()

    def access(self) -> PageAccess | NoPageAccess:
        return self.answer

    def announce(self, widget: str, facts: Mapping[str, Any]) -> None:
        if self.connected:
            self.told.append((widget, dict(facts)))
            self._arrived.set()

    async def until(self, count: int) -> None:
        """Return as soon as ``count`` were told."""
        while len(self.told) < count:
            self._arrived.clear()
            await self._arrived.wait()
