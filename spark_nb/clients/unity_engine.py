"""The engine at UNITY_MCP_URL, whichever dialect its server speaks.

It is looked at on the first use, and again after a look that failed. From then on the session
speaks that dialect: a server that becomes another kind under way is not one anybody runs.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Self

from mcp.client import Client

from spark_nb.clients.dialect import Dialect, EngineService, Server, Surroundings
from spark_nb.clients.dialects.mcp_for_unity.dialect import MCP_FOR_UNITY
from spark_nb.clients.dialects.native import NATIVE
from spark_nb.clients.mcp_connection import McpConnection
from spark_nb.domain.engine import STATES, EngineFacts, EngineState
from spark_nb.domain.request import Request
from spark_nb.domain.tools import Tool
from spark_nb.errors import SetupError
from spark_nb.ports import Answer, OnProgress

DIALECTS: tuple[Dialect, ...] = (NATIVE, MCP_FOR_UNITY)


class UnityEngine:
    """A ``Service`` and an ``Engine``. Use as ``async with``."""

    def __init__(
        self,
        connection: McpConnection,
        surroundings: Surroundings,
        dialects: Sequence[Dialect] = DIALECTS,
    ) -> None:
        self._connection = connection
        self._surroundings = surroundings
        self._dialects = dialects
        self._service: EngineService | None = None
        self._looking = asyncio.Lock()
        self.dialect: str | None = None
        """Its name, None before the first look."""

    def __repr__(self) -> str:
        return f"<UnityEngine {self.dialect or 'not looked at'} {self._connection!r}>"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._service is not None:
            await self._service.aclose()

    @property
    def state(self) -> EngineState:
        return STATES["closed"] if self._service is None else self._service.state

    @property
    def renders_at_once(self) -> int:
        return 1 if self._service is None else self._service.renders_at_once

    @property
    def project(self) -> Path | None:
        """The project folder on this machine, as far as it has been looked for."""
        return self._surroundings.project if self._service is None else self._service.project

    @asynccontextmanager
    async def writing(
        self, paths: Collection[str], *, look_at: str | None = None
    ) -> AsyncIterator[None]:
        service = await self._opened()
        async with service.writing(paths, look_at=look_at):
            yield

    async def facts(self) -> EngineFacts:
        return await (await self._opened()).facts()

    async def call(
        self, tool: Tool, request: Request, on_progress: OnProgress | None = None
    ) -> Answer:
        return await (await self._opened()).call(tool, request, on_progress)

    async def read_file(self, path: str) -> bytes | None:
        return await (await self._opened()).read_file(path)

    async def revision(self) -> str | None:
        return await (await self._opened()).revision()

    async def _opened(self) -> EngineService:
        if self._service is None:
            async with self._looking:
                if self._service is None:
                    self._service = await self._look()
        return self._service

    async def _look(self) -> EngineService:
        server = await self._connection.request(_describe)
        for dialect in self._dialects:
            if dialect.speaks(server):
                self.dialect = dialect.name
                return dialect.open(self._connection, server, self._surroundings)
        raise SetupError(
            f"The MCP server {server.name[:60]!r} has no tools for Unity that we know.",
            hint="Point UNITY_MCP_URL at MCP for Unity, or unset it to use the sandbox.",
        )


async def _describe(client: Client) -> Server:
    info, listed = client.server_info, await client.list_tools()
    names = frozenset(tool.name for tool in listed.tools)
    return Server(info.name if info else "", info.version if info else "", names)
