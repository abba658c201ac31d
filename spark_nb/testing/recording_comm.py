"""A comm that records what a widget sends and plays the browser."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4


class RecordingComm:
    """Pass it as a widget's ``comm``. What the widget sends is kept in order.

    ``frames`` holds the frames that left, content and bytes; ``parcels`` what else had bytes, all
    of them. ``tell`` is the browser speaking; ``draw`` confirms as a page does that has drawn
    everything so far.
    """

    def __init__(self) -> None:
        self.comm_id = uuid4().hex
        self.closed = False
        self.state: dict[str, Any] = {}
        self.messages: list[dict[str, Any]] = []
        self.frames: list[tuple[dict[str, Any], bytes]] = []
        self.parcels: list[tuple[dict[str, Any], list[bytes]]] = []
        self._deliver: Callable[[dict[str, Any]], None] | None = None
        self._arrived = asyncio.Event()

    def on_msg(self, callback: Callable[[dict[str, Any]], None]) -> None:
        self._deliver = callback

    def send(
        self,
        data: dict[str, Any] | None = None,
        metadata: dict[str, Any] | None = None,
        buffers: list[bytes] | None = None,
    ) -> None:
        """Take a message of the widget, as a kernel's comm does."""
        message = data or {}
        if message.get("method") == "update":
            self.state |= message["state"]
        elif buffers and message["content"]["kind"] == "frame":
            self.frames.append((message["content"], bytes(buffers[0])))
        elif buffers:
            self.parcels.append((message["content"], [bytes(buffer) for buffer in buffers]))
        else:
            self.messages.append(message.get("content", {}))
        self._arrived.set()

    def close(self) -> None:
        self.closed = True
        self._arrived.set()

    def tell(self, content: dict[str, Any]) -> None:
        """Deliver a custom message from the page; RuntimeError while no widget listens."""
        if self._deliver is None:
            raise RuntimeError("No widget listens to this comm. Pass it as a widget's comm first.")
        data = {"method": "custom", "content": content}
        self._deliver({"content": {"data": data}, "buffers": []})

    def look(self, viewer: str = "page", *, looking: bool = True, index: int = 0) -> None:
        """Appear, or turn to or from the picture; ``index`` is the newest frame drawn."""
        hello = {"kind": "hello", "viewer": viewer, "looking": looking}
        self.tell({**hello, "index": index, "at": 1000.0})

    def draw(self, viewer: str = "page") -> None:
        """Confirm every frame that has arrived."""
        index = self.frames[-1][0]["index"] if self.frames else 0
        counts = {"index": index, "drawn": index, "dropped": 0}
        self.tell({"kind": "shown", "viewer": viewer, **counts})

    async def until(self, reached: Callable[[], bool]) -> None:
        """Return as soon as ``reached()`` holds after a message of the widget."""
        while not reached():
            self._arrived.clear()
            await self._arrived.wait()

    async def until_frames(self, count: int) -> None:
        await self.until(lambda: len(self.frames) >= count)

    async def until_status(self, status: str) -> None:
        await self.until(lambda: self.state.get("status") == status)
