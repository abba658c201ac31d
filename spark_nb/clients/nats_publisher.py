"""Events to the broker, in batches; frames beside them. The caller never waits."""

from __future__ import annotations

import asyncio
import json
import logging
import random
from dataclasses import dataclass
from typing import NamedTuple, Self

from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.api import PubAck
from nats.js.client import JetStreamContext

from spark_nb.clients.dead_letters import DeadLetter, DeadLetterFile, dead_letter
from spark_nb.domain.event import DEAD_LETTERS, Event, frame_subject
from spark_nb.domain.frame import Frame
from spark_nb.policy.batch import BatchQueue
from spark_nb.policy.retry import ATTEMPTS, backoff_seconds
from spark_nb.ports import Clock

_log = logging.getLogger(__name__)
_ACK_SECONDS = 2.0
_CLOSE_SECONDS = 5.0


class PublisherStats(NamedTuple):
    """Events since the start; ``queue_depth`` is now."""

    published: int
    failed: int
    dropped: int
    dead_letters: int
    queue_depth: int


@dataclass(frozen=True, slots=True)
class _FrameBytes:
    subject: str
    data: bytes


class NatsPublisher:
    """An ``EventSink``. What cannot be delivered goes to ``spark.dlq``, else to a local file."""

    def __init__(self, client: Client, dead_letters: DeadLetterFile, clock: Clock) -> None:
        self._client = client
        self._jetstream: JetStreamContext = client.jetstream(
            timeout=_ACK_SECONDS, publish_async_max_pending=1000
        )
        self._dead_letters = dead_letters
        self._clock = clock
        self._queue: BatchQueue[Event | _FrameBytes] = BatchQueue()
        self._wake = asyncio.Event()
        self._closing = False
        self._task: asyncio.Task[None] | None = None
        self._published = self._failed = self._dead = 0

    def __repr__(self) -> str:
        return f"<NatsPublisher {self.stats()}>"

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name="publish events")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        self._wake.set()
        if self._task is None:
            return
        await asyncio.wait({self._task}, timeout=_CLOSE_SECONDS)
        if not self._task.done():
            self._task.cancel()
            await asyncio.wait({self._task})
            await self._keep(self._events(self._queue.take()), "closed before it was sent", 0)

    @property
    def queue_depth(self) -> int:
        return len(self._queue)

    @property
    def connected(self) -> bool:
        return self._client.is_connected

    def stats(self) -> PublisherStats:
        return PublisherStats(
            self._published, self._failed, self._queue.dropped, self._dead, len(self._queue)
        )

    def emit(self, event: Event) -> None:
        self._add(event)

    def emit_frame(self, session_id: str, frame: Frame) -> None:
        self._add(_FrameBytes(frame_subject(session_id, frame.frame_ref), frame.data))

    def _add(self, item: Event | _FrameBytes) -> None:
        self._queue.add(item, self._clock.monotonic())
        self._wake.set()

    async def _run(self) -> None:
        while True:
            due_in = self._queue.due_in(self._clock.monotonic())
            if due_in is None and self._closing:
                return
            if due_in == 0 or (due_in is not None and self._closing):
                await self._send(self._queue.take())
                continue
            self._wake.clear()
            await self._woken(due_in)

    async def _woken(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
                if seconds is not None and not self._closing:
                    await asyncio.sleep(seconds)  # a batch is growing; let it
        except TimeoutError:
            return

    async def _send(self, batch: list[Event | _FrameBytes]) -> None:
        """Frames first, without waiting: their events follow on the same connection."""
        for item in batch:
            if isinstance(item, _FrameBytes) and self._client.is_connected:
                await self._client.publish(item.subject, item.data)
        events = self._events(batch)
        for attempt in range(1, ATTEMPTS + 1):
            events = await self._publish(events)
            if not events:
                return
            self._failed += len(events)
            if attempt < ATTEMPTS:
                await asyncio.sleep(backoff_seconds(attempt, random.random))
        await self._give_up(events)

    @staticmethod
    def _events(batch: list[Event | _FrameBytes]) -> list[Event]:
        return [item for item in batch if isinstance(item, Event)]

    async def _publish(self, events: list[Event]) -> list[Event]:
        """Send a batch and wait for its acknowledgements; return those that got none."""
        if not self._client.is_connected:
            return events
        futures = []
        for event in events:
            try:
                future = await self._jetstream.publish_async(
                    event.subject,
                    event.model_dump_json().encode(),
                    headers={"Nats-Msg-Id": str(event.event_id)},
                )
            except (NatsError, TimeoutError) as error:
                future = asyncio.get_running_loop().create_future()
                future.set_exception(error)
            futures.append(future)
        await asyncio.wait(futures, timeout=_ACK_SECONDS)
        refused = [e for e, f in zip(events, futures, strict=True) if not _acknowledged(f)]
        self._published += len(events) - len(refused)
        return refused

    async def _give_up(self, events: list[Event]) -> None:
        letters = self._letters(events, "not acknowledged by the broker", ATTEMPTS)
        self._dead += len(letters)
        for letter in list(letters):
            if not self._client.is_connected or not await self._publish_letter(letter):
                break
            letters.remove(letter)
        await asyncio.to_thread(self._dead_letters.append, letters)

    async def _publish_letter(self, letter: DeadLetter) -> bool:
        payload = json.dumps(letter).encode()
        key = f"dlq-{letter['event']['event_id']}"
        try:
            await self._jetstream.publish(DEAD_LETTERS, payload, headers={"Nats-Msg-Id": key})
        except (NatsError, TimeoutError):
            return False
        return True

    async def _keep(self, events: list[Event], reason: str, attempts: int) -> None:
        letters = self._letters(events, reason, attempts)
        self._dead += len(letters)
        await asyncio.to_thread(self._dead_letters.append, letters)

    def _letters(self, events: list[Event], reason: str, attempts: int) -> list[DeadLetter]:
        now = self._clock.now()
        return [dead_letter(event, reason, attempts, now) for event in events]


def _acknowledged(future: asyncio.Future[PubAck]) -> bool:
    if not future.done():
        future.cancel()  # a late answer frees nobody's place otherwise
    return future.done() and not future.cancelled() and future.exception() is None
