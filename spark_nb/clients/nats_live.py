"""Says on the broker, at once and to whoever looks now, which frame a widget shows."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from collections.abc import Mapping
from typing import Any, Self

from nats.errors import Error as NatsError

from spark_nb.clients.nats_client import BrokerClient, end_task
from spark_nb.domain.page_access import live_subject

_WAITING = 64  # older news of a frame are worth nothing


class LiveNews:
    """Small messages that no stream keeps; what cannot be sent now is forgotten."""

    def __init__(self, client: BrokerClient, session_id: str) -> None:
        self._client = client
        self._session_id = session_id
        self._news: deque[tuple[str, bytes]] = deque(maxlen=_WAITING)
        self._wake = asyncio.Event()

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name="publish live news")
        return self

    async def __aexit__(self, *_: object) -> None:
        await end_task(self._task)

    @property
    def connected(self) -> bool:
        return self._client.is_connected

    def tell(self, widget: str, facts: Mapping[str, Any]) -> None:
        """Have it sent; waits for nothing."""
        if not self.connected:
            return
        subject = live_subject(self._session_id, widget)
        self._news.append((subject, json.dumps(facts).encode()))
        self._wake.set()

    async def _run(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            while self._news:
                subject, payload = self._news.popleft()
                try:
                    await self._client.publish(subject, payload)
                except NatsError:
                    self._news.clear()  # the pages notice by themselves, and take the other way
