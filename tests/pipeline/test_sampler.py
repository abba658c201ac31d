from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from spark_nb.errors import ServiceError
from spark_nb.pipeline import sampler
from spark_nb.testing import MemoryRows

AT = "2026-01-01T00:00:00+00:00"
SESSION = {"session_id": "s1", "started_at": AT, "last_seen_at": AT, "ended_at": None}


class FullDisk(MemoryRows):
    """Loses the first rows, as a database that is away and a disk that is full do."""

    def __init__(self):
        super().__init__()
        self.lost, self.kept = 0, asyncio.Event()

    async def write(self, rows):
        if not self.lost:
            self.lost += 1
            raise ServiceError("4 rows are lost.")
        self.kept.set()
        return await super().write(rows)


async def test_a_sample_that_is_lost_is_told_and_the_next_is_written(rig, caplog):
    rows = FullDisk()
    pipeline = replace(rig.pipeline, rows=rows)
    sampling = asyncio.create_task(
        sampler.sample_metrics(
            pipeline, lambda: SESSION, lambda: {"unity.breaker": 0.0}, every_seconds=0
        )
    )
    async with asyncio.timeout(60):
        await rows.kept.wait()
    sampling.cancel()
    await asyncio.wait({sampling})
    assert "A sample of the metrics: 4 rows are lost." in caplog.text
    names = {row["name"] for row in rows.table("spark_metrics")}
    assert names == {
        *("cache.hits", "cache.misses", "events.queue_depth", "rows.delayed", "unity.breaker"),
    }


@pytest.mark.parametrize("looked", [0, 3])
async def test_a_sample_counts_the_cache(rig, looked):
    for _ in range(looked):
        await rig.call("render_preview", width=16, height=16)
    await sampler.write_sample(rig.pipeline, SESSION, {})
    values = {row["name"]: row["value"] for row in rig.rows.table("spark_metrics")}
    assert (values["cache.hits"], values["cache.misses"]) == (max(looked - 1, 0), min(looked, 1))
    gauges = {name: value for name, value in values.items() if not name.startswith("time.")}
    assert rig.pipeline.metrics.snapshot()["gauges"] == gauges
