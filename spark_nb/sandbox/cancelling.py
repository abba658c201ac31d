"""Cancelling by notification, which protocols with sessions do; newer ones close the stream.

The server keeps no sessions, so that a restart is not noticed: it gives each client a name, and
knows by it whose call a notification is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from spark_nb.sandbox.work import Work

_SESSION, _VERSION = b"mcp-session-id", b"mcp-protocol-version"
_Context = ServerRequestContext[Any, Any]
_Key = tuple[str, str]


class CallsUnderWay:
    """What each named client waits for, by its own number for the call."""

    def __init__(self) -> None:
        self._works: dict[_Key, Work] = {}

    def __repr__(self) -> str:
        return f"<CallsUnderWay {len(self._works)}>"

    @contextmanager
    def waiting(self, context: _Context, work: Work) -> Iterator[None]:
        """Let a notification cancel ``work``, which whoever leaves early cancels as well."""
        key = _key(context, context.request_id)
        if key is not None:
            self._works[key] = work
        try:
            yield
        finally:
            work.cancel()
            if key is not None and self._works.get(key) is work:
                del self._works[key]

    async def watch(self, ctx: _Context, call_next: CallNext) -> HandlerResult:
        """Middleware of the MCP server."""
        if ctx.method == "notifications/cancelled":
            key = _key(ctx, (ctx.params or {}).get("requestId"))
            work = self._works.get(key) if key is not None else None
            if work is not None:
                work.cancel()
        return await call_next(ctx)


def _key(context: _Context, number: Any) -> _Key | None:
    name = context.request.headers.get(_SESSION.decode()) if context.request else None
    return (name, str(number)) if name and isinstance(number, int | str) else None


class SessionNames:
    """ASGI middleware: answers a client's first words with a name, which it then goes by."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == "/mcp":
            await _no_news(send)
        elif scope["type"] == "http" and _is_nameless(scope):
            await self._app(scope, receive, _naming(send))
        else:
            await self._app(scope, receive, send)


def _is_nameless(scope: Scope) -> bool:
    """A first request names no protocol version yet; newer protocols always do."""
    names = {name for name, _ in scope["headers"]}
    return scope["method"] == "POST" and not names & {_SESSION, _VERSION}


def _naming(send: Send) -> Send:
    async def send_with_name(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = [*message.get("headers", ()), (_SESSION, uuid4().hex.encode())]
            message = {**message, "headers": headers}
        await send(message)

    return send_with_name


async def _no_news(send: Send) -> None:
    """Refuse a stream of what nobody asked for: this server has nothing of that kind to say."""
    headers = [(b"allow", b"POST"), (b"content-length", b"0")]
    await send({"type": "http.response.start", "status": 405, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
