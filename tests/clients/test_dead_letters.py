from __future__ import annotations

import asyncio
import json
import logging
import resource
import signal
import stat
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import datetime, timedelta

import pytest

from spark_nb.clients.dead_letters import DeadLetterFiles
from spark_nb.clients.system_clock import SystemClock
from spark_nb.domain.dead_letter import DeadLetter, Replay
from spark_nb.errors import ServiceUnavailable
from tests.clients.broker import (
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
from tests.proxy import Proxy


def letter_of(event):
    return DeadLetter(event=event, reason="away", attempts=3, at=SystemClock().now())


def leave_behind(folder, events, session="dead"):
    """Leave a file as a session does whose kernel has ended."""
    files = DeadLetterFiles(folder, session)
    files.add([letter_of(event) for event in events])
    files.close()


def only_file(folder):
    (path,) = folder.glob("*.jsonl")
    return path


@pytest.fixture
async def broker():
    async with running_broker() as started:
        yield started


@pytest.fixture
async def client(broker):
    async with connected(broker.url) as opened:
        yield opened


async def replayed(client, folder):
    """Open a session, wait until it has replayed what it found, close it."""
    async with publishing(client, folder) as publisher:
        await until(lambda: not list(folder.glob("*.jsonl")))
        return publisher.stats().replayed


# Files


def test_letters_are_whole_lines_for_the_owners_eyes_alone(tmp_path):
    events = make_events(3)
    leave_behind(tmp_path / "letters", events)
    assert ids([letter.event for letter in on_disk(tmp_path / "letters")]) == ids(events)
    assert stat.S_IMODE(only_file(tmp_path / "letters").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "letters").stat().st_mode) == 0o700


def claimed_by_another(folder):
    """Return how many files a session that comes now can take over."""
    with closing(DeadLetterFiles(folder, "next")) as files:
        return len(files.claim())


def test_a_file_in_use_is_not_taken_over_and_one_left_behind_is(tmp_path):
    with closing(DeadLetterFiles(tmp_path, "living")) as living:
        living.add([letter_of(make_event())])
        assert claimed_by_another(tmp_path) == 0
        assert len(living.claim()) == 1
        assert claimed_by_another(tmp_path) == 0
    assert claimed_by_another(tmp_path) == 1


def test_a_file_is_left_behind_however_its_owner_dies(tmp_path):
    program = f"""
import os, signal
from pathlib import Path
from tests.clients.test_dead_letters import DeadLetterFiles, letter_of, make_event
files = DeadLetterFiles(Path({str(tmp_path)!r}), "killed")
files.add([letter_of(make_event())])
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", program], check=False)
    assert claimed_by_another(tmp_path) == 1


def test_what_is_added_after_a_claim_is_in_another_file(tmp_path):
    with closing(DeadLetterFiles(tmp_path, "s1")) as files:
        files.add([letter_of(first := make_event())])
        (claimed,) = files.claim()
        files.add([letter_of(make_event())])
        assert ids([letter.event for letter in claimed.read(0, 10).letters]) == ids([first])
        assert len(list(tmp_path.glob("*.jsonl"))) == 2


def test_what_is_added_after_closing_is_left_to_others_at_once(tmp_path):
    files = DeadLetterFiles(tmp_path, "s1")
    files.close()
    files.add([letter_of(make_event())])
    assert claimed_by_another(tmp_path) == 1


def test_a_file_is_read_in_parts(tmp_path):
    leave_behind(tmp_path, events := make_events(5))
    with closing(DeadLetterFiles(tmp_path, "next")) as files:
        (file,) = files.claim()
        first = file.read(0, 3)
        second = file.read(first.end, 3)
        assert file.read(second.end, 3) == ([], [], second.end)
    assert ids([letter.event for letter in first.letters + second.letters]) == ids(events)


def test_nothing_to_keep_makes_no_file(tmp_path):
    DeadLetterFiles(tmp_path, "s1").add([])
    assert list(tmp_path.iterdir()) == []


@contextmanager
def small_disk(bytes_per_file):
    """Let no file grow further."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_per_file, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_is_an_error_and_spoils_nothing_after_it(tmp_path):
    with closing(DeadLetterFiles(tmp_path, "s1")) as files:
        files.add([letter_of(before := make_event())])
        with small_disk(2000), pytest.raises(OSError, match="File too large"):
            files.add([letter_of(make_event(text="x" * 2000))])
        files.add([letter_of(after := make_event())])
        chunks = [file.read(0, 10) for file in files.claim()]
    assert [ids([letter.event for letter in chunk.letters]) for chunk in chunks] == [
        ids([before]),
        ids([after]),
    ]
    assert [len(chunk.unreadable) for chunk in chunks] == [1, 0]


