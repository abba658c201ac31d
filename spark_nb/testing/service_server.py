"""``SimpleService`` behind a socket, by the contract of the vision and speech services."""

from __future__ import annotations

import asyncio
import hmac
import socket
import threading
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self

import uvicorn
from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from spark_nb.domain.guardrail import Guardrail, refusal, rejection
from spark_nb.domain.request import FileRequest
from spark_nb.domain.service_contract import (
    FILE,
    ROUTES,
    Failure,
    FailureFacts,
    request_fields,
)
from spark_nb.domain.text import TEXT_LIMIT_BYTES
from spark_nb.domain.tools import TOOLS, Tool
from spark_nb.errors import (
    AuthError,
    RateLimitedError,
    ServiceUnavailable,
    SparkError,
    ToolError,
)
from spark_nb.testing.simple_service import SimpleService

_FRAMING_BYTES = 1024 * 1024


class ServiceServer:
    """A real server on a free port of this machine, in a thread of its own. Use as ``with``.

    It takes ``token`` alone. What is queued in ``service.fail_with`` it answers as HTTP does.
    """

    def __init__(self, token: str) -> None:
        self.service = SimpleService()
        self._token = token
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(
            self._app(), log_config=None, lifespan="off", timeout_graceful_shutdown=1
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, name="service server"
        )

    def __enter__(self) -> Self:
        self._thread.start()  # who connects before it listens waits in the socket's queue
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join()
        self._socket.close()

    def _app(self) -> Starlette:
        return Starlette(
            routes=[
                Route(path, self._endpoint(TOOLS[name]), methods=["POST"])
                for name, path in ROUTES.items()
            ]
        )

    def _endpoint(self, tool: Tool) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            try:
                self._check_token(request)
                answer = await self.service.call(tool, await _request(tool, request))
            except SparkError as error:
                return _failure(error)
            return JSONResponse(
                answer.result.model_dump(mode="json", exclude={"revision", "delayed"})
            )

        return answer

    def _check_token(self, request: Request) -> None:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        is_known = hmac.compare_digest(token.encode(), self._token.encode())
        if scheme.lower() != "bearer" or not is_known:
            raise AuthError("The bearer token is missing or wrong.")


async def _request(tool: Tool, request: Request) -> FileRequest:
    """Make a request of a form, checked as the client checks its own. Raises SparkError."""
    assert issubclass(tool.request, FileRequest)
    limit = tool.request.limit_bytes
    if int(request.headers.get("content-length", "0")) > limit + _FRAMING_BYTES:
        raise ToolError(f"The file is over {limit} bytes.", code="too_large")
    async with request.form(max_files=1, max_part_size=TEXT_LIMIT_BYTES) as form:
        file = form.get(FILE)
        if not isinstance(file, UploadFile):
            raise ToolError("The form has no file.", code="rejected")
        content = await file.read()
        values = {name: [str(v) for v in form.getlist(name)] for name in form if name != FILE}
        fields = request_fields(tool, file.filename or "", file.content_type or "", values)
    try:
        return await asyncio.to_thread(tool.request(**fields).with_content, content)
    except ValidationError as error:
        raise rejection(error, tool.name) from None
    except Guardrail as rule:
        raise refusal(rule, FILE) from None


def _failure(error: SparkError) -> Response:
    status, headers = _status(error)
    code = error.code if isinstance(error, ToolError) else "rejected"
    facts = FailureFacts(code=code, message=error.message, hint=error.hint)
    body = Failure(error=facts).model_dump_json().encode()
    return Response(body, status, headers, media_type="application/json")


def _status(error: SparkError) -> tuple[int, dict[str, str]]:
    status, headers = 422, {}
    match error:
        case AuthError():
            status, headers = 401, {"WWW-Authenticate": "Bearer"}
        case RateLimitedError():
            status, headers = 429, {"Retry-After": f"{error.retry_after_seconds:.0f}"}
        case ServiceUnavailable():
            wait = error.retry_after_seconds
            status, headers = 503, {} if wait is None else {"Retry-After": f"{wait:.0f}"}
        case ToolError(code="too_large"):
            status = 413
        case ToolError(code="unsupported"):
            status = 415
    return status, headers
