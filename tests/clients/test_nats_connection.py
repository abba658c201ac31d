from __future__ import annotations

import asyncio
import contextlib
import logging
import traceback

import pytest
from pydantic import SecretStr

from spark_nb.clients.nats_connection import EVENTS, connect_broker, ensure_streams
from spark_nb.errors import AuthError, ServiceUnavailable, SetupError, SparkError
from tests.clients.broker import PASSWORD, connected, running_broker, until
from tests.proxy import Proxy


@pytest.fixture
async def broker():
    async with running_broker() as started:
        yield started


@pytest.fixture
def log(caplog):
    """Everything anybody logs."""
    with caplog.at_level(logging.DEBUG):
        yield caplog


async def refusal(url: str) -> SparkError:
    """Return the error of a failed connection, which shows the password nowhere."""
    with pytest.raises(SparkError) as caught:
        await connect_broker(SecretStr(url), name="test", seconds=1)
    shown = "".join(traceback.format_exception(caught.value))
    assert PASSWORD not in shown + repr(caught.value) + str(caught.value)
    assert not [task for task in asyncio.all_tasks() if "Client." in repr(task.get_coro())]
    return caught.value


async def test_a_wrong_password_is_refused_at_once(broker, log):
    error = await refusal(f"nats://spark:not-{PASSWORD}@127.0.0.1:{broker.port}")
    assert isinstance(error, AuthError)
    assert str(error) == "The broker does not accept this user and password. Check NATS_URL."
    assert PASSWORD not in log.text


async def test_a_broker_that_is_not_there_is_named_by_what_the_network_said(broker, log):
    broker.stop()
    error = await refusal(broker.url.get_secret_value())
    assert isinstance(error, ServiceUnavailable)
    assert error.message == "The broker does not answer (ConnectionRefusedError)."
    assert error.landed == "no"
    assert PASSWORD not in log.text


async def test_a_broker_without_tls_is_not_spoken_to_in_plain_text(broker, log):
    address = broker.url.get_secret_value().replace("nats://", "tls://")
    error = await refusal(address)
    assert isinstance(error, ServiceUnavailable)
    assert error.message == "The broker does not answer (SSLError)."
    assert PASSWORD not in log.text


async def test_a_port_that_takes_connections_and_says_nothing_is_given_up(broker):
    async with Proxy(broker.port) as proxy:
        proxy.stall()
        error = await refusal(broker.url_at(proxy.port).get_secret_value())
    assert error.message == "The broker does not answer (TimeoutError)."


@pytest.mark.parametrize(
    "address",
    [
        f"nats://spark:{PASSWORD}@127.0.0.1:port",
        f"nats://spark:{PASSWORD}@127.0.0.1:{10**9}",
        f"nats://spark:{PASSWORD}/more@127.0.0.1:4222",
        f"nats://spark:{PASSWORD}@ho\u2100st:4222",
        f"nats://spark:{PASSWORD}@[::1:4222",
        f"ws://spark:{PASSWORD}@127.0.0.1:4222",
        f"spark:{PASSWORD}@127.0.0.1:4222",
        f"nats://spark:{PASSWORD}@",
        "",
    ],
)
async def test_an_address_that_makes_no_sense_is_not_repeated(address):
    error = await refusal(address)
    assert isinstance(error, SetupError)
    assert error.message == "NATS_URL is not the address of a broker."


async def test_an_outage_is_announced_once_and_without_secrets(broker, log):
    async with connected(broker.url) as client:
        broker.kill()
        await until(lambda: not client.is_connected)
        await until(lambda: log.text.count("ConnectionRefusedError") > 3)
        await broker.start()
        await until(lambda: "The broker is back." in log.messages)
    told = [record.message for record in log.records if record.levelno > logging.DEBUG]
    assert told == [
        "The broker is away; what it should get waits for it.",
        "The broker is back.",
    ]
    assert PASSWORD not in log.text


async def test_a_closed_client_says_nothing_of_an_outage(broker, log):
    async with connected(broker.url):
        pass
    assert [record for record in log.records if record.name.startswith("spark_nb")] == []


async def test_a_connection_made_anew_as_it_is_closed_leaves_no_task(broker):
    """nats-py ends its tasks, then the reconnection, which may have made others by then."""
    before = asyncio.all_tasks()
    client = await connect_broker(broker.url, name="test")
    connect = client._process_connect_init
    closing = []

    async def late():
        closing.append(asyncio.create_task(client.close()))
        with contextlib.suppress(asyncio.CancelledError):  # as nats-py swallows it now and then
            await asyncio.Event().wait()
        await connect()

    client._process_connect_init = late
    await client.force_reconnect()
    await until(lambda: closing)
    await closing[0]
    assert {task for task in asyncio.all_tasks() if not task.done()} <= before


async def test_streams_are_brought_to_our_settings(broker):
    async with connected(broker.url) as client:
        info = await client.jetstream().stream_info("SPARK")
        await client.jetstream().update_stream(info.config, max_age=3600)
        await ensure_streams(client)
        info = await client.jetstream().stream_info("SPARK")
    assert info.config.max_age == EVENTS.max_age


async def test_streams_that_cannot_be_made_are_an_error_of_ours(broker):
    """Somebody else's stream has one of our subjects."""
    async with connected(broker.url) as client:
        await client.jetstream().delete_stream("SPARK_FRAMES")
        await client.jetstream().add_stream(name="THEIRS", subjects=["spark.frames.>"])
        with pytest.raises(ServiceUnavailable, match=r"no stream SPARK_FRAMES \(.*\)\. Does it"):
            await ensure_streams(client)


async def test_a_request_ends_when_the_connection_does(broker):
    async with Proxy(broker.port) as proxy, connected(broker.url_at(proxy.port)) as client:
        proxy.stall()
        asking = asyncio.ensure_future(client.request("$JS.API.INFO", timeout=600))
        await asyncio.sleep(0)
        proxy.cut()
        with pytest.raises(TimeoutError):
            await asking
