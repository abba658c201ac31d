"""HTTP below the MCP SDK: what breaks there ends one call, not the connection.

The SDK lets go of everything when one request cannot be sent or one answer breaks off. So it is
given an HTTP answer in place of the error, with a JSON-RPC error inside that only ends the call
it belongs to.
"""

from __future__ import annotations

import asyncio
import json

import httpx2

from spark_nb.clients.mcp_failure import Failure

_NOTIFICATION_SECONDS = 2.0


class McpTransport(httpx2.AsyncBaseTransport):
    """Around an HTTP transport. Until ``opened`` errors go through: then there are no calls yet.

    ``refused_status`` is the HTTP status of the last refusal, 0 when there was none.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport) -> None:
        self._inner = inner
        self.opened = False
        self.refused_status = 0

    async def aclose(self) -> None:
        await self._inner.aclose()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        if not self.opened:
            return await self._open(request)
        try:
            if _is_notification(request):
                return await self._notify(request)
            return await self._exchange(request)
        except httpx2.TransportError as error:
            return Failure.of_error(error).response()

    async def _open(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._inner.handle_async_request(request)
        if response.status_code >= 400:
            self.refused_status = response.status_code
        return response

    async def _notify(self, request: httpx2.Request) -> httpx2.Response:
        """Send a notification, but not for long: the SDK sends nothing else meanwhile."""
        try:
            async with asyncio.timeout(_NOTIFICATION_SECONDS):
                return await self._inner.handle_async_request(request)
        except TimeoutError:
            return httpx2.Response(202)

    async def _exchange(self, request: httpx2.Request) -> httpx2.Response:
        response = await self._inner.handle_async_request(request)
        is_json = response.headers.get("content-type", "").startswith("application/json")
        failure = _failure(request, response, is_json=is_json)
        if failure is not None:
            await response.aclose()
            return failure.response()
        return await _whole(response) if is_json else response


def _failure(
    request: httpx2.Request, response: httpx2.Response, *, is_json: bool
) -> Failure | None:
    """Say what is wrong with an answer that has no JSON-RPC in it; None when it may have."""
    status = response.status_code
    if status == 404 and "mcp-session-id" in request.headers:
        return Failure("session_gone", status)
    if status in (401, 403, 429) or status >= 500 or (status >= 400 and not is_json):
        return Failure.of_status(status, response.headers)
    return None


async def _whole(response: httpx2.Response) -> httpx2.Response:
    """Read an answer to its end, so that one that breaks off does so here."""
    assert isinstance(response.stream, httpx2.AsyncByteStream)
    try:
        body = b"".join([chunk async for chunk in response.stream])
    finally:
        await response.aclose()
    return httpx2.Response(
        response.status_code,
        headers=response.headers,
        stream=httpx2.ByteStream(body),
        extensions=response.extensions,
    )


def _is_notification(request: httpx2.Request) -> bool:
    if request.method != "POST" or b'"notifications/' not in request.content[:500]:
        return False
    return "id" not in json.loads(request.content)
