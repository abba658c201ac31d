"""One MCP server, kept connected by one task of ours.

The SDK's transport ends everything inside its context when a request cannot reach the server, so a
task owns the context and callers wait for their answer or for that task's end, whichever is first.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Self, TypeVar

import httpx2
from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError
from pydantic import SecretStr

T = TypeVar("T")
_CONNECTIONS = 10
_OPEN_SECONDS = 10.0
_SESSION_GONE = ("session not found", "session terminated")


class ConnectionRefused(ConnectionError):
    """The server was not reached: the request surely did not land."""


class ConnectionLost(ConnectionError):
    """The server went away with a request under way: it may have landed."""


class TokenRefused(PermissionError):
    """The server answered 401 or 403."""


class McpConnection:
    """Opens on the first use, and again after it was lost. Use as ``async with``."""

    def __init__(self, url: str, token: SecretStr | None) -> None:
        self._url = url
        self._token = token
        self._opening = asyncio.Lock()
        self._owner: asyncio.Task[None] | None = None
        self._client: Client | None = None
        self._close = asyncio.Event()
        self._last_status = 0

    def __repr__(self) -> str:
        return f"<McpConnection {self._url} {'open' if self._client else 'closed'}>"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._shut()

    async def request(self, send: Callable[[Client], Awaitable[T]]) -> T:
        """Send one request. Raises ConnectionRefused, ConnectionLost, TokenRefused or MCPError.

        A server that forgot our session never saw the request: it is opened anew and sent again.
        """
        try:
            return await self._request(send)
        except MCPError as error:
            if not any(words in str(error).lower() for words in _SESSION_GONE):
                raise
        await self._shut()
        return await self._request(send)

    async def _request(self, send: Callable[[Client], Awaitable[T]]) -> T:
        client, owner = await self._opened()
        self._last_status = 0
        work = asyncio.ensure_future(send(client))
        try:
            await asyncio.wait({work, owner}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise ConnectionLost("the connection ended before the answer")
            return self._answer(work)
        finally:
            if not work.done():
                work.cancel()
                await asyncio.wait({work})

    def _answer(self, work: asyncio.Future[T]) -> T:
        try:
            return work.result()
        except MCPError as error:
            if self._last_status in (401, 403):
                raise TokenRefused(str(self._last_status)) from error
            if _is_transport_loss(error):
                raise ConnectionLost(error.message) from error
            raise
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise ConnectionRefused(type(error).__name__) from error
        except httpx2.TransportError as error:
            raise ConnectionLost(type(error).__name__) from error

    async def _opened(self) -> tuple[Client, asyncio.Task[None]]:
        async with self._opening:
            if self._client is not None and self._owner is not None and not self._owner.done():
                return self._client, self._owner
            await self._shut()
            self._close = asyncio.Event()
            opened: asyncio.Future[Client] = asyncio.get_running_loop().create_future()
            self._owner = asyncio.create_task(self._own(opened), name=f"mcp {self._url}")
            try:
                async with asyncio.timeout(_OPEN_SECONDS):
                    self._client = await asyncio.shield(opened)
            except TimeoutError as error:
                await self._shut()
                raise ConnectionRefused(f"no answer within {_OPEN_SECONDS:g} s") from error
            return self._client, self._owner

    async def _own(self, opened: asyncio.Future[Client]) -> None:
        """Hold both contexts open until told to close or the transport fails."""
        try:
            async with (
                await asyncio.to_thread(self._http) as http,  # certificates are read from disk
                Client(
                    streamable_http_client(self._url, http_client=http, max_sse_event_size=None),
                    cache=None,
                ) as client,
            ):
                opened.set_result(client)
                await self._close.wait()
        except BaseException as error:
            self._client = None
            if not opened.done():
                opened.set_exception(self._refusal(error))
            elif isinstance(error, asyncio.CancelledError):
                raise

    def _refusal(self, error: BaseException) -> Exception:
        """Say in one exception why the connection could not be opened."""
        if self._last_status in (401, 403):
            return TokenRefused(str(self._last_status))
        for leaf in _leaves(error):
            if isinstance(leaf, (httpx2.TransportError, MCPError, OSError)):
                return ConnectionRefused(type(leaf).__name__)
        return error if isinstance(error, Exception) else ConnectionRefused(type(error).__name__)

    def _http(self) -> httpx2.AsyncClient:
        token = self._token.get_secret_value() if self._token else None
        return httpx2.AsyncClient(
            headers={"Authorization": f"Bearer {token}"} if token else None,
            limits=httpx2.Limits(
                max_connections=_CONNECTIONS + 2,  # the SDK listens and says goodbye beside calls
                max_keepalive_connections=_CONNECTIONS,
                keepalive_expiry=30,
            ),
            timeout=httpx2.Timeout(65, connect=2),
            event_hooks={"response": [self._remember_status]},
            trust_env=False,
        )

    async def _remember_status(self, response: httpx2.Response) -> None:
        """Keep the HTTP status of a refusal, which the SDK does not hand on."""
        if response.status_code >= 400:
            self._last_status = response.status_code

    async def _shut(self) -> None:
        owner, self._owner, self._client = self._owner, None, None
        if owner is None:
            return
        self._close.set()
        _, pending = await asyncio.wait({owner}, timeout=2)
        for task in pending:
            task.cancel()
            await asyncio.wait({task})


def _leaves(error: BaseException) -> list[BaseException]:
    if isinstance(error, BaseExceptionGroup):
        return [leaf for inner in error.exceptions for leaf in _leaves(inner)]
    return [error]


def _is_transport_loss(error: MCPError) -> bool:
    text = str(error).lower()
    return "connection closed" in text or "without a response" in text or "stream failed" in text
