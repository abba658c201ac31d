"""The tools as they are: our sandbox, or anybody's server that has them by their own names."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from math import isfinite
from urllib.parse import quote

from mcp.shared.dispatcher import ProgressFnT
from mcp.types import ReadResourceResult

from spark_nb.clients.dialect import Dialect, Server, Surroundings
from spark_nb.clients.mcp_answer import (
    answer_bytes,
    file_content,
    project_facts,
    tool_result,
)
from spark_nb.clients.mcp_connection import McpConnection, call_tool
from spark_nb.domain.engine import STATES, EngineFacts, EngineState
from spark_nb.domain.request import Request
from spark_nb.domain.tools import Tool
from spark_nb.errors import ToolError
from spark_nb.ports import Answer, OnProgress, Progress

_PROJECT = "spark://project"


class NativeService:
    """One attempt each, requests out and results in."""

    renders_at_once = 2
    """The sandbox works on one while the next one is on its way."""

    def __init__(
        self, connection: McpConnection, server: Server, surroundings: Surroundings
    ) -> None:
        self._connection = connection
        self._server = server
        self.project = surroundings.project

    def __repr__(self) -> str:
        return f"<NativeService {self._connection!r}>"

    @property
    def state(self) -> EngineState:
        return STATES[self._connection.state]

    @asynccontextmanager
    async def writing(
        self, paths: Collection[str], *, look_at: str | None = None
    ) -> AsyncIterator[None]:
        yield  # it looks at every file at once, and shows whichever scene it is asked for

    async def facts(self) -> EngineFacts:
        project = project_facts(await self._read(_PROJECT))
        return EngineFacts(
            self._server.name,
            self._server.version,
            project.unity_version,
            project.path,
            len(self._server.tools),
        )

    async def aclose(self) -> None:
        """Nothing is held beside the connection."""

    async def call(
        self, tool: Tool, request: Request, on_progress: OnProgress | None = None
    ) -> Answer:
        arguments = request.model_dump(mode="json", exclude_none=True)
        report = None if on_progress is None else _reporter(on_progress)
        answer = await self._connection.request(
            lambda client: call_tool(client, tool.name, arguments, report)
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
        return project_facts(await self._read(_PROJECT)).revision

    async def _read(self, uri: str) -> ReadResourceResult:
        return await self._connection.request(lambda client: client.read_resource(uri))


def _reporter(on_progress: OnProgress) -> ProgressFnT:
    async def report(progress: float, total: float | None, message: str | None) -> None:
        if isfinite(progress) and isfinite(total or 0):
            on_progress(Progress(progress, total, message))

    return report


def _speaks(server: Server) -> bool:
    return "render_preview" in server.tools


NATIVE = Dialect("native", _speaks, NativeService)
