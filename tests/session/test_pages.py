"""How pages get at frames: by a reader of the session's own, or with the address's user."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack

import pytest
from pydantic import SecretStr

from spark_nb.clients.nats_live import LiveNews
from spark_nb.domain.page_access import NoPageAccess, PageAccess
from spark_nb.session import SessionCore
from spark_nb.session.pages import Pages
from spark_nb.settings import Endpoints
from spark_nb.testing import MemoryOutlet
from tests.clients.broker import connected, running_broker, until
from tests.raw_nats import raw_reader


def endpoints(address: str | None) -> Endpoints:
    return Endpoints.of(
        {
            "unity_mcp_url": "http://127.0.0.1:1/mcp",
            "nats_url": SecretStr("nats://127.0.0.1:1"),
            "nats_ws_url": address and SecretStr(address),
            "database_url": SecretStr("postgresql://x/y"),
            "database_replica_url": SecretStr("postgresql://x/y"),
        }
    )


def access(address: str | None) -> PageAccess | NoPageAccess:
    return Pages(None, endpoints(address), "s1").access()


def test_a_broker_of_the_users_own_is_read_as_the_address_says():
    subjects = ("spark.frames.s1.*", "spark.live.s1.*")
    assert access("wss://eye:pa%40ss@nats.example.org:443/ws") == PageAccess(
        "wss://nats.example.org:443/ws", subjects, "eye", "pa@ss"
    )
    assert access("ws://nats.example.org:8443") == PageAccess(
        "ws://nats.example.org:8443", subjects
    )


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (None, "NATS_WS_URL is not set"),
        ("https://nats.example.org", "no address like ws://host:port"),
        ("ws://", "no address like ws://host:port"),
    ],
)
def test_without_an_address_it_says_why(address, reason):
    assert reason in access(address).reason


def test_secrets_are_not_in_what_is_printed():
    assert "hunter2" not in repr(access("ws://eye:hunter2@h:1"))
    assert "hunter2" not in repr(endpoints("ws://eye:hunter2@h:1"))


async def test_a_session_lets_its_pages_in_and_nobody_after_it_ended(home, monkeypatch):
    monkeypatch.setenv("SPARK_HOME", str(home))
    stack = AsyncExitStack()
    async with await SessionCore.open(session_id="seen") as session:
        granted = await asyncio.to_thread(session._pages.access)
        again = await asyncio.to_thread(session._pages.access)
        assert granted == again
        assert granted.subjects == ("spark.frames.seen.*", "spark.live.seen.*")
        address = session._endpoints.nats_url.get_secret_value().rpartition("@")[2]
        page = await stack.enter_async_context(raw_reader(address, granted.user, granted.password))
        assert await page.say("SUB spark.live.seen.* 1") == []
        session._pages.announce("w1", {"index": 3})
        assert await page.line() == "MSG spark.live.seen.w1 1 12"
        assert await page.line() == '{"index": 3}'
    async with asyncio.timeout(10):
        await page.ended()
    await stack.aclose()


async def check_news_arrive_and_what_is_told_meanwhile_is_lost(outlet, told, away, back):
    outlet.announce("w1", {"index": 1})
    await told([("w1", {"index": 1})])
    await away()
    assert not outlet.connected
    outlet.announce("w1", {"index": 2})
    await back()
    assert outlet.connected
    outlet.announce("w2", {"index": 3})
    await told([("w1", {"index": 1}), ("w2", {"index": 3})])


async def test_the_fake_outlet_is_like_the_broker():
    outlet = MemoryOutlet()

    async def told(expected):
        assert outlet.told == expected

    async def turn(connected):
        outlet.connected = connected

    await check_news_arrive_and_what_is_told_meanwhile_is_lost(
        outlet, told, lambda: turn(False), lambda: turn(True)
    )


class Outlet:
    """The real one, as the session has it."""

    def __init__(self, news):
        self._news = news
        self.announce = news.tell

    @property
    def connected(self):
        return self._news.connected


async def test_what_a_broker_hears_is_like_the_fake():
    heard = []

    async def hear(message):
        heard.append((message.subject.rpartition(".")[2], json.loads(message.data)))

    async with (
        running_broker() as broker,
        connected(broker.url) as client,
        connected(broker.url) as listener,
        LiveNews(client, "s1") as news,
    ):
        await listener.subscribe("spark.live.s1.*", cb=hear)
        await listener.flush()

        async def told(expected):
            await until(lambda: heard == expected)

        async def away():
            await asyncio.to_thread(broker.kill)
            await until(lambda: not (client.is_connected or listener.is_connected))

        async def back():
            await broker.start()
            await until(lambda: client.is_connected and listener.is_connected)
            await listener.flush()

        await check_news_arrive_and_what_is_told_meanwhile_is_lost(Outlet(news), told, away, back)
