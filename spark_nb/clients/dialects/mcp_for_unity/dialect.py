"""MCP for Unity: a real editor, behind the server that most of its users have."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from mcp.client import Client

from spark_nb.clients.dialect import Dialect, Server, Surroundings, TakeApart
from spark_nb.clients.dialects.mcp_for_unity.assets import Assets
from spark_nb.clients.dialects.mcp_for_unity.build_jobs import BuildJobs
from spark_nb.clients.dialects.mcp_for_unity.builds import Builds
from spark_nb.clients.dialects.mcp_for_unity.editor import Editor
from spark_nb.clients.dialects.mcp_for_unity.open_scenes import OpenScenes
from spark_nb.clients.dialects.mcp_for_unity.package import NAMES, Package
from spark_nb.clients.dialects.mcp_for_unity.parts import parts_from_editor
from spark_nb.clients.dialects.mcp_for_unity.pictures import Pictures, as_webp
from spark_nb.clients.dialects.mcp_for_unity.project_files import ProjectFiles, reachable
from spark_nb.clients.dialects.mcp_for_unity.quick_look import QuickLook
from spark_nb.clients.dialects.mcp_for_unity.scripts import Scripts
from spark_nb.clients.mcp_connection import McpConnection
from spark_nb.domain.build import GetBuildStatus, RunBuild
from spark_nb.domain.engine import EngineFacts, EngineState
from spark_nb.domain.frame import Frame
from spark_nb.domain.request import Request
from spark_nb.domain.result import Result
from spark_nb.domain.tools import Tool
from spark_nb.domain.unity import (
    ApplyPatch,
    DeconstructAsset,
    GenerateScript,
    IngestAsset,
    RenderPreview,
)
from spark_nb.errors import ToolError
from spark_nb.ports import Answer, OnProgress
from spark_nb.settings import is_loopback

_SERVER = "mcp-for-unity"
_ADD_PACKAGE = (
    "Add SPARK's package for exact sizes, any file and build progress: spark-nb unity-tools."
)


@dataclass(frozen=True, slots=True)
class _Way:
    """How one editor's project is reached. ``assets`` is None when its folder is elsewhere."""

    root: Path | None
    scripts: Scripts
    assets: Assets | None
    pictures: Pictures
    builds: Builds
    package: Package | None
    take_apart: TakeApart | None


