"""The bytes of frames to the broker, at once: who watches live should not wait for a batch."""

from __future__ import annotations

import asyncio
import logging
from typing import Self

from spark_nb.clients.nats_acks import AckInbox, Message, Refusal, Stored
from spark_nb.clients.nats_client import end_task
from spark_nb.domain.event import frame_subject
from spark_nb.domain.frame import Frame
from spark_nb.policy.byte_queue import ByteQueue

_log = logging.getLogger(__name__)


class FramePublisher:
    """Sends the newest frames and keeps none for later: a late frame shows nobody anything."""

    def __init__(self, acks: AckInbox) -> None:
        self._acks = acks
        self._queue = ByteQueue()
        self._wake = asyncio.Event()
        self._round = asyncio.Event()
        self._settled = self._stored = 0

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name="publish frames")
        return self

    async def __aexit__(self, *_: object) -> None:
        await end_task(self._task)
        self._settled = self._queue.added

    @property
    def dropped(self) -> int:
        """Frames that were overtaken, refused, or not acknowledged."""
        return self._settled - self._stored

    def add(self, session_id: str, frame: Frame) -> None:
        self._queue.add(frame_subject(session_id, frame.frame_ref), frame.data)
        self._wake.set()

    async def settled(self) -> None:
        """Wait until each frame added so far was taken by the broker, or given up."""
        last = self._queue.added
        while self._settled < last and not self._task.done():
            await self._round.wait()

    async def _run(self) -> None:
        try:
            while True:
                await self._wake.wait()
                self._wake.clear()
                await self._send([Message(*frame) for frame in self._queue.take_all()])
                self._end_round()
        finally:
            self._round.set()

    async def _send(self, frames: list[Message]) -> None:
        outcomes = await self._acks.publish(frames)
        self._stored += sum(isinstance(outcome, Stored) for outcome in outcomes)
        for frame, outcome in zip(frames, outcomes, strict=True):
            if isinstance(outcome, Refusal):
                _log.warning("The broker refused %s: %s.", frame.subject, outcome.reason)

    def _end_round(self) -> None:
        self._settled = self._queue.added - len(self._queue)
        ended, self._round = self._round, asyncio.Event()
        ended.set()
