"""The Unity tools over MCP: requests out, results in, every failure mapped once."""

from __future__ import annotations

import base64
import json
from typing import Any, TypeVar
from urllib.parse import quote

from mcp.client import Client
from mcp.shared.dispatcher import ProgressFnT
from mcp.types import (
    BlobResourceContents,
    CallToolRequest,
    CallToolRequestParams,
    CallToolResult,
    ImageContent,
    TextContent,
    TextResourceContents,
)
from pydantic import ValidationError

from spark_nb.clients.mcp_connection import McpConnection
from spark_nb.domain.frame import Frame
from spark_nb.domain.request import Request
from spark_nb.domain.result import Result
from spark_nb.domain.tools import Tool
from spark_nb.errors import (
    ConflictError,
    RejectedError,
    ServiceError,
    SparkError,
    ToolError,
)
from spark_nb.ports import Answer, OnProgress, Progress

T = TypeVar("T")
_PROJECT = "spark://project"


class McpService:
    """A ``Service`` over one MCP connection."""

    def __init__(self, connection: McpConnection) -> None:
        self._connection = connection

    def __repr__(self) -> str:
        return f"<McpService {self._connection!r}>"

    async def call(
        self, tool: Tool, request: Request, on_progress: OnProgress | None = None
    ) -> Answer:
        arguments = request.model_dump(mode="json", exclude_none=True)
        report = None if on_progress is None else _reporter(on_progress)
        answer = await self._connection.request(
            lambda client: _call_tool(client, tool.name, arguments, report)
        )
        return Answer(_result(tool, answer), 1, _size(answer))

    async def read_file(self, path: str) -> bytes | None:
        try:
            answer = await self._read(f"{_PROJECT}/files/{quote(path)}")
        except ToolError as error:
            if error.code == "not_found":
                return None
            raise
        match answer:
            case BlobResourceContents():
                return base64.b64decode(answer.blob)
            case TextResourceContents():
                return answer.text.encode()

    async def revision(self) -> str | None:
        project = await self._read(_PROJECT)
        if not isinstance(project, TextResourceContents):
            raise ServiceError("The Unity server does not describe its project in text.")
        revision = json.loads(project.text).get("revision")
        return None if revision is None else str(revision)

    async def _read(self, uri: str) -> BlobResourceContents | TextResourceContents:
        answer = await self._connection.request(lambda client: client.read_resource(uri))
        if not answer.contents:
            raise ServiceError(f"The Unity server sent no content for {uri}.")
        return answer.contents[0]


async def _call_tool(
    client: Client, name: str, arguments: dict[str, Any], report: ProgressFnT | None
) -> CallToolResult:
    """Send one call below ``Client.call_tool``, which would check the answer a second time.

    Its JSON Schema check lists the tools and imports for a second in the event loop; our models
    check the same and say more.
    """
    request = CallToolRequest(params=CallToolRequestParams(name=name, arguments=arguments))
    return await client.session.send_request(request, CallToolResult, progress_callback=report)


def _reporter(on_progress: OnProgress) -> ProgressFnT:
    async def report(progress: float, total: float | None, message: str | None) -> None:
        on_progress(Progress(progress, total, message))

    return report


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
    return ToolError(
        message,
        code=str(facts["code"]),
        retry_after_seconds=facts.get("retry_after_seconds"),
        tool=tool.name,
        hint=hint,
    )


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
