"""The Unity tools over MCP: requests out, results in, every failure mapped once."""

from __future__ import annotations

import asyncio
import base64
import json
import random
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar
from urllib.parse import quote

from mcp.client import Client
from mcp.shared.exceptions import MCPError
from mcp.types import (
    REQUEST_TIMEOUT,
    BlobResourceContents,
    CallToolRequest,
    CallToolRequestParams,
    CallToolResult,
    ImageContent,
    TextContent,
    TextResourceContents,
)
from pydantic import ValidationError

from spark_nb.clients.mcp_connection import (
    ConnectionLost,
    ConnectionRefused,
    McpConnection,
    TokenRefused,
)
from spark_nb.domain.frame import Frame
from spark_nb.domain.request import Request
from spark_nb.domain.result import Result
from spark_nb.domain.tools import Tool
from spark_nb.errors import (
    AuthError,
    ConflictError,
    RejectedError,
    ServiceError,
    ServiceTimeout,
    ServiceUnavailable,
    SparkError,
    ToolError,
)
from spark_nb.policy.retry import ATTEMPTS, backoff_seconds
from spark_nb.ports import Answer

T = TypeVar("T")
_RESOURCE_NOT_FOUND = -32002
_PROJECT = "spark://project"


class McpService:
    """A ``Service`` over one MCP connection."""

    def __init__(
        self,
        connection: McpConnection,
        *,
        timeout_seconds: float = 10.0,
        concurrent_calls: int = 10,
    ) -> None:
        self._connection = connection
        self._timeout_seconds = timeout_seconds
        self._slots = asyncio.Semaphore(concurrent_calls)

    def __repr__(self) -> str:
        return f"<McpService {self._connection!r}>"

    async def call(self, tool: Tool, request: Request) -> Answer:
        """Carry out one tool. A write is repeated only when it surely did not land."""
        arguments = request.model_dump(mode="json", exclude_none=True)
        answer, attempts = await self._attempt(
            lambda client: self._send(client, tool.name, arguments),
            repeatable=not tool.reversible,
        )
        try:
            return Answer(_result(tool, answer), attempts, _size(answer))
        except SparkError as error:
            error.attempts = attempts
            raise

    async def _send(self, client: Client, name: str, arguments: dict[str, Any]) -> CallToolResult:
        """Send one call below ``Client.call_tool``, which would check the answer a second time.

        Its JSON Schema check lists the tools and imports for a second in the event loop; our
        models check the same and say more.
        """
        request = CallToolRequest(params=CallToolRequestParams(name=name, arguments=arguments))
        return await client.session.send_request(
            request, CallToolResult, request_read_timeout_seconds=self._timeout_seconds
        )

    async def read_file(self, path: str) -> bytes | None:
        try:
            answer, _ = await self._attempt(
                lambda client: client.read_resource(f"{_PROJECT}/files/{quote(path)}"),
                repeatable=True,
            )
        except ToolError as error:
            if error.code == "not_found":
                return None
            raise
        match answer.contents[0]:
            case BlobResourceContents() as blob:
                return base64.b64decode(blob.blob)
            case TextResourceContents() as text:
                return text.text.encode()
        raise ServiceError(f"The Unity server sent no content for {path}.")

    async def project(self) -> dict[str, Any]:
        """Return name, folder, unity_version, revision and scenes of the open project."""
        answer, _ = await self._attempt(
            lambda client: client.read_resource(_PROJECT), repeatable=True
        )
        content = answer.contents[0]
        assert isinstance(content, TextResourceContents)
        facts: dict[str, Any] = json.loads(content.text)
        return facts

    async def revision(self) -> str | None:
        revision = (await self.project()).get("revision")
        return None if revision is None else str(revision)

    async def _attempt(
        self, send: Callable[[Client], Awaitable[T]], *, repeatable: bool
    ) -> tuple[T, int]:
        """Return the answer and how many attempts it took. Raises SparkError."""
        async with self._slots:
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    async with asyncio.timeout(self._timeout_seconds):
                        return await self._connection.request(send), attempt
                except (ConnectionError, PermissionError, TimeoutError, MCPError) as error:
                    safe = repeatable or isinstance(error, ConnectionRefused)
                    passing = isinstance(error, ConnectionError)
                    if not (safe and passing) or attempt == ATTEMPTS:
                        raise self._translated(error, attempt) from error
                await asyncio.sleep(backoff_seconds(attempt, random.random))
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _translated(self, error: Exception, attempts: int) -> SparkError:
        found: SparkError
        match error:
            case TokenRefused():
                found = AuthError(
                    "The Unity server does not accept the token.", hint="Check UNITY_MCP_TOKEN."
                )
            case ConnectionRefused():
                found = ServiceUnavailable(
                    "The Unity server does not answer.",
                    hint="Run spark-nb status, or check UNITY_MCP_URL.",
                )
            case ConnectionLost():
                found = ServiceUnavailable(
                    "The Unity server went away during the call; it may have landed.",
                    hint="Look at the file, then call again.",
                )
            case TimeoutError():
                found = self._timeout()
            case MCPError():
                found = self._mcp_error(error)
            case _:
                raise error
        found.attempts = attempts
        return found

    def _timeout(self) -> ServiceTimeout:
        return ServiceTimeout(
            f"No answer within {self._timeout_seconds:g} s.",
            hint="See whether Unity compiles or shows a dialog, then call again.",
        )

    def _mcp_error(self, error: MCPError) -> SparkError:
        if error.code == REQUEST_TIMEOUT:
            return self._timeout()
        code = error.data.get("code") if isinstance(error.data, dict) else None
        if code == "not_found" or error.code == _RESOURCE_NOT_FOUND:
            return ToolError("There is no such file.", code="not_found")
        return ServiceError(f"The Unity server answered with an error: {error.message}")


def _result(tool: Tool, answer: CallToolResult) -> Result:
    facts: dict[str, Any] = dict(answer.structured_content or {})
    if answer.is_error:
        raise _tool_failure(tool, answer, facts.get("error"))
    if tool.result is Frame:
        image = next((part for part in answer.content if isinstance(part, ImageContent)), None)
        if image is None:
            raise ServiceError("The Unity server sent no picture.", tool=tool.name)
        facts["data"] = base64.b64decode(image.data)
    try:
        return tool.result.model_validate(facts)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ServiceError(
            f"The Unity server's answer has no valid {field}.",
            tool=tool.name,
            hint="Its version may not fit this version of spark-nb.",
        ) from None


def _tool_failure(tool: Tool, answer: CallToolResult, facts: dict[str, Any] | None) -> SparkError:
    if facts is None:
        text = next((part.text for part in answer.content if isinstance(part, TextContent)), "")
        return ToolError(text or "It failed without a word.", code="error", tool=tool.name)
    message, hint = str(facts["message"]), facts.get("hint")
    match facts["code"]:
        case "rejected":
            return RejectedError(
                message,
                field=str(facts.get("field")),
                limit=facts.get("limit"),
                actual=facts.get("actual"),
                tool=tool.name,
                hint=hint,
            )
        case "conflict":
            return ConflictError(
                message,
                path=str(facts.get("path")),
                expected=facts.get("expected"),
                actual=facts.get("actual"),
                tool=tool.name,
                hint=hint,
            )
    return ToolError(message, code=str(facts["code"]), tool=tool.name, hint=hint)


def _size(answer: CallToolResult) -> int:
    """Return the bytes of the answer's contents, pictures as they travelled."""
    size = len(json.dumps(answer.structured_content or {}))
    for part in answer.content:
        match part:
            case ImageContent():
                size += len(part.data)
            case TextContent():
                size += len(part.text)
    return size
