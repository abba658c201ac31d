from __future__ import annotations

import asyncio
import shutil
import sys
from signal import SIGKILL, SIGTERM

import pytest
from nats.js.api import DiscardPolicy

from spark_nb.domain.frame import Frame, frame_ref
from tests.clients.broker import (
    Reader,
    buried,
    connected,
    ids,
    make_event,
    make_events,
    on_disk,
    publishing,
    running_broker,
    stored,
    until,
    until_stored,
)
from tests.clients.dead_ends import DeadEnds
from tests.proxy import Proxy

IMPATIENT = {"ack_seconds": 0.3, "drain_seconds": 0.6}
"""For brokers that will never answer."""


@pytest.fixture
async def broker():
    async with running_broker(max_payload=64 * 1024) as started:
        yield started


@pytest.fixture
async def client(broker):
    async with connected(broker.url) as opened:
        yield opened


@pytest.fixture
async def publisher(client, tmp_path):
    async with publishing(client, tmp_path) as opened:
        yield opened


def make_frame(data: bytes) -> Frame:
    return Frame(frame_ref=frame_ref(data), format="png", width=1, height=1, data=data, time_s=0.0)


async def test_events_arrive_in_order_and_once(client, publisher):
    events = make_events(120)
    for event in events:
        publisher.emit(event)
    await until(lambda: publisher.stats().published == 120)
    assert await stored(client) == ids(events)
    assert publisher.stats() == (120, 0, 0, 0, 0, 0, 0)


async def test_a_batch_leaves_by_its_age_too(client, publisher):
    publisher.emit(event := make_event())
    await until(lambda: publisher.stats().published == 1)
    assert await stored(client) == ids([event])


async def test_an_event_emitted_twice_is_one(client, publisher):
    event = make_event()
    publisher.emit(event)
    publisher.emit(event)
    await until(lambda: publisher.stats().published == 2)
    assert await stored(client) == ids([event])


async def test_closing_sends_what_is_queued(client, tmp_path):
    events = make_events(70)
    async with publishing(client, tmp_path) as publisher:
        for event in events:
            publisher.emit(event)
    assert await stored(client) == ids(events)
    assert on_disk(tmp_path) == []


async def test_a_full_queue_drops_the_oldest_and_counts(client, publisher):
    events = make_events(1300)
    for event in events:  # nothing is sent in between: nobody awaits
        publisher.emit(event)
    assert (publisher.queue_depth, publisher.stats().dropped) == (1000, 300)
    await until(lambda: publisher.stats().published == 1000)
    assert await stored(client) == ids(events[300:])


async def test_what_is_emitted_after_closing_is_counted_as_dropped(client, tmp_path):
    async with publishing(client, tmp_path) as publisher:
        pass
    publisher.emit(make_event())
    assert publisher.stats().dropped == 1


async def test_an_event_that_cannot_be_json_does_not_take_others_with_it(client, publisher):
    publisher.emit(make_event(text="\ud800"))
    publisher.emit(good := make_event())
    await until(lambda: publisher.stats().published == 1)
    assert await stored(client) == ids([good])
    assert publisher.stats().dropped == 1


async def test_a_frame_is_there_before_its_event(client, publisher):
    seen = asyncio.Queue()

    async def fetch(message):
        subject = f"spark.frames.s1.{frame.frame_ref}"
        seen.put_nowait(await client.jetstream().get_last_msg("SPARK_FRAMES", subject))

    frame = make_frame(b"picture" * 5000)
    await client.subscribe("spark.runtime.unity.frame.s1", cb=fetch)
    publisher.emit_frame("s1", frame)
    publisher.emit(make_event(state="frame", frame_ref=frame.frame_ref))
    async with asyncio.timeout(30):
        assert (await seen.get()).data == frame.data


