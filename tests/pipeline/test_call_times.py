"""Where a call's time went, as its row and the samples say."""

from __future__ import annotations

import asyncio

import pytest

from spark_nb.errors import BreakerOpen, ToolError
from spark_nb.pipeline.sampler import write_sample
from tests.pipeline.test_call_tool import write_hero


class Slow:
    """Has a step of the rig take seconds."""

    def __init__(self, rig, owner, name, seconds):
        self.rig, self.inner, self.seconds = rig, getattr(owner, name), seconds
        setattr(owner, name, self)

    async def __call__(self, *arguments):
        self.rig.clock.advance(self.seconds)
        return await self.inner(*arguments)


def last_call(rig):
    row = rig.rows.table("spark_function_calls")[-1]
    return tuple(row[name] for name in ("queue_ms", "service_ms", "duration_ms"))


async def test_the_service_takes_what_it_takes(rig):
    Slow(rig, rig.service, "call", 0.25)
    await write_hero(rig)
    assert last_call(rig) == (0, 250, 250)


async def test_looking_at_the_file_before_a_write_is_not_in_it(rig):
    Slow(rig, rig.service, "read_file", 0.5)
    await write_hero(rig)
    queue_ms, service_ms, duration_ms = last_call(rig)
    assert (queue_ms, service_ms) == (0, 0)
    assert duration_ms >= 500


async def test_an_error_says_how_long_the_call_waited(rig):
    Slow(rig, rig.service, "call", 3)
    error = ToolError("no", code="no")
    error.queue_ms = 2000
    rig.service.fail_with = [error]
    with pytest.raises(ToolError):
        await write_hero(rig)
    assert last_call(rig) == (2000, 1000, 3000)


async def test_nobody_knows_of_a_call_that_was_cut_off(rig):
    asked = asyncio.Event()

    async def never(*_):
        asked.set()
        await asyncio.Event().wait()

    rig.service.call = never
    call = asyncio.create_task(write_hero(rig))
    await asked.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert last_call(rig)[:2] == (None, None)


async def test_a_frame_from_the_cache_has_not_waited(rig):
    for _ in range(2):
        await rig.call("render_preview", width=64, height=64)
    assert last_call(rig)[:2] == (0, 0)


async def test_an_open_breaker_has_a_code_of_its_own(rig):
    rig.service.fail_with = [BreakerOpen("away", landed="no")]
    with pytest.raises(BreakerOpen):
        await write_hero(rig)
    row = rig.rows.table("spark_function_calls")[-1]
    assert (row["status"], row["error_code"]) == ("failed", "BreakerOpen")


async def test_a_sample_says_how_long_rows_took_since_the_last(rig):
    Slow(rig, rig.rows, "write", 0.5)
    await write_hero(rig)
    await write_hero(rig, code="class Hero { int a; }")
    session = {"session_id": "s1", "last_seen_at": "2026-01-01T00:00:00+00:00", "started_at": ""}
    for _ in range(2):
        await write_sample(rig.pipeline, session, {})
    found = [
        (row["name"], row["value"])
        for row in rig.rows.table("spark_metrics")
        if row["name"].startswith("time.")
    ]
    assert found == [("time.rows.generate_script", 1000), ("time.publish.generate_script", 0)]
