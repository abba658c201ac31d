"""One connection to the broker, its streams, and the loss of either put into words."""

from __future__ import annotations

import asyncio
import logging
import ssl
from urllib.parse import urlsplit

import nats
from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import Error as JetStreamError
from pydantic import SecretStr

from spark_nb.errors import ServiceUnavailable

_log = logging.getLogger(__name__)
_CONNECT_SECONDS = 5.0
_MIB = 1024 * 1024

EVENTS = StreamConfig(
    name="SPARK",
    subjects=["spark.runtime.>", "spark.preview.>", "spark.build.>", "spark.dlq"],
    retention=RetentionPolicy.LIMITS,
    storage=StorageType.FILE,
    discard=DiscardPolicy.OLD,
    max_age=7 * 24 * 3600,
    max_bytes=512 * _MIB,
    duplicate_window=120,
)
FRAMES = StreamConfig(
    name="SPARK_FRAMES",
    subjects=["spark.frames.>"],
    retention=RetentionPolicy.LIMITS,
    storage=StorageType.MEMORY,
    discard=DiscardPolicy.OLD,
    max_age=5 * 60,
    max_bytes=128 * _MIB,
    max_msgs_per_subject=2,
)


async def connect_broker(url: SecretStr, *, name: str) -> Client:
    """Return a client that reconnects for ever. Raises ServiceUnavailable."""
    address = url.get_secret_value()
    tls = ssl.create_default_context() if urlsplit(address).scheme == "tls" else None
    try:
        async with asyncio.timeout(_CONNECT_SECONDS):  # nats-py may loop for ever on some faults
            return await nats.connect(
                address,
                name=name,
                tls=tls,
                tls_handshake_first=tls is not None,  # else nats-py may go on in plain text
                allow_reconnect=True,
                max_reconnect_attempts=-1,
                reconnect_time_wait=0.2,
                connect_timeout=2,
                ping_interval=20,
                error_cb=_report,
                pending_size=32 * _MIB,
            )
    except (TimeoutError, OSError, NatsError) as error:
        raise ServiceUnavailable(
            f"The broker does not answer ({type(error).__name__}).",
            hint="Run spark-nb status, or check NATS_URL.",
        ) from None


async def _report(error: Exception) -> None:
    _log.warning("broker: %s", type(error).__name__)


async def ensure_streams(client: Client) -> None:
    """Make both streams, or bring them to our settings. Raises ServiceUnavailable."""
    jetstream = client.jetstream()
    for config in (EVENTS, FRAMES):
        try:
            await jetstream.add_stream(config)
        except JetStreamError:  # it is there with other settings
            await _update(client, config)
        except (TimeoutError, NatsError) as error:
            raise _no_streams(config, error) from error


async def _update(client: Client, config: StreamConfig) -> None:
    try:
        await client.jetstream().update_stream(config)
    except (TimeoutError, NatsError) as error:
        raise _no_streams(config, error) from error


def _no_streams(config: StreamConfig, error: Exception) -> ServiceUnavailable:
    return ServiceUnavailable(
        f"The broker gives no stream {config.name} ({type(error).__name__}).",
        hint="Does it run with JetStream, and may this user manage streams?",
    )