async def test_a_batch_of_events_waits_for_the_frame_of_one_of_them(broker, client, tmp_path):
    """The frame itself waits for one before it, on a way that is slow."""
    first, second = make_frame(b"first"), make_frame(b"second")
    seen = asyncio.Queue()

    async def look(_):
        subject = f"spark.frames.s1.{second.frame_ref}"
        seen.put_nowait(await client.jetstream().get_last_msg("SPARK_FRAMES", subject))

    await client.subscribe("spark.runtime.unity.frame.s1", cb=look)
    frames = await client.subscribe("spark.frames.s1.*")
    async with (
        Proxy(broker.port) as proxy,
        connected(broker.url_at(proxy.port)) as far,
        publishing(far, tmp_path) as publisher,
    ):
        proxy.latency_s = 0.3
        publisher.emit_frame("s1", first)
        await frames.next_msg(timeout=30)
        publisher.emit_frame("s1", second)
        for _ in range(50):
            publisher.emit(make_event(state="frame", frame_ref=second.frame_ref))
        async with asyncio.timeout(30):
            assert (await seen.get()).data == second.data


async def test_a_frame_does_not_wait_for_a_batch(client, publisher):
    subscription = await client.subscribe("spark.frames.s1.*")
    publisher.emit_frame("s1", frame := make_frame(b"picture"))
    assert (await subscription.next_msg(timeout=30)).data == frame.data
    assert publisher.queue_depth == 0


async def test_a_frame_too_large_for_the_broker_is_counted_and_stops_nothing(client, publisher):
    publisher.emit_frame("s1", make_frame(bytes(64 * 1024 + 1)))
    publisher.emit(event := make_event(state="frame"))
    await until(lambda: publisher.stats().published == 1)
    assert publisher.stats().frames_dropped == 1
    assert await stored(client) == ids([event])


@pytest.mark.parametrize("signal", [SIGKILL, SIGTERM])
async def test_a_restarted_broker_gets_each_event_once_and_gives_it_once(
    broker, client, publisher, tmp_path, signal
):
    """It is killed under load, comes back after a while, and again."""
    reader = Reader(client)
    events = []

    async def emit(count):
        for _ in range(count):
            events.append(make_event(index=len(events)))
            publisher.emit(events[-1])
            await asyncio.sleep(0.001)

    for _ in range(3):
        await emit(150)
        broker.kill(signal)
        await emit(150)
        await broker.start()
    await emit(100)
    await until_stored(client, 1000)
    await until(lambda: publisher.queue_depth == 0 and not on_disk(tmp_path))
    landed = await stored(client)
    assert (len(landed), set(landed)) == (1000, set(ids(events)))
    assert await reader.until(1000) == landed
    assert publisher.stats().dropped == 0
    await reader.stop()


async def test_a_broker_that_is_away_leaves_events_in_a_file_and_gets_them_when_it_is_back(
    broker, client, publisher, tmp_path
):
    broker.kill()
    await until(lambda: not client.is_connected)
    events = make_events(60)
    for event in events:
        publisher.emit(event)
    await until(lambda: publisher.stats().dead_letters == 60)
    assert [str(letter.event.event_id) for letter in on_disk(tmp_path)] == ids(events)
    assert {letter.reason for letter in on_disk(tmp_path)} == {"the broker did not answer"}
    assert publisher.connected is False
    await broker.start()
    await until(lambda: publisher.stats().replayed == 60)
    assert await stored(client) == ids(events)
    await until(lambda: not list(tmp_path.glob("*.jsonl")))


async def test_no_event_is_dropped_while_the_broker_is_away(broker, client, publisher, tmp_path):
    broker.kill()
    await until(lambda: not client.is_connected)
    for event in make_events(3000):
        publisher.emit(event)
        if publisher.queue_depth > 900:
            await until(lambda: publisher.queue_depth < 100)
    await until(lambda: len(on_disk(tmp_path)) == 3000)
    assert publisher.stats().dropped == 0


async def test_closing_while_the_broker_is_away_keeps_all_in_the_file(broker, client, tmp_path):
    events = make_events(200)
    async with publishing(client, tmp_path) as publisher:
        broker.kill()
        for event in events:
            publisher.emit(event)
    assert {str(letter.event.event_id) for letter in on_disk(tmp_path)} == set(ids(events))


