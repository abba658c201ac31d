"""One MCP server for as long as we need it: opened on the first use, and again when lost.

Once it is closed for good, requests are refused.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Literal, Self, TypeVar

from mcp.client import Client
from mcp.shared.dispatcher import ProgressFnT
from mcp.types import CallToolRequest, CallToolRequestParams, CallToolResult
from pydantic import SecretStr

from spark_nb.clients.mcp_failure import DRIVER_ERRORS, is_session_gone, spark_error
from spark_nb.clients.mcp_session import McpSession
from spark_nb.errors import ServiceUnavailable

T = TypeVar("T")


class McpConnection:
    """Use as ``async with``; nothing is connected before the first request."""

    def __init__(self, url: str, token: SecretStr | None) -> None:
        self._url = url
        self._token = token
        self._opening = asyncio.Lock()
        self._session: McpSession | None = None
        self._retired: list[McpSession] = []
        self._closed = False

    def __repr__(self) -> str:
        return f"<McpConnection {self._url} {self.state}>"

    @property
    def state(self) -> Literal["open", "closed"]:
        is_open = self._session is not None and not self._session.ended
        return "open" if is_open else "closed"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closed = True
        for session in [self._session, *self._retired]:
            if session is not None:
                await session.close()

    async def request(self, send: Callable[[Client], Awaitable[T]]) -> T:
        """Send one request. Raises SparkError.

        A server that forgot our session never saw the request: it is opened anew and sent again.
        """
        session = await self._opened()
        try:
            return await session.request(send)
        except DRIVER_ERRORS as error:
            if not is_session_gone(error):
                raise spark_error(error) from error
        self._retire(session)
        session = await self._opened()
        try:
            return await session.request(send)
        except DRIVER_ERRORS as error:
            raise spark_error(error) from error

    async def _opened(self) -> McpSession:
        if self._session is not None and not self._session.ended:
            return self._session
        async with self._opening:
            if self._session is None or self._session.ended:
                self._session = await self._open()
            return self._session

    async def _open(self) -> McpSession:
        if self._closed:
            raise _refusal()
        session = await McpSession.open(self._url, self._token)
        if self._closed:  # while it was being opened
            await session.close()
            raise _refusal()
        return session

    def _retire(self, session: McpSession) -> None:
        """Let go of a session, unless somebody else did so before us."""
        if self._session is session:
            self._session = None
            self._retired = [old for old in self._retired if not old.ended] + [session]
            session.retire()


async def call_tool(
    client: Client, name: str, arguments: dict[str, Any], report: ProgressFnT | None = None
) -> CallToolResult:
    """Send one call below ``Client.call_tool``, which would check the answer a second time.

    Its JSON Schema check lists the tools and imports for a second in the event loop; our models
    check the same and say more.
    """
    request = CallToolRequest(params=CallToolRequestParams(name=name, arguments=arguments))
    return await client.session.send_request(request, CallToolResult, progress_callback=report)


def _refusal() -> ServiceUnavailable:
    return ServiceUnavailable(
        "The connection to the Unity server is closed.", landed="no", hint="Connect again."
    )
