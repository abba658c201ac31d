"""Where a preview's frames leave for the browser, and what comes back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from spark_nb.domain.frame import Frame
from spark_nb.policy.credit import Credit
from spark_nb.ports import FrameOutlet
from spark_nb.widgets.viewer_messages import Gone, Hello, Shown, Take

_FORGET_S = 5.0

Send = Callable[[dict[str, Any], list[bytes]], None]


class FrameChannel:
    """Frames as custom messages, one binary buffer each, under cumulative flow control.

    The first frame needs no viewer: it is the picture that stays in the saved notebook.
    Pages that read from the broker are told there which frame is the newest, through ``outlet``
    and by ``widget``'s name. ``clock`` returns monotonic seconds, ``time_ms`` the time of day in
    ms since 1970.
    """

    def __init__(
        self,
        send: Send,
        *,
        window: int,
        clock: Callable[[], float],
        time_ms: Callable[[], float],
        outlet: FrameOutlet | None = None,
        widget: str = "",
    ) -> None:
        self._send = send
        self._clock = clock
        self._time_ms = time_ms
        self._outlet = outlet
        self._widget = widget
        self._direct: set[str] = set()
        self._credit = Credit(window=window, patience_s=_FORGET_S)
        self._changed = asyncio.Event()
        self._latest: tuple[int, Frame, float] | None = None

    @property
    def frame(self) -> Frame | None:
        """The newest frame that was sent."""
        return self._latest[1] if self._latest else None

    @property
    def drawn(self) -> int:
        return self._credit.drawn

    @property
    def dropped(self) -> int:
        return self._credit.dropped

    @property
    def watched(self) -> bool:
        return self._credit.watched(self._clock())

    async def ready(self, in_flight: int) -> float:
        """Wait for room for one frame more; return the seconds during which nobody looked."""
        unwatched_s, since = 0.0, self._clock()
        while not self._has_room(in_flight):
            was_watched = self.watched
            await self._change(_FORGET_S if was_watched else None)
            now = self._clock()
            unwatched_s += 0.0 if was_watched else now - since
            since = now
        return unwatched_s

    def send(self, frame: Frame) -> None:
        """Send ``frame`` to every page."""
        index = self._credit.send(self._clock())
        self._latest = (index, frame, self._time_ms())
        lookers = self._credit.lookers(self._clock())
        direct = lookers & self._direct if self._outlet and self._outlet.connected else set()
        if direct:
            self._announce_latest()
        if not lookers or lookers - direct:
            self._send_latest()

    def hear(self, message: Hello | Shown | Gone | Take) -> None:
        """Take in what a page said about itself; answer where it asks."""
        now = self._clock()
        match message:
            case Hello():
                self._credit.look(message.viewer, looking=message.looking, now=now)
                self._welcome(message)
            case Shown():
                self._credit.confirm(
                    message.viewer,
                    message.index,
                    drawn=message.drawn,
                    dropped=message.dropped,
                    now=now,
                )
            case Gone():
                self._credit.leave(message.viewer)
                self._direct.discard(message.viewer)
            case Take(way="broker"):
                self._direct.add(message.viewer)
            case Take():
                self._direct.discard(message.viewer)
                self._send_latest()
        self._changed.set()

    async def wait_drawn(self, count: int) -> None:
        """Return when a page has confirmed ``count`` frames since the channel began."""
        while self.drawn < count:
            await self._change(None)

    def _has_room(self, in_flight: int) -> bool:
        if self._credit.sent == 0 and in_flight == 0:
            return True
        return self._credit.available(self._clock()) > in_flight

    def _welcome(self, hello: Hello) -> None:
        self._send({"kind": "welcome", "at": hello.at, "clock_ms": self._time_ms()}, [])
        has_none = hello.index == 0  # it is shown once it has a picture
        if (hello.looking or has_none) and hello.index < self._credit.sent:
            self._send_latest()

    def _send_latest(self) -> None:
        if self._latest is not None:
            self._send({"kind": "frame", **_facts(*self._latest)}, [self._latest[1].data])

    def _announce_latest(self) -> None:
        if self._latest is not None and self._outlet is not None:
            ref = {"frame_ref": self._latest[1].frame_ref}
            self._outlet.announce(self._widget, _facts(*self._latest) | ref)

    async def _change(self, timeout_s: float | None) -> None:
        self._changed.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                await self._changed.wait()


def _facts(index: int, frame: Frame, at_ms: float) -> dict[str, Any]:
    facts = {"index": index, "at_ms": at_ms, "time_s": frame.time_s, "format": frame.format}
    return facts | {"width": frame.width, "height": frame.height}
