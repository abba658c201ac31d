"""A call's end in time, and an engine that puts it off by its own word."""

from __future__ import annotations

import asyncio

import pytest

from spark_nb.clients.deadline import Deadline
from spark_nb.clients.system_clock import SystemClock

CLOCK = SystemClock()


def deadline(*, at: float, last: float, busy=lambda: False) -> Deadline:
    now = CLOCK.monotonic()
    return Deadline(now + at, now + last, busy, CLOCK)


async def test_it_ends_what_takes_longer():
    with pytest.raises(TimeoutError):
        async with deadline(at=0.05, last=60).limit():
            await asyncio.Event().wait()


async def test_a_busy_engine_puts_it_off():
    async with deadline(at=0.05, last=60, busy=lambda: True).limit():
        await asyncio.sleep(0.3)


async def test_not_for_ever():
    with pytest.raises(TimeoutError):
        async with deadline(at=0.05, last=0.2, busy=lambda: True).limit():
            await asyncio.Event().wait()


async def test_nor_for_longer_than_it_is_busy():
    busy = [True]
    asyncio.get_running_loop().call_later(0.2, busy.clear)
    with pytest.raises(TimeoutError):
        async with deadline(at=0.1, last=60, busy=lambda: bool(busy)).limit():
            await asyncio.Event().wait()


async def test_what_was_in_time_leaves_nothing_behind():
    async with deadline(at=0.05, last=60).limit():
        pass
    await asyncio.sleep(0.1)


async def test_a_look_afterwards_has_its_own_time():
    late = deadline(at=0.0, last=0.0)
    assert late.left() == 0.0
    async with late.after(5.0).limit():
        await asyncio.sleep(0)
