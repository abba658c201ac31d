"""The Unity tools over MCP: one attempt each, requests out and results in."""

from __future__ import annotations

from math import isfinite
from typing import Any
from urllib.parse import quote

from mcp.client import Client
from mcp.shared.dispatcher import ProgressFnT
from mcp.types import CallToolRequest, CallToolRequestParams, CallToolResult, ReadResourceResult

from spark_nb.clients.mcp_answer import (
    answer_bytes,
    file_content,
    project_revision,
    tool_result,
)
from spark_nb.clients.mcp_connection import McpConnection
from spark_nb.domain.request import Request
from spark_nb.domain.tools import Tool
from spark_nb.errors import ToolError
from spark_nb.ports import Answer, OnProgress, Progress

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
        return Answer(tool_result(tool, answer), 1, answer_bytes(answer))

    async def read_file(self, path: str) -> bytes | None:
        try:
            return file_content(await self._read(f"{_PROJECT}/files/{quote(path)}"))
        except ToolError as error:
            if error.code == "not_found":
                return None
            raise

    async def revision(self) -> str | None:
        return project_revision(await self._read(_PROJECT))

    async def _read(self, uri: str) -> ReadResourceResult:
        return await self._connection.request(lambda client: client.read_resource(uri))


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
        if isfinite(progress) and isfinite(total or 0):
            on_progress(Progress(progress, total, message))

    return report
