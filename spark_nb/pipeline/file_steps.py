"""Carries out many writes as steps: several at once where order allows, and stops between them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence

from spark_nb.domain.file_plan import FileStep

_AT_ONCE = 8

Write = Callable[[FileStep], Awaitable[None]]
Report = Callable[[FileStep], None]


async def carry_out(stages: Iterable[Sequence[FileStep]], write: Write, report: Report) -> None:
    """Write each stage whole before the next one; ``report`` is told of each step that landed.

    A failure or a cancellation begins no further step and waits for those under way, which the
    service's own limits end: what was sent is known to have landed or not.
    """
    for stage in stages:
        await _carry_out_stage(deque(stage), write, report)


async def _carry_out_stage(waiting: deque[FileStep], write: Write, report: Report) -> None:
    under_way: dict[asyncio.Task[None], FileStep] = {}
    try:
        while waiting or under_way:
            while waiting and len(under_way) < _AT_ONCE:
                step = waiting.popleft()
                under_way[asyncio.ensure_future(write(step))] = step
            done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                step = under_way.pop(task)
                task.result()
                report(step)
    finally:
        if under_way:
            await _settled(under_way)


async def _settled(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Wait for tasks whose outcome no longer matters; whoever insists cancels them as well."""
    try:
        await asyncio.wait(list(tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