def fill(publisher, events):
    """Emit events among more frames than a socket takes."""
    for index, event in enumerate(events):
        for part in range(16):
            publisher.emit_frame("s1", make_frame(bytes([index, part]) * 25_000))
        publisher.emit(event)


async def test_a_half_open_connection_is_given_up_and_nothing_is_lost(broker, tmp_path):
    """Nothing passes and nobody says so, with more written than the socket takes."""
    async with (
        DeadEnds(broker.port) as way,
        connected(broker.url_at(way.port)) as client,
        publishing(client, tmp_path, ack_seconds=1) as publisher,
    ):
        way.die()
        fill(publisher, events := make_events(20))
        await until(lambda: len(on_disk(tmp_path)) == 20)
        way.work_again()
        await until(lambda: publisher.stats().replayed == 20)
        assert await stored(client) == ids(events)


async def test_closing_on_a_half_open_connection_is_bounded_and_keeps_all(broker, tmp_path):
    before = asyncio.all_tasks()
    async with DeadEnds(broker.port) as way, connected(broker.url_at(way.port)) as client:
        async with asyncio.timeout(60), publishing(client, tmp_path, **IMPATIENT) as publisher:
            way.die()
            fill(publisher, events := make_events(20))
        assert {str(letter.event.event_id) for letter in on_disk(tmp_path)} == set(ids(events))
    assert asyncio.all_tasks() <= before


async def test_a_client_is_closed_with_more_written_than_the_socket_takes(broker):
    before = asyncio.all_tasks()
    async with DeadEnds(broker.port) as way:
        async with connected(broker.url_at(way.port)) as client:
            await client.subscribe("spark.>", cb=client.flush)
            way.die()
            for _ in range(400):
                await client.publish("spark.frames.s1.x", bytes(50_000))
        assert client.is_closed
    assert asyncio.all_tasks() <= before


async def test_silence_on_a_working_connection_fills_the_disk_and_not_the_queue(tmp_path):
    """The broker may not be published to, say; its answer to that is none."""
    async with (
        running_broker(denied="spark.runtime.>") as broker,
        connected(broker.url) as client,
    ):
        events = make_events(900)
        async with publishing(client, tmp_path, **IMPATIENT) as publisher:
            for event in events:
                publisher.emit(event)
            await until(lambda: publisher.queue_depth < 500)
            more = make_events(900)
            for event in more:
                publisher.emit(event)
            await until(lambda: publisher.queue_depth < 500)
            assert publisher.connected
        assert publisher.stats().dropped == 0
        kept = {str(letter.event.event_id) for letter in on_disk(tmp_path)}
        assert kept == set(ids([*events, *more]))


async def test_closing_does_not_wait_for_an_answer_that_does_not_come(tmp_path):
    events = make_events(20)
    async with (
        running_broker(denied="spark.runtime.>") as broker,
        connected(broker.url) as client,
        publishing(client, tmp_path, **IMPATIENT) as publisher,
    ):
        for event in events:
            publisher.emit(event)
    assert ids([letter.event for letter in on_disk(tmp_path)]) == ids(events)
    assert {letter.reason for letter in on_disk(tmp_path)} == {
        "the session closed before the broker answered"
    }


async def test_an_event_of_the_largest_size_passes_and_one_byte_more_goes_to_the_file(
    client, publisher, tmp_path
):
    """Headers count: one byte over, and the server ends the connection for good."""
    empty = len(make_event(text="").model_dump_json())
    room = client.max_payload - empty - len("NATS/1.0\r\nNats-Msg-Id: \r\n\r\n") - 36
    publisher.emit(fits := make_event(text="x" * room))
    publisher.emit(larger := make_event(text="x" * (room + 1)))
    await until(lambda: publisher.stats().dead_letters == 1)
    publisher.emit(after := make_event())
    await until(lambda: publisher.stats().published == 2)
    assert await stored(client) == ids([fits, after])
    await until(lambda: len(on_disk(tmp_path)) == 1)
    (letter,) = on_disk(tmp_path)
    assert (letter.event.event_id, letter.attempts) == (larger.event_id, 1)
    assert letter.reason == "65537 bytes are more than the broker takes (65536)"


