from __future__ import annotations

import asyncio
from contextlib import aclosing

import pytest

from spark_nb.clients.nats_events import read_events, read_frame
from spark_nb.errors import ToolError
from spark_nb.testing import MemoryEvents
from tests.clients.broker import connected, on_disk, publishing, running_broker, until
from tests.clients.event_checks import CHECKS


class MemoryRig:
    def __init__(self):
        self.sink = MemoryEvents()

    async def arrived(self, count):
        assert len(self.sink.events) == count
        return self.sink.events

    async def frame(self, frame_ref):
        return next((f.data for f in self.sink.frames if f.frame_ref == frame_ref), None)

    async def go_away(self):
        self.sink.connected = False

    async def come_back(self):
        self.sink.connected = True


class BrokerRig:
    def __init__(self, broker, client, publisher, folder):
        self.sink = publisher
        self._broker = broker
        self._client = client
        self._folder = folder

    async def arrived(self, count):
        async with asyncio.timeout(60), aclosing(read_events(self._client, "s1")) as events:
            return [await anext(events) for _ in range(count)]

    async def frame(self, frame_ref):
        try:
            return await read_frame(self._client, "s1", frame_ref)
        except ToolError:
            return None

    async def go_away(self):
        self._broker.kill()
        await until(lambda: not self._client.is_connected)

    async def come_back(self):
        """The broker returns when nothing is under way to it any more."""
        await until(lambda: not self.sink.queue_depth and on_disk(self._folder))
        await self._broker.start()
        await until(lambda: self._client.is_connected and not on_disk(self._folder))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_fake(check):
    await check(MemoryRig())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_publisher(check, tmp_path):
    async with (
        running_broker() as broker,
        connected(broker.url) as client,
        publishing(client, tmp_path) as publisher,
    ):
        await check(BrokerRig(broker, client, publisher, tmp_path))
