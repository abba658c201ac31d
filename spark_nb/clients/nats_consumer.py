"""A pull consumer that notices when it has missed something, or is gone."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack, suppress
from typing import Self

from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from spark_nb.clients.nats_client import BrokerClient

REQUEST_SECONDS = 5.0
_BATCH = 200
_PULL_SECONDS = 30.0
_HEARTBEAT_SECONDS = 2.0
_SILENCE_SECONDS = 2.5 * _HEARTBEAT_SECONDS
_DELETE_SECONDS = 1.0
_NANOSECONDS = 1_000_000_000

_NO_MESSAGES = "404"


class ConsumerLost(Exception):
    """Nothing more comes from this consumer, or not all of it: go on with another one."""


class Consumer:
    """Asks for some messages at a time, so that a slow reader is not flooded.

    It is the server's until it is left; then it is deleted there.
    """

    def __init__(self, client: BrokerClient, stream: str, name: str, *, follow: bool) -> None:
        self._client = client
        self._stream, self._name = stream, name
        self._follow = follow
        self._inbox = client.new_inbox()
        self._arrived: asyncio.Queue[Msg | None] = asyncio.Queue()
        self._owed = 0
        self._seen = 0
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(self._delete)
            try:
                subscription = await self._client.subscribe(self._inbox, cb=self._take)
            except NatsError as error:
                raise ConsumerLost from error
            stack.push_async_callback(_unsubscribe, subscription)
            stack.enter_context(self._client.watched(self._changed))
            self._stack = stack.pop_all()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def next(self) -> Msg | None:
        """Return the next message, None when there are no more and nobody follows.

        Raises ConsumerLost.
        """
        while True:
            if not self._owed:
                await self._pull()
            message = await self._arrival()
            status = (message.headers or {}).get("Status")
            if status is None:
                self._count(message)
                return message
            if status == _NO_MESSAGES:
                return None
            self._heed(status, message)

    async def _pull(self) -> None:
        self._owed = _BATCH
        request: dict[str, int | bool] = {"batch": _BATCH}
        if self._follow:
            request["expires"] = int(_PULL_SECONDS * _NANOSECONDS)
            request["idle_heartbeat"] = int(_HEARTBEAT_SECONDS * _NANOSECONDS)
        else:
            request["no_wait"] = True
        subject = f"$JS.API.CONSUMER.MSG.NEXT.{self._stream}.{self._name}"
        try:
            await self._client.publish(subject, json.dumps(request).encode(), self._inbox)
        except NatsError as error:
            raise ConsumerLost from error

    async def _arrival(self) -> Msg:
        try:
            async with asyncio.timeout(_SILENCE_SECONDS):
                message = await self._arrived.get()
        except TimeoutError:
            if self._client.is_connected:
                await self._client.check()
            raise ConsumerLost from None
        if message is None:
            raise ConsumerLost
        return message

    def _count(self, message: Msg) -> None:
        self._owed -= 1
        self._seen += 1
        if message.metadata.sequence.consumer != self._seen:
            raise ConsumerLost

    def _heed(self, status: str, message: Msg) -> None:
        match status:
            case "100":  # a heartbeat, which says what was sent last
                last = (message.headers or {}).get("Nats-Last-Consumer", "0")
                if int(last) > self._seen:
                    raise ConsumerLost
            case "408":  # the pull is over
                self._owed = 0
            case _:  # the consumer was deleted, or the stream
                raise ConsumerLost

    async def _take(self, message: Msg) -> None:
        self._arrived.put_nowait(message)

    def _changed(self) -> None:
        self._arrived.put_nowait(None)

    async def _delete(self) -> None:
        if not self._client.is_connected:
            return  # the server forgets it after a minute
        with suppress(NatsError, TimeoutError):  # as above
            jetstream = self._client.jetstream(timeout=_DELETE_SECONDS)
            await jetstream.delete_consumer(self._stream, self._name)


async def _unsubscribe(subscription: Subscription) -> None:
    with suppress(NatsError):  # the connection is closed, and all subscriptions with it
        await subscription.unsubscribe()