# Replay


async def test_files_of_dead_sessions_are_replayed_by_whoever_comes_next(client, tmp_path):
    events = [*make_events(120, "dead"), *make_events(5, "older")]
    await asyncio.to_thread(leave_behind, tmp_path, events[:120])
    await asyncio.to_thread(leave_behind, tmp_path, events[120:], "older")
    assert await replayed(client, tmp_path) == 125
    assert await stored(client) == ids(events)


async def test_many_who_come_at_once_replay_each_file_once(client, tmp_path):
    events = make_events(300)
    for start in range(0, 300, 50):
        await asyncio.to_thread(leave_behind, tmp_path, events[start : start + 50])
    counts = await asyncio.gather(*(replayed(client, tmp_path) for _ in range(5)))
    assert sum(counts) == 300
    assert sorted(await stored(client)) == sorted(ids(events))


@pytest.mark.parametrize("tail", [b'{"event": {"event_id"', b"\x00\x00\xff", b'{"reason": "x"}\n'])
async def test_a_line_that_a_crash_cut_off_is_reported_and_set_aside(
    client, tmp_path, caplog, tail
):
    events = make_events(3)
    await asyncio.to_thread(leave_behind, tmp_path, events)
    with only_file(tmp_path).open("ab") as file:
        file.write(tail)
    with caplog.at_level(logging.WARNING, "spark_nb"):
        assert await replayed(client, tmp_path) == 3
    assert await stored(client) == ids(events)
    assert (tmp_path / "unreadable.txt").read_bytes() == tail.rstrip(b"\n") + b"\n"
    assert stat.S_IMODE((tmp_path / "unreadable.txt").stat().st_mode) == 0o600
    assert "1 lines of" in caplog.text


async def test_a_replay_after_the_brokers_memory_of_duplicates_makes_no_doubles(client, tmp_path):
    """Some landed before the broker died, and its answers were lost; that was long ago."""
    events = make_events(60)
    async with publishing(client, tmp_path) as publisher:
        for event in events[:40]:
            publisher.emit(event)
    info = await client.jetstream().stream_info("SPARK")
    await client.jetstream().update_stream(info.config, duplicate_window=0.1)
    await asyncio.sleep(0.3)  # the shortest memory a broker has is 0.1 s
    await asyncio.to_thread(leave_behind, tmp_path, events)
    assert await replayed(client, tmp_path) == 20
    assert await stored(client) == ids(events)


async def test_a_replay_that_was_cut_off_goes_on_and_nothing_is_double(broker, client, tmp_path):
    events = make_events(500)
    await asyncio.to_thread(leave_behind, tmp_path, events)
    async with Proxy(broker.port) as proxy, connected(broker.url_at(proxy.port)) as far:
        proxy.latency_s = 0.02
        async with publishing(far, tmp_path):
            await until_stored(client, 50)
            broker.kill()
            assert len(on_disk(tmp_path)) == 500
            await broker.start()
            await until(lambda: not on_disk(tmp_path))
    assert await stored(client) == ids(events)


# The broker's dead letters


