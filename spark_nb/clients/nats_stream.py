"""Reads a stream in order, each message once, through lost connections and restarted servers."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import datetime

from nats.aio.msg import Msg
from nats.errors import Error as NatsError
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy, StreamInfo
from nats.js.errors import BadRequestError, NotFoundError

from spark_nb.clients.nats_client import BrokerClient
from spark_nb.clients.nats_consumer import REQUEST_SECONDS, Consumer, ConsumerLost
from spark_nb.errors import ServiceError, ServiceUnavailable
from spark_nb.policy.retry import backoff_seconds

_FORGOTTEN_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Selection:
    """What to read. ``follow`` goes on with what comes, else it ends with what is there.

    ``since`` is the broker's time.
    """

    stream: str
    subjects: str | tuple[str, ...]
    follow: bool = True
    since: datetime | None = None
    headers_only: bool = False


async def read_stream(client: BrokerClient, selection: Selection) -> AsyncGenerator[Msg, None]:
    """Yield messages until the client is closed. To be closed by who leaves it early.

    Raises ServiceUnavailable when the stream is gone, or another one has taken its name.
    """
    place = _Place(client, selection)
    failures = 0
    while not client.is_closed:
        try:
            async with await place.consumer() as consumer:
                while message := await consumer.next():
                    place.last, failures = message.metadata.sequence.stream, 0
                    yield message
                return
        except ConsumerLost:
            failures += 1
            await client.until_connected()
            await asyncio.sleep(backoff_seconds(failures, random.random))
    if not client.closed_by_owner:
        raise ServiceUnavailable(
            "The broker ended the connection for good.", hint="Connect again: spark.connect()."
        )


class _Place:
    """How far the reader is, and in which stream: names are used again, numbers too."""

    def __init__(self, client: BrokerClient, selection: Selection) -> None:
        self._client = client
        self._selection = selection
        self._jetstream = client.jetstream(timeout=REQUEST_SECONDS)
        self._created: datetime | None = None
        self.last = 0

    async def consumer(self) -> Consumer:
        """Return a consumer that begins with the next message. Raises ConsumerLost."""
        if not self._client.is_connected:
            raise ConsumerLost
        name = self._selection.stream
        try:
            self._check(await self._jetstream.stream_info(name))
            found = await self._jetstream.add_consumer(name, self._config())
        except NotFoundError as error:
            raise ServiceUnavailable(
                f"The broker has no stream {name} any more.",
                landed="no",
                hint="A new session makes it: spark.connect().",
            ) from error
        except BadRequestError as error:
            raise ServiceError(
                f"The broker does not let stream {name} be read: {error.description}.",
                landed="no",
                hint="Ask who runs it.",
            ) from error
        except (TimeoutError, NatsError) as error:
            raise ConsumerLost from error
        return Consumer(self._client, name, found.name, follow=self._selection.follow)

    def _check(self, info: StreamInfo) -> None:
        created = self._created or info.created
        if info.created != created or info.state.last_seq < self.last:
            raise ServiceUnavailable(
                f"Stream {self._selection.stream} was made anew while it was read.",
                landed="no",
                hint="Read it again from its beginning.",
            )
        self._created = created

    def _config(self) -> ConsumerConfig:
        selection = self._selection
        subjects = selection.subjects
        config = ConsumerConfig(
            filter_subject=subjects if isinstance(subjects, str) else None,
            filter_subjects=None if isinstance(subjects, str) else list(subjects),
            headers_only=selection.headers_only,
            ack_policy=AckPolicy.NONE,
            mem_storage=True,
            num_replicas=1,
            inactive_threshold=_FORGOTTEN_SECONDS,  # should nobody be left to delete it
        )
        if self.last:
            config.deliver_policy = DeliverPolicy.BY_START_SEQUENCE
            config.opt_start_seq = self.last + 1
        elif selection.since:
            config.deliver_policy = DeliverPolicy.BY_START_TIME
            config.opt_start_time = selection.since
        return config
