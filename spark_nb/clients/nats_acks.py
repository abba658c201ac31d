"""Publishes to streams many at a time, and tells of each what the broker said."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import NamedTuple, Self, TypeAlias

from nats.aio.msg import Msg
from nats.errors import BadSubjectError, MaxPayloadError
from nats.errors import Error as NatsError

from spark_nb.clients.nats_client import BrokerClient
from spark_nb.clients.nats_connection import PENDING_BYTES

_HEADER_BYTES = len(b"NATS/1.0\r\nNats-Msg-Id: \r\n\r\n")
_TOO_LARGE = 10054  # JetStream's own code: larger than the stream takes


class Message(NamedTuple):
    """Stored once, however often it is sent with the same ``message_id``."""

    subject: str
    payload: bytes
    message_id: str | None = None

    @property
    def headers(self) -> dict[str, str] | None:
        return {"Nats-Msg-Id": self.message_id} if self.message_id else None

    @property
    def byte_length(self) -> int:
        header = _HEADER_BYTES + len(self.message_id) if self.message_id else 0
        return header + len(self.payload)


@dataclass(frozen=True, slots=True)
class Stored:
    """It is in the stream. ``duplicate``: it was there before."""

    duplicate: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """It is not in the stream. ``final``: it would be refused again."""

    reason: str
    final: bool = False


Outcome: TypeAlias = Stored | Refusal | None
"""None is silence: it may be in the stream or not."""

_NEW, _AGAIN = Stored(duplicate=False), Stored(duplicate=True)


class _Window:
    """Messages under way together."""

    def __init__(self, count: int) -> None:
        self.outcomes: list[Outcome] = [None] * count
        self._awaited = count
        self._settled = asyncio.Event()

    def settle(self, place: int, outcome: Outcome) -> None:
        self.outcomes[place] = outcome
        self._awaited -= 1
        if not self._awaited:
            self._settled.set()

    def abandon(self) -> None:
        self._settled.set()

    async def wait(self, seconds: float) -> None:
        with suppress(TimeoutError):  # what has no outcome by then was met with silence
            async with asyncio.timeout(seconds):
                await self._settled.wait()


class AckInbox:
    """Where the broker's acknowledgements arrive: one subscription for all of a session's.

    What is not answered within ``seconds`` was met with silence.
    """

    def __init__(self, client: BrokerClient, *, seconds: float) -> None:
        self._client = client
        self._seconds = seconds
        self._prefix = f"{client.new_inbox()}."
        self._next = 0
        self.silent = False
        """Whether the broker left something unanswered of what was published last."""
        self._awaited: dict[int, tuple[_Window, int]] = {}
        self._stack = ExitStack()

    async def __aenter__(self) -> Self:
        self._subscription = await self._client.subscribe(f"{self._prefix}*", cb=self._answered)
        self._stack.enter_context(self._client.watched(self._changed))
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stack.close()
        with suppress(NatsError):  # the connection is closed, and the subscription with it
            await self._subscription.unsubscribe()

    async def publish(self, messages: Sequence[Message]) -> list[Outcome]:
        """Send all, in order, and return what became of each; never later than a few seconds.

        Nothing is kept for a broker that is away: what could not be sent was met with silence.
        """
        if not messages:
            return []
        window = _Window(len(messages))
        first, self._next = self._next, self._next + len(messages)
        try:
            for place, message in enumerate(messages):
                self._awaited[first + place] = window, place
                await self._send(window, place, message, f"{self._prefix}{first + place}")
            if self._client.is_connected:
                await window.wait(self._seconds)
        finally:
            for number in range(first, first + len(messages)):
                self._awaited.pop(number, None)
        self.silent = None in window.outcomes
        if self.silent and self._client.is_connected:
            await self._client.check()
        return window.outcomes

    async def _send(self, window: _Window, place: int, message: Message, reply: str) -> None:
        client, length = self._client, message.byte_length
        if length > min(client.max_payload, PENDING_BYTES):
            # The server would end the connection over one byte too many, headers counted.
            reason = f"{length} bytes are more than the broker takes ({client.max_payload})"
            window.settle(place, Refusal(reason, final=True))
        elif client.is_connected and client.pending_data_size + length < PENDING_BYTES:
            try:
                await client.publish(message.subject, message.payload, reply, message.headers)
            except (BadSubjectError, MaxPayloadError) as error:
                window.settle(place, Refusal(str(error), final=True))
            except NatsError:  # the connection ended between the lines above
                return

    async def _answered(self, answer: Msg) -> None:
        awaited = self._awaited.pop(int(answer.subject[len(self._prefix) :]), None)
        if awaited is not None:
            window, place = awaited
            window.settle(place, _outcome(answer))

    def _changed(self) -> None:
        """Give up what is under way: the answers to it came, or they never will."""
        for window, _ in self._awaited.values():
            window.abandon()


def _outcome(answer: Msg) -> Stored | Refusal:
    if answer.headers and "Status" in answer.headers:
        return Refusal("no stream takes this subject")
    if b'"error"' not in answer.data:  # nearly all: reading JSON would cost more than the rest
        return _AGAIN if b'"duplicate"' in answer.data else _NEW
    error = json.loads(answer.data)["error"]
    return Refusal(str(error.get("description")), final=error.get("err_code") == _TOO_LARGE)
