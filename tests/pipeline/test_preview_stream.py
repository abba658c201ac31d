from __future__ import annotations

import asyncio
import time

import pytest

from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.errors import RejectedError, ServiceUnavailable
from spark_nb.pipeline.preview_stream import PreviewStream


def picture(time_s):
    data = f"{time_s:.3f}".encode()
    facts = {"format": "png", "width": 16, "height": 16, "data": data, "time_s": time_s}
    return Frame(frame_ref=frame_ref(data), **facts)


class Screen:
    """Takes every frame; ``room`` is set while it has credit."""

    drawn = dropped = 0

    def __init__(self):
        self.frames, self.errors, self.ended = [], [], False
        self.room = asyncio.Event()
        self.room.set()
        self._arrived = asyncio.Condition()
        self._notices = set()

    async def ready(self, in_flight):
        await self.room.wait()
        return 0.0

    def show(self, frame):
        self.frames.append(frame.time_s)
        self._notice()

    def fail(self, error, retry_in_s):
        self.errors.append((error, retry_in_s))
        self._notice()

    def end(self):
        self.ended = True
        self._notice()

    def _notice(self):
        task = asyncio.ensure_future(self._tell())
        self._notices.add(task)
        task.add_done_callback(self._notices.discard)

    async def _tell(self):
        async with self._arrived:
            self._arrived.notify_all()

    async def until(self, reached):
        async with asyncio.timeout(30), self._arrived:
            await self._arrived.wait_for(reached)


async def at_once(time_s):
    return picture(time_s)


@pytest.fixture
async def screen():
    return Screen()


@pytest.fixture
async def stream_of(screen):
    made = []

    def make(render, **settings):
        facts = {"frames_per_second": 100.0, "duration_s": 1.0, "clock": time.monotonic}
        made.append(PreviewStream(render, screen, **(facts | settings)))
        return made[-1]

    yield make
    for stream in made:
        stream.stop()


async def test_frames_leave_in_order_on_the_grid(stream_of, screen):
    stream = stream_of(at_once)
    stream.start()
    await screen.until(lambda: len(screen.frames) >= 5)
    await stream.aclose()
    assert screen.frames == sorted(screen.frames)
    assert all(abs(at * 100 - round(at * 100)) < 1e-9 for at in screen.frames)


async def test_a_late_frame_is_dropped_and_counted(stream_of, screen):
    gate = asyncio.Event()

    async def first_is_slow(time_s):
        if time_s == 0.0:
            await gate.wait()
        return picture(time_s)

    stream = stream_of(first_is_slow, duration_s=60.0)
    stream.start()
    await screen.until(lambda: len(screen.frames) >= 2)
    gate.set()
    await screen.until(lambda: stream.stats().dropped == 1 and len(screen.frames) >= 3)
    await stream.aclose()
    assert 0.0 not in screen.frames


async def test_at_most_two_renders_overlap(stream_of, screen):
    running = most = 0

    async def slow(time_s):
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.02)
        running -= 1
        return picture(time_s)

    stream = stream_of(slow)
    stream.start()
    await screen.until(lambda: len(screen.frames) >= 4)
    await stream.aclose()
    assert most == 2


async def test_nothing_is_rendered_without_room(stream_of, screen):
    screen.room.clear()
    asked = []

    async def render(time_s):
        asked.append(time_s)
        return picture(time_s)

    stream = stream_of(render)
    stream.start()
    await asyncio.sleep(0)
    assert asked == []
    screen.room.set()
    await screen.until(lambda: screen.frames)
    await stream.aclose()


async def test_a_seek_while_paused_shows_that_one_frame(stream_of, screen):
    stream = stream_of(at_once)
    stream.start()
    await screen.until(lambda: screen.frames)
    stream.pause()
    before = len(screen.frames)
    stream.seek(0.5)
    await screen.until(lambda: len(screen.frames) > before)
    await stream.aclose()
    assert screen.frames[before:] == [0.5]


async def test_a_failure_is_said_and_tried_again(stream_of, screen):
    failures = iter([ServiceUnavailable("The engine is away.")])

    async def render(time_s):
        if error := next(failures, None):
            raise error
        return picture(time_s)

    stream = stream_of(render)
    stream.start()
    await screen.until(lambda: screen.errors)
    stream.resume()
    await screen.until(lambda: screen.frames)
    await stream.aclose()
    assert [(str(error), retry) for error, retry in screen.errors] == [
        ("The engine is away.", 0.5)
    ]


async def test_the_wait_the_service_asks_for_is_kept(stream_of, screen):
    async def render(time_s):
        raise ServiceUnavailable("Away.", retry_after_seconds=7.0)

    stream = stream_of(render)
    stream.start()
    await screen.until(lambda: screen.errors)
    await stream.aclose()
    assert [retry for _, retry in screen.errors] == [7.0]


async def test_what_our_guardrail_stopped_is_not_tried_again(stream_of, screen):
    async def render(time_s):
        raise RejectedError("width must be at most 4096.", field="width")

    stream = stream_of(render)
    stream.start()
    await screen.until(lambda: screen.errors)
    assert (screen.errors[0][1], stream.playing) == (None, False)
    await stream.aclose()


async def test_a_fault_ends_the_stream_and_is_raised_on_close(stream_of, screen):
    async def render(time_s):
        raise KeyError("a fault")

    stream = stream_of(render)
    await asyncio.wait([stream.start()])
    with pytest.raises(KeyError, match="a fault"):
        await stream.aclose()


async def test_without_a_loop_it_ends_after_the_last_frame(stream_of, screen):
    stream = stream_of(at_once, duration_s=0.05, loop=False)
    stream.start()
    await screen.until(lambda: screen.ended)
    assert (screen.frames[-1], stream.playing) == (0.04, False)
    await stream.aclose()


async def test_an_engine_that_makes_one_at_a_time_is_asked_for_one(stream_of, screen):
    under_way = most = 0

    async def slow(time_s):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0.02)
        under_way -= 1
        return picture(time_s)

    stream = stream_of(slow, at_once=1)
    stream.start()
    await screen.until(lambda: len(screen.frames) >= 5)
    await stream.aclose()
    assert most == 1
