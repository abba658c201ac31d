"""Gauges of a session as rows, every few seconds, and the sign that it is alive."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

from spark_nb.domain.ids import uuid7
from spark_nb.domain.rows import Row
from spark_nb.errors import SparkError
from spark_nb.pipeline.call_tool import Pipeline

_log = logging.getLogger(__name__)
_EVERY_SECONDS = 5.0


async def sample_metrics(
    pipeline: Pipeline,
    session_row: Callable[[], Row],
    extra: Callable[[], Mapping[str, float]],
    *,
    every_seconds: float = _EVERY_SECONDS,
) -> None:
    """Write a sample every few seconds until cancelled, the first at once."""
    while True:
        await write_sample(pipeline, session_row(), extra())
        await asyncio.sleep(every_seconds)


def pipeline_gauges(pipeline: Pipeline) -> dict[str, float]:
    return {
        "cache.hits": pipeline.cache.counts.hits,
        "cache.misses": pipeline.cache.counts.misses,
        "events.queue_depth": pipeline.events.queue_depth,
        "rows.delayed": pipeline.rows.delayed,
    }


async def write_sample(pipeline: Pipeline, session_row: Row, extra: Mapping[str, float]) -> None:
    """Write one sample of every gauge, and show the same in the process's metrics.

    With them goes how long the steps after calls took since the last sample. One that is lost is
    no reason to stop: the next says more.
    """
    values = {**pipeline_gauges(pipeline), **extra}
    for name, value in values.items():
        pipeline.metrics.gauge(name, value)
    values |= pipeline.steps.take()
    now = pipeline.clock.now()
    rows: list[Row] = [
        {
            "metric_id": str(uuid7(now)),
            "session_id": session_row["session_id"],
            "name": name,
            "value": value,
            "sampled_at": now.isoformat(),
        }
        for name, value in values.items()
    ]
    try:
        await pipeline.rows.write({"spark_sessions": [session_row], "spark_metrics": rows})
    except SparkError as error:
        _log.warning("A sample of the metrics: %s", error)
