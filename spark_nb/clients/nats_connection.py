"""One connection to the broker, its streams, and the loss of either put into words."""

from __future__ import annotations

import asyncio
import logging
import ssl
from urllib.parse import urlsplit

from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.api import DiscardPolicy, RetentionPolicy, StorageType, StreamConfig
from nats.js.errors import APIError, BadRequestError
from pydantic import SecretStr

from spark_nb.clients.nats_client import BrokerClient
from spark_nb.errors import AuthError, ServiceUnavailable, SetupError

_log = logging.getLogger(__name__)
_REFUSAL = "authorization violation"
_DENIAL = "permissions violation"
_MIB = 1024 * 1024

PENDING_BYTES = 32 * _MIB
"""How much may wait for the socket. nats-py stops a publish that goes beyond it, without end."""

EVENTS = StreamConfig(
    name="SPARK",
    subjects=["spark.runtime.>", "spark.preview.>", "spark.build.>", "spark.dlq"],
    retention=RetentionPolicy.LIMITS,
    storage=StorageType.FILE,
    discard=DiscardPolicy.OLD,
    max_age=7 * 24 * 3600,
    max_bytes=512 * _MIB,
    duplicate_window=120,  # the server keeps these ids in memory; a replay looks further back
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


async def connect_broker(url: SecretStr, *, name: str, seconds: float = 5.0) -> BrokerClient:
    """Return a client that reconnects for ever; the first time it tries for ``seconds``.

    Raises SetupError when the address makes no sense, AuthError, or ServiceUnavailable.
    """
    address = url.get_secret_value()
    tls = await asyncio.to_thread(_tls, address)  # certificates are read from disk
    client = BrokerClient()
    told: set[str] = set()

    async def note(error: Exception) -> None:
        if not client.was_connected and _REFUSAL in str(error).lower():
            raise AuthError(
                "The broker does not accept this user and password.", hint="Check NATS_URL."
            )
        _note(error, told)

    try:
        async with asyncio.timeout(seconds):  # nats-py may loop for ever on some faults
            await client.open(
                address,
                name=name,
                tls=tls,
                tls_handshake_first=tls is not None,  # else nats-py may go on in plain text
                max_reconnect_attempts=-1,
                reconnect_time_wait=0.2,
                connect_timeout=2,
                ping_interval=20,
                pending_size=PENDING_BYTES,
                error_cb=note,
            )
    except BaseException as error:
        await client.close()
        if isinstance(error, (TimeoutError, OSError, NatsError)):
            raise _no_answer(client.last_error or error) from None
        raise
    return client


def _tls(address: str) -> ssl.SSLContext | None:
    """Raises SetupError; what the parser would say may hold the password."""
    try:
        parts = urlsplit(address)
        known = parts.scheme in {"nats", "tls"} and parts.hostname and parts.port != 0
    except ValueError:
        known = False
    if not known:
        raise SetupError(
            "NATS_URL is not the address of a broker.",
            hint="Write it as nats://user:password@host:4222, or tls:// for an encrypted one.",
        )
    return ssl.create_default_context() if parts.scheme == "tls" else None


def _no_answer(error: BaseException) -> ServiceUnavailable:
    return ServiceUnavailable(
        f"The broker does not answer ({type(error).__name__}).",
        landed="no",
        hint="Run spark-nb status, or check NATS_URL.",
    )


def _note(error: Exception, told: set[str]) -> None:
    """Log what a user can act on, once: reconnecting is announced elsewhere."""
    text = str(error)  # of a denial it names the subject, no secret
    if _DENIAL not in text.lower():
        _log.debug("The broker, or the way to it: %s", type(error).__name__)
    elif text not in told:
        told.add(text)
        _log.warning("The broker refused: %s", text)


async def ensure_streams(client: Client) -> None:
    """Make both streams, or bring them to our settings. Raises ServiceUnavailable."""
    for config in await make_streams(client):
        try:
            await client.jetstream().update_stream(config)
        except (TimeoutError, NatsError) as error:
            raise _no_stream(config, error) from error


async def make_streams(client: Client) -> list[StreamConfig]:
    """Make what is missing; return what is there with other settings than ours.

    Raises ServiceUnavailable.
    """
    others = []
    for config in (EVENTS, FRAMES):
        try:
            await client.jetstream().add_stream(config)
        except BadRequestError:  # the name is taken
            others.append(config)
        except (TimeoutError, NatsError) as error:
            raise _no_stream(config, error) from error
    return others


def _no_stream(config: StreamConfig, error: Exception) -> ServiceUnavailable:
    told = error.description if isinstance(error, APIError) else type(error).__name__
    return ServiceUnavailable(
        f"The broker gives no stream {config.name} ({told}).",
        hint="Does it run with JetStream, and may this user manage streams?",
    )
