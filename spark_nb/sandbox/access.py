"""Who may talk to the server: right Host, right Origin, right token."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = frozenset(["127.0.0.1", "localhost", "::1"])
_PUBLIC = frozenset(["/health"])


class AccessControl:
    """ASGI middleware. Host and Origin are checked first, for a token may leak into a page.

    ``hosts`` are names without port, any port is fine. A request without Origin is no browser's.
    """

    def __init__(self, app: ASGIApp, *, token: str, hosts: Iterable[str] = LOOPBACK) -> None:
        self._app = app
        self._token = token.encode()
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        if refusal is None:
            await self._app(scope, receive, send)
        else:
            await _answer(send, *refusal)

    def _refusal(self, scope: Scope) -> tuple[int, str] | None:
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if not self._is_ours(f"//{headers.get(b'host', '')}"):
            return 421, "This host name is not served here."
        if b"origin" in headers and not self._is_ours(headers[b"origin"]):
            return 403, "Pages of this origin may not call."
        if scope["path"] not in _PUBLIC and not self._knows_token(headers):
            return 401, "The bearer token is missing or wrong."
        return None

    def _is_ours(self, url: str) -> bool:
        try:
            return urlsplit(url).hostname in self._hosts
        except ValueError:
            return False

    def _knows_token(self, headers: dict[bytes, str]) -> bool:
        scheme, _, token = headers.get(b"authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(
            token.strip().encode("latin-1"), self._token
        )


async def _answer(send: Send, status: int, message: str) -> None:
    body = json.dumps({"error": message}).encode()
    headers = [(b"content-type", b"application/json")]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
