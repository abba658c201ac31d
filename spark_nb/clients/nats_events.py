"""A session's events: first what the stream kept, then what happens."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator
from contextlib import aclosing

from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.errors import NotFoundError
from pydantic import ValidationError

from spark_nb.clients.nats_client import BrokerClient
from spark_nb.clients.nats_connection import EVENTS, FRAMES
from spark_nb.clients.nats_stream import Selection, read_stream
from spark_nb.domain.event import Event, frame_subject, session_subjects, steps_of
from spark_nb.errors import ServiceUnavailable, ToolError

_log = logging.getLogger(__name__)


async def read_events(
    client: BrokerClient, session_id: str, *, frames: bool = True
) -> AsyncGenerator[Event, None]:
    """Yield every event of ``session_id`` once, in order, old ones first, until ``client`` closes.

    ``frames=False`` leaves those of frames with the broker, which are most of them. To be closed
    by who leaves it early. What is no event is logged and left out. Raises ServiceUnavailable when
    the stream is gone.
    """
    subjects = session_subjects(session_id) if frames else steps_of(session_id)
    selection = Selection(str(EVENTS.name), subjects)
    async with aclosing(read_stream(client, selection)) as messages:
        async for message in messages:
            try:
                event = Event.model_validate_json(message.data)
            except ValidationError:
                _log.warning("Somebody published what is no event on %s.", message.subject)
                continue
            yield event


async def read_frame(client: Client, session_id: str, frame_ref: str) -> bytes:
    """Return the encoded bytes of a frame of the last five minutes.

    Raises ToolError when it is no longer kept, or ServiceUnavailable.
    """
    subject = frame_subject(session_id, frame_ref)
    try:
        message = await client.jetstream().get_last_msg(str(FRAMES.name), subject)
    except NotFoundError as error:
        raise ToolError(
            f"The frame {frame_ref} is no longer kept.",
            code="not_found",
            hint="Frames are kept for five minutes; render it again.",
        ) from error
    except (TimeoutError, NatsError) as error:
        raise ServiceUnavailable(
            f"The broker does not give the frame ({type(error).__name__}).",
            landed="no",
            hint="Try again, or run spark-nb status.",
        ) from error
    return message.data or b""
