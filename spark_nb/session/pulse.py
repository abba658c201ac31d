"""A session's sign of life: samples of its gauges, and its share in keeping the tables."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial

from spark_nb.clients.row_upkeep import keep_up
from spark_nb.domain.rows import Row
from spark_nb.pipeline.sampler import sample_metrics, write_sample
from spark_nb.session.adapters import Adapters
from spark_nb.session.gauges import gauges
from spark_nb.settings import Endpoints

_LAST_SAMPLE_SECONDS = 1.0


class Pulse:
    """Two tasks that run until ``end``, which writes when the session ended."""

    def __init__(self, adapters: Adapters, endpoints: Endpoints, session_id: str) -> None:
        self._adapters = adapters
        self._session_id = session_id
        self._user_id = endpoints.user
        self._project = adapters.project.name
        self._clock = adapters.pipeline.clock
        self._started_at = self._clock.now()
        self._tasks = {
            asyncio.create_task(
                sample_metrics(adapters.pipeline, self._session_row, partial(gauges, adapters)),
                name="sample metrics",
            ),
            asyncio.create_task(
                keep_up(endpoints.database_url, adapters.upkeep, endpoints.keep_days or None),
                name="upkeep",
            ),
        }

    async def end(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.wait(self._tasks)
        pipeline = self._adapters.pipeline
        last = write_sample(pipeline, self._session_row(self._clock.now()), gauges(self._adapters))
        # A database that does not take it now is cut off when the rows are closed.
        await asyncio.wait({pipeline.finishing.start(last)}, timeout=_LAST_SAMPLE_SECONDS)

    def _session_row(self, ended_at: datetime | None = None) -> Row:
        return {
            "session_id": self._session_id,
            "user_id": self._user_id,
            "project": self._project,
            "client": "spark-nb",
            "started_at": self._started_at.isoformat(),
            "last_seen_at": self._clock.now().isoformat(),
            "ended_at": ended_at and ended_at.isoformat(),
        }
