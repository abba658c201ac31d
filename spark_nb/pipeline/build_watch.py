"""A build as a series of statuses, until it has ended."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import cast
from uuid import UUID

from spark_nb.domain.build import BuildStatus
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline, call_tool

_FIRST_PAUSE_S = 0.1
_LAST_PAUSE_S = 2.0


async def watch_build(
    pipeline: Pipeline, caller: Caller, job_id: UUID | str
) -> AsyncIterator[BuildStatus]:
    """Yield the status now, each one that differs, and the final one. Raises as a call does.

    Asks ever more seldom while nothing changes, at least every two seconds.
    """
    pause_s, seen = _FIRST_PAUSE_S, None
    while True:
        answer = await call_tool(pipeline, caller, "get_build_status", {"job_id": job_id})
        status = cast("BuildStatus", answer)
        pause_s = _FIRST_PAUSE_S if status != seen else min(2 * pause_s, _LAST_PAUSE_S)
        if status != seen:
            yield status
        if status.is_final:
            return
        seen = status
        await asyncio.sleep(pause_s)
