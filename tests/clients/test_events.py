from __future__ import annotations

import asyncio
import logging
from contextlib import aclosing
from signal import SIGKILL, SIGTERM

import pytest

from spark_nb.clients.nats_events import read_events, read_frame
from spark_nb.errors import ServiceUnavailable, ToolError
from tests.clients.broker import (
    Reader,
    connected,
    ids,
    make_event,
    make_events,
    publishing,
    running_broker,
    until,
)
from tests.clients.dead_ends import DeadEnds
from tests.proxy import Proxy


@pytest.fixture
async def broker():
    async with running_broker() as started:
        yield started


@pytest.fixture
async def client(broker):
    async with connected(broker.url) as opened:
        yield opened


@pytest.fixture
async def publisher(client, tmp_path):
    async with publishing(client, tmp_path) as opened:
        yield opened


async def store(client, events):
    """Have the events in the stream, acknowledged."""
    for event in events:
        headers = {"Nats-Msg-Id": str(event.event_id)}
        payload = event.model_dump_json().encode()
        await client.jetstream().publish(event.subject, payload, headers=headers)


async def read(client, count, session="s1"):
    """Return the first events of a session."""
    async with asyncio.timeout(60), aclosing(read_events(client, session)) as events:
        return [await anext(events) for _ in range(count)]


async def consumers(client):
    return (await client.jetstream().stream_info("SPARK")).state.consumer_count


@pytest.fixture
async def reader(client):
    reader = Reader(client)
    yield reader
    await reader.stop()


async def test_history_comes_first_then_what_happens(client):
    events = make_events(450)
    await store(client, events[:420])
    async with asyncio.timeout(60), aclosing(read_events(client, "s1")) as reading:
        seen = [await anext(reading) for _ in range(420)]
        waiting = asyncio.ensure_future(anext(reading))
        await store(client, events[420:])
        seen += [await waiting, *[await anext(reading) for _ in range(29)]]
    assert seen == [event.model_validate_json(event.model_dump_json()) for event in events]


async def test_only_the_sessions_own_events_are_read(client):
    await store(client, [make_event("other"), mine := make_event("s1"), make_event("s10")])
    await store(client, [last := make_event("s1")])
    assert ids(await read(client, 2)) == ids([mine, last])


async def test_closing_the_iterator_leaves_no_consumer_behind(client):
    await store(client, make_events(3))
    before = asyncio.all_tasks()
    async with aclosing(read_events(client, "s1")) as events:
        await anext(events)
        assert await consumers(client) == 1
    assert await consumers(client) == 0
    assert asyncio.all_tasks() <= before
    assert [event async for event in events] == []


async def test_a_reader_that_is_cancelled_leaves_no_consumer_behind(client, reader):
    await store(client, make_events(1))
    await reader.until(1)
    await reader.stop()
    assert await consumers(client) == 0


async def test_the_iterator_ends_when_the_session_closes(broker):
    async with connected(broker.url) as client:
        reader = Reader(client)
        await store(client, make_events(1))
        await reader.until(1)
    await reader.ended()
    assert len(reader.seen) == 1


async def test_what_is_no_event_is_left_out_and_logged(client, caplog):
    await client.jetstream().publish("spark.runtime.unity.completed.s1", b"{}")
    await store(client, [event := make_event()])
    with caplog.at_level(logging.WARNING, "spark_nb"):
        assert ids(await read(client, 1)) == ids([event])
    assert "no event on spark.runtime.unity.completed.s1" in caplog.text


@pytest.mark.parametrize("signal", [SIGKILL, SIGTERM])
async def test_a_restarted_broker_makes_no_gap_and_no_double(broker, client, reader, signal):
    events = make_events(300)
    await store(client, events[:100])
    await reader.until(50)
    before = client.connection
    broker.kill(signal)
    await broker.start()
    await until(lambda: client.connection > before and client.is_connected)
    await store(client, events[100:])
    assert await reader.until(300) == ids(events)