async def reconfigure(client, **settings):
    info = await client.jetstream().stream_info("SPARK")
    await client.jetstream().update_stream(info.config, **settings)


async def test_what_the_stream_refuses_goes_to_the_dead_letters_after_three_attempts(
    client, publisher, tmp_path
):
    """Each subject may hold one message: a second event is too much, a dead letter is not."""
    await reconfigure(
        client, discard=DiscardPolicy.NEW, max_msgs_per_subject=1, discard_new_per_subject=True
    )
    publisher.emit(first := make_event())
    publisher.emit(refused := make_event())
    await until(lambda: publisher.stats().dead_letters == 1)
    assert await stored(client) == ids([first])
    (letter,) = await buried(client)
    assert (letter.event.event_id, letter.attempts) == (refused.event_id, 3)
    assert letter.reason == "maximum messages per subject exceeded"
    assert on_disk(tmp_path) == []
    assert publisher.stats()._replace(queue_depth=0) == (1, 3, 0, 1, 0, 0, 0)


async def test_a_full_stream_takes_no_dead_letters_either_and_the_file_keeps_them(
    client, publisher, tmp_path
):
    await reconfigure(client, discard=DiscardPolicy.NEW, max_msgs=1)
    publisher.emit(first := make_event())
    publisher.emit(refused := make_event())
    await until(lambda: on_disk(tmp_path))
    assert await stored(client) == ids([first])
    assert [letter.reason for letter in on_disk(tmp_path)] == ["maximum messages exceeded"]
    await reconfigure(client, max_msgs=-1)
    await publisher.replay()
    assert publisher.stats().replayed == 1
    assert await stored(client) == ids([first, refused])


async def test_streams_a_broker_forgot_are_made_again(broker, client, publisher):
    """It ran without a disk of its own, say."""
    broker.kill()
    shutil.rmtree(broker.folder / "js")
    await broker.start()
    publisher.emit(event := make_event())
    await until(lambda: publisher.stats().published + publisher.stats().replayed == 1)
    assert await stored(client) == ids([event])


async def test_events_the_disk_refuses_too_are_counted_and_told(broker, client, tmp_path, caplog):
    (tmp_path / "file").touch()
    async with publishing(client, tmp_path / "file") as publisher:
        broker.kill()
        publisher.emit(make_event())
        await until(lambda: publisher.stats().dropped == 1)
        await broker.start()
        await until(lambda: client.is_connected)
        publisher.emit(event := make_event())
        await until(lambda: publisher.stats().published == 1)
    assert await stored(client) == ids([event])
    assert "1 events are lost, the disk refused them" in caplog.text


_ENDS_WITHOUT_CLOSING = """
import asyncio, atexit, os, sys
from pathlib import Path
from pydantic import SecretStr
from tests.clients.broker import connected, make_events, publishing

async def main():
    async with (
        connected(SecretStr(sys.argv[1])) as client,
        publishing(client, Path(sys.argv[2])) as publisher,
    ):
        for event in make_events(30):
            publisher.emit(event)
        if os.fork() == 0:  # a child that ends as well does not speak for its parent
            atexit._run_exitfuncs()
            os._exit(0)
        os.wait()
        asyncio.get_running_loop().stop()
        await asyncio.Event().wait()

loop = asyncio.new_event_loop()
task = loop.create_task(main())
loop.run_forever()
"""


async def test_an_interpreter_that_ends_without_closing_keeps_what_is_queued(broker, tmp_path):
    program = [sys.executable, "-c", _ENDS_WITHOUT_CLOSING, broker.url.get_secret_value()]
    process = await asyncio.create_subprocess_exec(*program, tmp_path)
    assert await process.wait() == 0
    assert [letter.event.data for letter in on_disk(tmp_path)] == [{"index": i} for i in range(30)]
    assert {letter.reason for letter in on_disk(tmp_path)} == {
        "the kernel ended before the broker answered"
    }
