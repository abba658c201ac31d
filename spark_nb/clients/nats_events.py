"""A session's events: first what the stream kept, then what happens."""

from __future__ import annotations

from collections.abc import AsyncIterator

from nats.aio.client import Client
from nats.errors import TimeoutError as NatsTimeout
from nats.js.api import DeliverPolicy
from nats.js.errors import NotFoundError

from spark_nb.domain.event import Event, frame_subject, session_subjects
from spark_nb.errors import ToolError


async def read_events(client: Client, session_id: str) -> AsyncIterator[Event]:
    """Yield every event of ``session_id`` in order, old ones first, and never end."""
    subscription = await client.jetstream().subscribe(
        session_subjects(session_id),
        stream="SPARK",
        ordered_consumer=True,
        deliver_policy=DeliverPolicy.ALL,
    )
    try:
        while True:
            try:
                message = await subscription.next_msg(timeout=60)
            except NatsTimeout:
                continue
            yield Event.model_validate_json(message.data)
    finally:
        await subscription.unsubscribe()


async def read_frame(client: Client, session_id: str, frame_ref: str) -> bytes:
    """Return the encoded bytes of a frame of the last five minutes. Raises ToolError."""
    try:
        message = await client.jetstream().get_last_msg(
            "SPARK_FRAMES", frame_subject(session_id, frame_ref)
        )
    except NotFoundError as error:
        raise ToolError(
            f"The frame {frame_ref} is no longer kept.",
            code="not_found",
            hint="Frames are kept for five minutes; render it again.",
        ) from error
    return message.data or b""
