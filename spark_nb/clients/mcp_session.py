"""One opened MCP connection: the SDK's client, held by a task of ours.

The SDK's contexts must be left by the task that entered them, and end as a whole when something
inside them does: whoever waits for an answer then gets "connection closed" from the SDK.
``McpTransport`` keeps a broken request from being such an end.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx2
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from pydantic import SecretStr

from spark_nb.clients.mcp_failure import Failure
from spark_nb.clients.mcp_transport import McpTransport
from spark_nb.errors import ServiceError, SparkError

# What the SDK logs reaches us as errors; where nobody asked for logs, a notebook shows none.
logging.getLogger("mcp").addHandler(logging.NullHandler())

T = TypeVar("T")
_CALLS = 10
_IDLE_SECONDS = 30
_CONNECT_SECONDS = 2.0
_SILENT_SECONDS = 65.0  # longer than any call may take
_OPEN_SECONDS = 10.0
_CLOSE_SECONDS = 2.0


class McpSession:
    """Made by ``open``. One that has ended is of no use any more."""

    def __init__(self, url: str, token: SecretStr | None) -> None:
        self._url = url
        self._token = token
        self._transport: McpTransport | None = None
        self._client: Client | None = None
        self._under_way = 0
        self._retired = False
        self._settled = asyncio.Event()
        self._leave = asyncio.Event()
        self._error: BaseException | None = None
        self._owner = asyncio.create_task(self._own(), name=f"mcp {url}")

    @classmethod
    async def open(cls, url: str, token: SecretStr | None) -> McpSession:
        """Connect and agree on a protocol version. Raises SparkError that landed nowhere."""
        session = cls(url, token)
        try:
            async with asyncio.timeout(_OPEN_SECONDS):
                await session._settled.wait()
        except BaseException as error:
            await session.close()
            if isinstance(error, TimeoutError):
                raise Failure("unreachable").as_error() from None
            raise
        if session._client is None:
            raise session._refusal() from session._error
        return session

    @property
    def ended(self) -> bool:
        return self._owner.done()

    async def request(self, send: Callable[[Client], Awaitable[T]]) -> T:
        """Send one request. Raises MCPError, also when the connection ends before the answer."""
        assert self._client is not None
        self._under_way += 1
        try:
            return await send(self._client)
        finally:
            self._under_way -= 1
            self._leave_when_idle()

    def retire(self) -> None:
        """Take no more requests, and close when those under way have ended."""
        self._retired = True
        self._leave_when_idle()

    def _leave_when_idle(self) -> None:
        if self._retired and not self._under_way:
            self._leave.set()

    async def close(self) -> None:
        self._leave.set()
        if self._client is not None:
            await asyncio.wait({self._owner}, timeout=_CLOSE_SECONDS)
        self._owner.cancel()
        await asyncio.wait({self._owner})

    async def _own(self) -> None:
        """Hold both contexts open until told to leave or the SDK lets go."""
        try:
            # certificates are read from disk
            self._transport = await asyncio.to_thread(_transport)
            async with (
                self._http(self._transport) as http,
                Client(
                    streamable_http_client(self._url, http_client=http, max_sse_event_size=None),
                    cache=None,
                ) as client,
            ):
                self._client = client
                self._transport.opened = True
                self._settled.set()
                await self._leave.wait()
        except Exception as error:  # noqa: BLE001 - told to whoever opens or calls
            self._error = error
        finally:
            self._settled.set()

    def _http(self, transport: McpTransport) -> httpx2.AsyncClient:
        return httpx2.AsyncClient(
            headers=token_headers(self._token),
            timeout=httpx2.Timeout(_SILENT_SECONDS, connect=_CONNECT_SECONDS),
            transport=transport,
        )

    def _refusal(self) -> SparkError:
        """Say why the connection could not be opened."""
        status = self._transport.refused_status if self._transport else 0
        if status:
            return Failure("refused", status).as_error()
        for leaf in _leaves(self._error):
            if isinstance(leaf, (httpx2.TransportError, OSError)):
                return Failure("unreachable").as_error()
            if isinstance(leaf, MCPError):
                break
        return ServiceError(
            f"The Unity server does not speak MCP as we do: {self._error}",
            landed="no",
            hint="Check UNITY_MCP_URL.",
        )


def token_headers(token: SecretStr | None) -> dict[str, str]:
    """Return the token as servers ask for it: most as a bearer, MCP for Unity as an API key."""
    if token is None:
        return {}
    secret = token.get_secret_value()
    return {"Authorization": f"Bearer {secret}", "X-API-Key": secret}


def _transport() -> McpTransport:
    limits = httpx2.Limits(
        max_connections=_CALLS + 2,  # the SDK listens and says goodbye beside calls
        max_keepalive_connections=_CALLS,
        keepalive_expiry=_IDLE_SECONDS,
    )
    return McpTransport(httpx2.AsyncHTTPTransport(limits=limits, trust_env=False))


def _leaves(error: BaseException | None) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [leaf for inner in error.exceptions for leaf in _leaves(inner)]
    return [] if error is None else [error]
