"""Events to the broker, in batches; frames beside them. The caller never waits."""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from itertools import chain
from typing import NamedTuple, Self

from spark_nb.clients.dead_letters import DeadLetterFiles
from spark_nb.clients.nats_acks import AckInbox
from spark_nb.clients.nats_client import BrokerClient, end_task
from spark_nb.clients.nats_delivery import Delivery, Parcel, bury, deliver, parcel
from spark_nb.clients.nats_frames import FramePublisher
from spark_nb.clients.nats_replayer import Replayer
from spark_nb.domain.dead_letter import DeadLetter, Replay
from spark_nb.domain.event import Event
from spark_nb.domain.frame import Frame
from spark_nb.policy.batch import BatchQueue
from spark_nb.ports import Clock

_log = logging.getLogger(__name__)
_DRAIN_SECONDS = 4.0  # of the five that closing may take


class PublisherStats(NamedTuple):
    """Counts since the start; ``queue_depth`` is now.

    ``failed`` counts attempts: an event that arrives at the third failed twice.
    ``dead_letters`` counts those made, ``replayed`` those this session brought into the stream,
    its own or another's.
    """

    published: int
    failed: int
    dropped: int
    dead_letters: int
    queue_depth: int
    replayed: int
    frames_dropped: int


class NatsPublisher:
    """An ``EventSink``. What cannot be delivered goes to ``spark.dlq``, else to a local file.

    The broker has ``ack_seconds`` for its answers, and closing waits ``drain_seconds`` for all.
    """

    def __init__(
        self,
        client: BrokerClient,
        files: DeadLetterFiles,
        clock: Clock,
        *,
        ack_seconds: float = 2.0,
        drain_seconds: float = _DRAIN_SECONDS,
    ) -> None:
        self._client = client
        self._drain_seconds = drain_seconds
        self._files = files
        self._clock = clock
        self._acks = AckInbox(client, seconds=ack_seconds)
        self._frames = FramePublisher(self._acks)
        self._replayer = Replayer(client, self._acks, files, clock)
        self._queue: BatchQueue[Event] = BatchQueue()
        self._under_way: dict[int, list[Event]] = {}
        self._wake = asyncio.Event()
        self._newest: asyncio.Task[None] | None = None
        self._closing = self._closed = False
        self._published = self._failed = self._lost = self._dead = 0
        self._process = os.getpid()
        self._stack = AsyncExitStack()

    def __repr__(self) -> str:
        return f"<NatsPublisher {self.stats()}>"

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._acks)
            await stack.enter_async_context(self._replayer)
            await stack.enter_async_context(self._frames)
            self._task = asyncio.create_task(self._run(), name="publish events")
            atexit.register(self._keep_at_exit)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Send what is queued, for some seconds; the rest goes to the local file."""
        self._closing = True
        self._wake.set()
        try:
            await asyncio.wait({self._task}, timeout=self._drain_seconds)
        finally:
            await end_task(self._task)
            self._closed = True
            await self._keep(self._unsent("the session closed before the broker answered"))
            atexit.unregister(self._keep_at_exit)
            await self._stack.aclose()
        if not self._task.cancelled():
            self._task.result()  # raises what ended it early

    @property
    def queue_depth(self) -> int:
        return len(self._queue)

    @property
    def connected(self) -> bool:
        return self._client.is_connected

    def stats(self) -> PublisherStats:
        return PublisherStats(
            published=self._published,
            failed=self._failed,
            dropped=self._queue.dropped + self._lost,
            dead_letters=self._dead,
            queue_depth=len(self._queue),
            replayed=self._replayer.replayed,
            frames_dropped=self._frames.dropped,
        )

    def emit(self, event: Event) -> None:
        if self._closed:
            self._lost += 1
        elif self._queue.add(event, self._clock.monotonic()):
            self._wake.set()

    def emit_frame(self, session_id: str, frame: Frame) -> None:
        self._frames.add(session_id, frame)

    async def replay(self) -> Replay:
        """Send all dead letters again, those on the broker and those in files.

        Raises ServiceError; what was not sent by then stays where it is.
        """
        return await self._replayer.replay()

    async def _run(self) -> None:
        async with asyncio.TaskGroup() as batches:
            while await self._due():
                if self._must_spill:
                    await self._spill()
                    continue
                await self._frames.settled()  # an event never comes before its frame
                batch = self._queue.take()
                self._under_way[id(batch)] = batch
                self._newest = batches.create_task(self._deliver(batch, self._newest))

    async def _due(self) -> bool:
        """Wait for a batch; False when there will be none."""
        while not self._must_spill:
            due_in = self._queue.due_in(self._clock.monotonic()) if self._has_room else None
            if due_in == 0 or (self._closing and self._has_room):
                return due_in is not None
            self._wake.clear()
            with suppress(TimeoutError):  # old enough, full or not
                async with asyncio.timeout(due_in):
                    await self._wake.wait()
        return True

    @property
    def _has_room(self) -> bool:
        """One batch is written while the other is waited for, and none while there is trouble."""
        return len(self._under_way) < (1 if self._acks.silent else 2)

    @property
    def _must_spill(self) -> bool:
        """Better on the disk than dropped while the broker is waited for."""
        return self._acks.silent and self._queue.crowded

    async def _spill(self) -> None:
        batch = self._queue.take_all()
        self._under_way[id(batch)] = batch
        await self._keep(self._letters(batch, "the broker does not answer"))
        del self._under_way[id(batch)]

    async def _deliver(self, batch: list[Event], before: asyncio.Task[None] | None) -> None:
        delivery = await deliver(self._acks, self._pack(batch), patient=not self._acks.silent)
        self._published += delivery.stored
        self._failed += delivery.failures
        if delivery.refused or delivery.silent:
            if before:
                await asyncio.wait({before})  # dead letters are replayed in their order
            await self._give_up(delivery)
        del self._under_way[id(batch)]
        self._wake.set()  # there is room

    async def _give_up(self, delivery: Delivery) -> None:
        now = self._clock.now()
        refused = [lost.letter(now) for lost in delivery.refused]
        untaken = await bury(self._acks, refused)
        self._dead += len(refused) - len(untaken)
        await self._keep([*untaken, *(lost.letter(now) for lost in delivery.silent)])

    async def _keep(self, letters: Sequence[DeadLetter]) -> None:
        """Write to the local file; it is replayed when the broker answers again."""
        try:
            await asyncio.to_thread(self._files.add, letters)
        except OSError as error:
            self._lost += len(letters)
            _log.error("%d events are lost, the disk refused them: %s", len(letters), error)
        else:
            self._dead += len(letters)
            self._replayer.wake()

    def _keep_at_exit(self) -> None:
        """The interpreter ends and nobody closed us; a child of ours does not speak for us."""
        if os.getpid() == self._process:
            self._files.add(self._unsent("the kernel ended before the broker answered"))

    def _unsent(self, reason: str) -> list[DeadLetter]:
        """Return letters for what is queued or under way, and forget the queue."""
        batches = [*self._under_way.values(), self._queue.take_all()]
        return self._letters(list(chain.from_iterable(batches)), reason)

    def _letters(self, events: Sequence[Event], reason: str) -> list[DeadLetter]:
        now = self._clock.now()
        return [
            DeadLetter(event=event, reason=reason, attempts=0, at=now)
            for event, _ in self._pack(events)
        ]

    def _pack(self, events: Sequence[Event]) -> list[Parcel]:
        parcels = []
        for event in events:
            try:
                parcels.append(parcel(event))
            except ValueError as error:
                self._lost += 1
                _log.warning("An event on %s cannot be JSON: %s", event.subject, error)
        return parcels