async def test_cut_connections_make_no_gap_and_no_double(broker, client):
    events = make_events(600)
    async with Proxy(broker.port) as proxy, connected(broker.url_at(proxy.port)) as far:
        reader = Reader(far)
        for start in range(0, 600, 100):
            await store(client, events[start : start + 100])
            proxy.cut()
            await until(lambda: proxy.connections)
        assert await reader.until(600) == ids(events)
        await reader.stop()


async def test_a_half_open_connection_is_noticed_and_read_on_elsewhere(broker, client):
    events = make_events(20)
    async with DeadEnds(broker.port) as way, connected(broker.url_at(way.port)) as far:
        reader = Reader(far)
        await store(client, events[:10])
        await reader.until(10)
        way.die()
        await store(client, events[10:])
        await until(lambda: not far.is_connected)
        way.work_again()
        assert await reader.until(20) == ids(events)
        await reader.stop()


async def test_a_message_that_did_not_arrive_is_read_again(client, reader):
    """Somebody else takes it from the reader's consumer."""
    events = make_events(8)
    await store(client, events[:2])
    await reader.until(2)
    (consumer,) = await client.jetstream().consumers_info("SPARK")
    inbox = client.new_inbox()
    stolen = await client.subscribe(inbox)
    pull = f"$JS.API.CONSUMER.MSG.NEXT.SPARK.{consumer.name}"
    await client.publish(pull, b'{"batch": 1, "expires": 30000000000}', inbox)
    await store(client, events[2:])
    await stolen.next_msg(timeout=30)
    assert await reader.until(8) == ids(events)


async def test_a_consumer_that_was_deleted_is_replaced(client, reader):
    events = make_events(4)
    await store(client, events[:2])
    await reader.until(2)
    (consumer,) = await client.jetstream().consumers_info("SPARK")
    await client.jetstream().delete_consumer("SPARK", consumer.name)
    await store(client, events[2:])
    assert await reader.until(4) == ids(events)


async def test_a_stream_that_is_gone_is_an_error_of_ours(client):
    await client.jetstream().delete_stream("SPARK")
    with pytest.raises(ServiceUnavailable, match=r"no stream SPARK any more.*spark\.connect"):
        await read(client, 1)


async def test_a_stream_that_goes_while_it_is_read_is_an_error_of_ours(client, reader):
    await store(client, make_events(1))
    await reader.until(1)
    await client.jetstream().delete_stream("SPARK")
    with pytest.raises(ServiceUnavailable, match="no stream SPARK any more"):
        await reader.ended()


async def test_another_stream_of_the_same_name_is_an_error_of_ours(broker, client):
    """Its numbers begin anew: reading on would leave out what is in it."""
    await store(client, make_events(3))
    async with Proxy(broker.port) as proxy, connected(broker.url_at(proxy.port)) as far:
        reader = Reader(far)
        await reader.until(3)
        config = (await client.jetstream().stream_info("SPARK")).config
        proxy.stall()
        await client.jetstream().delete_stream("SPARK")
        await client.jetstream().add_stream(config)
        proxy.resume()
        with pytest.raises(ServiceUnavailable, match="made anew while it was read"):
            await reader.ended()


async def test_a_slow_reader_is_not_flooded(client):
    """It asks for some at a time: the broker has sent no more than those."""
    await store(client, make_events(500))
    async with asyncio.timeout(60), aclosing(read_events(client, "s1")) as events:
        await anext(events)
        (consumer,) = await client.jetstream().consumers_info("SPARK")
        assert consumer.delivered.consumer_seq == 200
        assert len([await anext(events) for _ in range(499)]) == 499


async def test_a_frame_that_is_no_longer_kept_is_an_error_of_the_tool(client):
    with pytest.raises(ToolError, match="no longer kept") as caught:
        await read_frame(client, "s1", "sha256-00")
    assert caught.value.code == "not_found"


async def test_a_frame_cannot_be_had_from_a_broker_that_is_away(broker, client):
    broker.kill()
    await until(lambda: not client.is_connected)
    with pytest.raises(ServiceUnavailable, match="does not give the frame"):
        await read_frame(client, "s1", "sha256-00")
