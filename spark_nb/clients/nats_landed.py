"""Which events are in the stream already, however long ago they got there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import aclosing
from datetime import datetime, timedelta

from spark_nb.clients.nats_client import BrokerClient
from spark_nb.clients.nats_connection import EVENTS
from spark_nb.clients.nats_stream import Selection, read_stream
from spark_nb.domain.event import Event, session_subjects

_CLOCKS_APART = timedelta(hours=1)
"""An event's time is its maker's, a message's is the broker's."""


class LandedEvents:
    """Asks the stream: the broker itself remembers what was repeated for two minutes only.

    The ids of a session's messages are read once, from its oldest event in question on.
    """

    def __init__(self, client: BrokerClient) -> None:
        self._client = client
        self._ids: dict[str, set[str]] = {}
        self._since: dict[str, datetime] = {}

    async def missing(self, events: Sequence[Event]) -> list[Event]:
        """Return those that are not there. Raises ServiceError."""
        for session, oldest in _oldest(events).items():
            if session not in self._since or oldest < self._since[session]:
                self._ids[session] = await self._read_ids(session, oldest - _CLOCKS_APART)
                self._since[session] = oldest
        return [event for event in events if str(event.event_id) not in self._ids[_token(event)]]

    def add(self, events: Iterable[Event]) -> None:
        """Remember what was sent since."""
        for event in events:
            self._ids[_token(event)].add(str(event.event_id))

    async def _read_ids(self, session: str, since: datetime) -> set[str]:
        selection = Selection(
            str(EVENTS.name),
            session_subjects(session),
            follow=False,
            since=since,
            headers_only=True,
        )
        async with aclosing(read_stream(self._client, selection)) as messages:
            return {(message.headers or {}).get("Nats-Msg-Id", "") async for message in messages}


def _token(event: Event) -> str:
    return event.subject.rpartition(".")[2]


def _oldest(events: Iterable[Event]) -> dict[str, datetime]:
    oldest: dict[str, datetime] = {}
    for event in events:
        session = _token(event)
        oldest[session] = min(oldest.get(session, event.occurred_at), event.occurred_at)
    return oldest