@pytest.fixture
async def publisher(client, tmp_path):
    async with publishing(client, tmp_path) as opened:
        yield opened


async def take(client, *subjects):
    """Let the stream take these, and dead letters."""
    info = await client.jetstream().stream_info("SPARK")
    await client.jetstream().update_stream(info.config, subjects=["spark.dlq", *subjects])


async def bury(client, publisher, events):
    """Have the broker refuse events; return when all are its dead letters."""
    await take(client)
    for event in events:
        publisher.emit(event)
    await until(lambda: publisher.stats().dead_letters == len(events))
    assert ids([letter.event for letter in await buried(client)]) == ids(events)


async def test_dead_letters_carry_the_event_the_reason_and_the_attempts(client, publisher):
    event = make_event(message="what was to be said")
    await bury(client, publisher, [event])
    message = await client.jetstream().get_last_msg("SPARK", "spark.dlq")
    letter = json.loads(message.data)
    assert datetime.fromisoformat(letter.pop("at")) - event.occurred_at < timedelta(minutes=5)
    assert letter == {
        "event": json.loads(event.model_dump_json()),
        "reason": "no stream takes this subject",
        "attempts": 3,
    }


async def test_replay_sends_dead_letters_again_and_deletes_those_that_arrived(client, publisher):
    events = make_events(130)
    await bury(client, publisher, events)
    assert await publisher.replay() == Replay(kept=130)
    await take(client, "spark.runtime.>")
    assert await publisher.replay() == Replay(replayed=130)
    assert (await stored(client), await buried(client)) == (ids(events), [])
    assert await publisher.replay() == Replay()


async def test_replay_takes_local_letters_and_the_brokers(client, publisher, tmp_path):
    events = make_events(4)
    await bury(client, publisher, events[:2])
    await asyncio.to_thread(leave_behind, tmp_path, events[2:])
    await take(client, "spark.runtime.>")
    assert await publisher.replay() == Replay(replayed=4)
    assert await stored(client) == ids(events)


async def test_a_local_letter_the_broker_refuses_becomes_one_of_its_own(
    client, publisher, tmp_path
):
    await take(client)
    await asyncio.to_thread(leave_behind, tmp_path, [event := make_event()])
    assert await publisher.replay() == Replay(kept=1)
    assert ids([letter.event for letter in await buried(client)]) == ids([event])
    assert on_disk(tmp_path) == []


async def test_replay_deletes_the_letter_of_an_event_that_landed_after_all(client, publisher):
    await bury(client, publisher, [event := make_event()])
    await take(client, "spark.runtime.>")
    headers = {"Nats-Msg-Id": str(event.event_id)}
    payload = event.model_dump_json().encode()
    await client.jetstream().publish(event.subject, payload, headers=headers)
    assert await publisher.replay() == Replay(landed=1)
    assert (await stored(client), await buried(client)) == (ids([event]), [])


async def test_replay_reports_what_is_no_dead_letter_and_leaves_it(client, publisher):
    await client.jetstream().publish("spark.dlq", b"somebody else's")
    assert await publisher.replay() == Replay(unreadable=1)
    message = await client.jetstream().get_last_msg("SPARK", "spark.dlq")
    assert message.data == b"somebody else's"


async def test_sessions_that_replay_at_once_make_no_doubles(client, publisher, tmp_path):
    events = make_events(200)
    await bury(client, publisher, events)
    await take(client, "spark.runtime.>")
    async with publishing(client, tmp_path, "other") as other:
        counts = await asyncio.gather(publisher.replay(), other.replay())
    assert counts[0].plus(counts[1]).replayed == 200
    assert (await stored(client), await buried(client)) == (ids(events), [])


async def test_replay_says_that_the_broker_is_away(broker, client, publisher):
    broker.kill()
    await until(lambda: not client.is_connected)
    with pytest.raises(ServiceUnavailable, match="replayed by themselves when it is back"):
        await publisher.replay()