class McpForUnity:
    """One attempt each. The editor is looked for on the first use."""

    renders_at_once = 1

    def __init__(
        self, connection: McpConnection, server: Server, surroundings: Surroundings
    ) -> None:
        self._connection = connection
        self._server = server
        self._surroundings = surroundings
        self._look = QuickLook(surroundings.url, surroundings.token, connection)
        self._editor = Editor(connection, self._look, surroundings.project, surroundings.clock)
        self._scenes = OpenScenes(self._editor)
        self._finding = asyncio.Lock()
        self._way: _Way | None = None
        self._connection_seen = ""

    def __repr__(self) -> str:
        return f"<McpForUnity {self._editor!r}>"

    @property
    def state(self) -> EngineState:
        return self._editor.state

    @property
    def project(self) -> Path | None:
        return self._surroundings.project if self._way is None else self._way.root

    async def aclose(self) -> None:
        if self._way is not None:
            await self._way.builds.aclose()
        await self._editor.aclose()

    async def call(
        self, tool: Tool, request: Request, on_progress: OnProgress | None = None
    ) -> Answer:
        """Carry out one tool; this server tells no progress."""
        way = await self._found()
        result = await self._result(way, tool, request)
        return Answer(result, 1, len(result.model_dump_json(exclude={"data"})))

    async def read_file(self, path: str) -> bytes | None:
        way = await self._found()
        if way.assets is not None:
            return await way.assets.read(path)
        if way.package is not None:
            return await way.package.read_file(path)
        if path.endswith(".cs"):
            return await way.scripts.read(path)
        raise _out_of_reach(path)

    async def revision(self) -> str | None:
        """Return None: what the editor shows depends on more than its files."""
        await self._found()
        return None

    @asynccontextmanager
    async def writing(
        self, paths: Collection[str], *, look_at: str | None = None
    ) -> AsyncIterator[None]:
        way = await self._found()
        if way.assets is None:
            yield
            return
        async with way.assets.writing(paths, look_at=look_at):
            yield

    async def facts(self) -> EngineFacts:
        way = await self._found()
        found = await self._look.instances()
        instance = self._editor.instance
        return EngineFacts(
            "MCP for Unity",
            await self._look.version() or self._server.version,
            instance.unity_version if instance else None,
            self._editor.root,
            len(await self._tools()),
            editors=tuple(sorted(one.id for one in found)),
            notes=_notes(way),
            advice="" if way.package else _ADD_PACKAGE,
        )

    async def _result(self, way: _Way, tool: Tool, request: Request) -> Result:
        if way.package is not None and not (way.assets and way.assets.many):
            return await _from_package(way.package, tool, request)
        match request:
            case GenerateScript() | ApplyPatch() | IngestAsset():
                return await self._write(way, request)
            case RenderPreview():
                return await way.pictures.render(request)
            case DeconstructAsset():
                return await self._take_apart(way, request)
            case RunBuild():
                return await way.builds.run(request)
            case GetBuildStatus():
                return await way.builds.status(request)
        raise TypeError(f"{type(request).__name__} is no request of a Unity tool")

    async def _write(
        self, way: _Way, request: GenerateScript | ApplyPatch | IngestAsset
    ) -> Result:
        """Write scripts through the editor, all else and batches through the folder."""
        many = way.assets is not None and way.assets.many
        if request.path.endswith(".cs") and not many:
            if isinstance(request, GenerateScript):
                return await way.scripts.generate(request)
            if isinstance(request, ApplyPatch):
                return await way.scripts.patch(request)
        if way.assets is None:
            raise _out_of_reach(request.path)
        if isinstance(request, GenerateScript):
            return await way.assets.script(request)
        if isinstance(request, ApplyPatch):
            return await way.assets.patch(request)
        return await way.assets.ingest(request)

    async def _take_apart(self, way: _Way, request: DeconstructAsset) -> Result:
        if way.take_apart is None:
            return await parts_from_editor(self._editor, request)
        await self._editor.present()
        return await asyncio.to_thread(way.take_apart, request)

    async def _found(self) -> _Way:
        instance = await self._editor.present()
        if self._way is None or self._connection_seen != instance.connection:
            async with self._finding:
                if self._way is None or self._connection_seen != instance.connection:
                    self._way = await self._find()
                    self._connection_seen = instance.connection
        return self._way

    async def _find(self) -> _Way:
        """Look what can be reached; after each reload too, for it may bring the package."""
        package = Package(self._editor) if await self._has_package() else None
        if self._way is not None:
            return replace(self._way, package=package)
        local = is_loopback(self._surroundings.url)
        root = await asyncio.to_thread(reachable, self._editor.root, local=local)
        files = ProjectFiles(root) if root else None
        assets = Assets(self._editor, files, self._scenes) if files else None
        instance = self._editor.instance
        jobs = BuildJobs(self._surroundings.state_folder / (instance.hash if instance else ""))
        return _Way(
            root,
            Scripts(self._editor, assets.read if assets else None),
            assets,
            Pictures(self._editor, self._scenes),
            Builds(self._editor, jobs, root, self._surroundings.clock),
            package,
            self._surroundings.parts_reader(root) if root else None,
        )

    async def _has_package(self) -> bool:
        """Whether this project has it: the server lists what any project has, or once had."""
        return await self._tools() >= NAMES and await Package(self._editor).answers()

    async def _tools(self) -> frozenset[str]:
        return await self._connection.request(_tool_names)


async def _tool_names(client: Client) -> frozenset[str]:
    listed = await client.list_tools()
    return frozenset(tool.name for tool in listed.tools)


async def _from_package(package: Package, tool: Tool, request: Request) -> Result:
    if isinstance(request, RenderPreview) and request.format == "webp":
        png = request.model_copy(update={"format": "png"})
        frame = await package.call(tool, png)
        assert isinstance(frame, Frame)
        return await asyncio.to_thread(as_webp, frame)  # Unity cannot write it
    return await package.call(tool, request)


def _out_of_reach(path: str) -> ToolError:
    return ToolError(
        f"{path} is on the editor's machine, and MCP for Unity passes on scripts alone.",
        code="unsupported",
        hint="Run SPARK where the project is, or add SPARK's package to it: spark-nb unity-tools.",
    )


def _notes(way: _Way) -> tuple[str, ...]:
    if way.package is not None:
        return ()
    notes = (
        "Previews are screenshots of the open scene, scaled to size.",
        "Builds tell no percentage.",
    )
    if way.assets is None:
        return ("The project is on another machine: scripts alone can be written.", *notes)
    return notes


def _speaks(server: Server) -> bool:
    return server.name.startswith(_SERVER) or {"manage_script", "batch_execute"} <= server.tools


MCP_FOR_UNITY = Dialect("MCP for Unity", _speaks, McpForUnity)
