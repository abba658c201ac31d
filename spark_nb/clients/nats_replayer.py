"""Replays the dead letters in files whenever there may be some and the broker is there."""

from __future__ import annotations

import asyncio
import logging
from typing import Self

from spark_nb.clients.dead_letters import DeadLetterFiles
from spark_nb.clients.nats_acks import AckInbox
from spark_nb.clients.nats_client import BrokerClient, end_task
from spark_nb.clients.nats_connection import make_streams
from spark_nb.clients.nats_replay import ReplayPass
from spark_nb.domain.dead_letter import Replay
from spark_nb.errors import ServiceError, ServiceUnavailable
from spark_nb.ports import Clock

_log = logging.getLogger(__name__)
_PAUSE_SECONDS = 0.5
_LONGEST_PAUSE_SECONDS = 30.0


class Replayer:
    """At the start, after each reconnection, and when ``wake`` is called."""

    def __init__(
        self, client: BrokerClient, acks: AckInbox, files: DeadLetterFiles, clock: Clock
    ) -> None:
        self._client = client
        self._acks = acks
        self._files = files
        self._clock = clock
        self._one_at_a_time = asyncio.Lock()
        self._wake = asyncio.Event()
        self.replayed = 0

    async def __aenter__(self) -> Self:
        self._wake.set()
        self._task = asyncio.create_task(self._run(), name="replay dead letters")
        return self

    async def __aexit__(self, *_: object) -> None:
        await end_task(self._task)
        await asyncio.to_thread(self._files.close)

    def wake(self) -> None:
        self._wake.set()

    async def replay(self) -> Replay:
        """Send all dead letters again, those on the broker and those in files.

        Raises ServiceError; what was not sent by then stays where it is.
        """
        if not self._client.is_connected:
            raise ServiceUnavailable(
                "The broker is away.",
                landed="no",
                hint="Dead letters in files are replayed by themselves when it is back.",
            )
        async with self._one_at_a_time:
            one_pass = self._pass()
            return (await one_pass.stream()).plus(await one_pass.files(self._files))

    async def _run(self) -> None:
        with self._client.watched(self.wake):
            while not self._client.is_closed:
                await self._wake.wait()
                await self._client.until_connected()
                self._wake.clear()
                await self._replay_files()

    async def _replay_files(self) -> None:
        """Try until the broker has taken what it takes."""
        pause = _PAUSE_SECONDS
        while not (self._client.is_closed or await self._try_files()):
            await asyncio.sleep(pause)
            await self._client.until_connected()
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    async def _try_files(self) -> bool:
        try:
            await make_streams(self._client)  # a broker without a disk forgets them
            async with self._one_at_a_time:
                await self._pass().files(self._files)
        except (ServiceError, OSError) as error:
            _log.info("Dead letters wait: %s", error)
            return False
        return True

    def _pass(self) -> ReplayPass:
        return ReplayPass(self._client, self._acks, self._clock, self._count)

    def _count(self, replayed: int) -> None:
        self.replayed += replayed
