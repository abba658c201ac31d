"""MCP servers in the tests' own process, on real sockets."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import mcp_types as mcp
import uvicorn
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

Context = ServerRequestContext[Any, Any]
CallTool = Callable[[Context, mcp.CallToolRequestParams], Awaitable[mcp.CallToolResult]]
ReadResource = Callable[
    [Context, mcp.ReadResourceRequestParams], Awaitable[mcp.ReadResourceResult]
]


def mcp_app(
    call_tool: CallTool,
    read_resource: ReadResource | None = None,
    *,
    json_response: bool = False,
    stateless: bool = True,
) -> ASGIApp:
    """Return an app that answers in JSON, or in SSE once a call takes its time."""
    server: Server[Any] = Server(
        "test",
        version="1",
        on_call_tool=call_tool,
        on_list_tools=_list_tools,
        on_read_resource=read_resource,
    )
    return server.streamable_http_app(
        stateless_http=stateless, json_response=json_response, host=""
    )


async def _list_tools(_: Context, __: mcp.PaginatedRequestParams | None) -> mcp.ListToolsResult:
    tool = mcp.Tool(name="render_preview", input_schema={"type": "object"})
    return mcp.ListToolsResult(tools=[tool])


def handshake_only(app: ASGIApp) -> ASGIApp:
    """Return an app that knows no protocol version since 2026, so that clients shake hands."""

    async def older(scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope.get("headers", ()))
        if headers.get(b"mcp-protocol-version", b"") >= b"2026":
            await Response("what version?", 400)(scope, receive, send)
        else:
            await app(scope, receive, send)

    return older


class Scripted:
    """An app that gives tool calls the ``answers``, one each; else it is ``app``."""

    def __init__(self, app: ASGIApp, *answers: Response) -> None:
        self._app = app
        self.answers = list(answers)
        self.calls = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST":
            await self._app(scope, receive, send)
            return
        body = await _body(receive)
        if json.loads(body).get("method") == "tools/call":
            self.calls += 1
            if self.answers:
                await self.answers.pop(0)(scope, receive, send)
                return
        await self._app(scope, _replay(body, receive), send)


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body


def _replay(body: bytes, receive: Receive) -> Receive:
    messages: Iterator[Message] = iter([{"type": "http.request", "body": body}])

    async def again() -> Message:
        message = next(messages, None)
        return message if message is not None else await receive()

    return again


class _QuietServer(uvicorn.Server):
    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield  # they are the test runner's


@asynccontextmanager
async def serving(app: ASGIApp) -> AsyncIterator[int]:
    """Serve ``app`` and yield its port."""
    config = uvicorn.Config(app, log_config=None, ws="none", timeout_graceful_shutdown=1)
    server = _QuietServer(config)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        task = asyncio.create_task(server.serve([listener]))
        try:
            yield listener.getsockname()[1]  # who comes early waits in the listener's queue
        finally:
            server.should_exit = True
            await task
