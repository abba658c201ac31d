"""What a session's widgets need to know of the broker."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractContextManager
from datetime import datetime

from spark_nb.clients.nats_events import read_events
from spark_nb.domain.event import Event
from spark_nb.session.adapters import Adapters


class Happenings:
    """``since`` is when the session began in this process."""

    def __init__(self, adapters: Adapters, session_id: str) -> None:
        self._adapters = adapters
        self._session_id = session_id
        self.since: datetime = adapters.pipeline.clock.now()

    def events(self) -> AsyncGenerator[Event, None]:
        """As ``session.events()``, without those of frames."""
        return read_events(self._adapters.broker, self._session_id, frames=False)

    @property
    def connected(self) -> bool:
        return self._adapters.broker.is_connected

    @property
    def lost(self) -> int:
        """How many events of this process nobody will ever see."""
        return self._adapters.publisher.stats().dropped

    def watched(self, changed: Callable[[], None]) -> AbstractContextManager[None]:
        """Call ``changed`` whenever the broker is lost or back."""
        return self._adapters.broker.watched(changed)
