"""The MCP server: tools and resources of one project over streamable HTTP."""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any, TypeVar

import mcp_types as mcp
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp

from spark_nb.domain.frame import Frame
from spark_nb.domain.result import Result
from spark_nb.domain.tools import TOOLS
from spark_nb.errors import SparkError, ToolError
from spark_nb.sandbox.cancelling import CallsUnderWay, SessionNames
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.failure import error_code, failure
from spark_nb.sandbox.progress import ProgressReport
from spark_nb.sandbox.resources import FILE_TEMPLATE, PROJECT_URI, read_resource
from spark_nb.sandbox.tool_schemas import tool_descriptions
from spark_nb.sandbox.work import Work, WorkCancelled

ENGINE = "spark-sandbox"
_BODY_LIMIT_BYTES = 16 * 1024 * 1024  # an asset of 10 MiB as base64 in JSON
_T = TypeVar("_T")


class SandboxServer:
    """Hands calls to the engine on its one thread, so that the event loop stays free."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engine")
        self._calls = CallsUnderWay()
        self._tools = tool_descriptions(TOOLS[name] for name in TOOLS if name in engine.tools)

    def app(self) -> ASGIApp:
        """Return the ASGI application; access is controlled outside of it."""
        server: Server[dict[str, Any]] = Server(
            ENGINE,
            version=version("spark-nb"),
            instructions="Tools over one Unity project folder. Paths are below Assets/.",
            lifespan=self._lifespan,
            get_tool_input_schema=self._input_schema,
            on_list_tools=self._list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=self._list_templates,
            on_read_resource=self._read_resource,
        )
        server.middleware.append(self._calls.watch)
        app = server.streamable_http_app(
            json_response=False,  # else an interrupted call would go on here
            stateless_http=True,
            max_request_body_size=_BODY_LIMIT_BYTES,
            custom_starlette_routes=[Route("/health", _health)],
            host="",  # AccessControl has looked at Host and Origin already
        )
        return SessionNames(app)

    @asynccontextmanager
    async def _lifespan(self, _: Server[Any]) -> AsyncIterator[dict[str, Any]]:
        await self._on_engine_thread(self._engine.builds.resume)
        try:
            yield {}
        finally:
            self._engine.builds.close()
            self._thread.shutdown(wait=False, cancel_futures=True)

    async def _on_engine_thread(self, work: Callable[..., _T], *arguments: Any) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    def _input_schema(self, name: str) -> dict[str, Any] | None:
        """Spare the SDK a look through all tools at every call."""
        return next((tool.input_schema for tool in self._tools if tool.name == name), None)

    async def _list_tools(self, _: Any, __: Any) -> mcp.ListToolsResult:
        return mcp.ListToolsResult(tools=self._tools)

    async def _call_tool(
        self, context: ServerRequestContext[Any], params: mcp.CallToolRequestParams
    ) -> mcp.CallToolResult:
        if params.name not in TOOLS or TOOLS[params.name].service != "unity":
            raise MCPError(mcp.INVALID_PARAMS, f"There is no tool {params.name[:60]!r}.")
        if not (params.meta and "progress_token" in params.meta):
            return await self._carry_out(context, params, Work())
        async with ProgressReport(context.session.report_progress) as report:
            return await self._carry_out(context, params, Work(report))

    async def _carry_out(
        self,
        context: ServerRequestContext[Any],
        params: mcp.CallToolRequestParams,
        work: Work,
    ) -> mcp.CallToolResult:
        """A call that nobody waits for any more never begins, or ends at its next step."""
        with self._calls.waiting(context, work):
            return await self._on_engine_thread(
                self._answer, params.name, params.arguments or {}, work
            )

    def _answer(self, tool: str, arguments: dict[str, Any], work: Work) -> mcp.CallToolResult:
        try:
            work.step(0, 1, f"{tool} began")
            return _success(self._engine.call(tool, arguments, work))
        except WorkCancelled:
            return failure(ToolError("The call was cancelled.", code="cancelled"))
        except Exception as error:  # noqa: BLE001 - a call's failure is its answer
            return failure(error)

    async def _list_resources(self, _: Any, __: Any) -> mcp.ListResourcesResult:
        project = mcp.Resource(uri=PROJECT_URI, name="project", mime_type="application/json")
        return mcp.ListResourcesResult(resources=[project])

    async def _list_templates(self, _: Any, __: Any) -> mcp.ListResourceTemplatesResult:
        return mcp.ListResourceTemplatesResult(resource_templates=[FILE_TEMPLATE])

    async def _read_resource(
        self, _: Any, params: mcp.ReadResourceRequestParams
    ) -> mcp.ReadResourceResult:
        try:
            return await self._on_engine_thread(read_resource, self._engine.project, params.uri)
        except SparkError as error:
            data = {"uri": params.uri, "code": error_code(error)}
            raise MCPError(mcp.INVALID_PARAMS, str(error), data) from None


def _success(result: Result) -> mcp.CallToolResult:
    if isinstance(result, Frame):
        fields = result.model_dump(mode="json", exclude={"data"})
        data = base64.b64encode(result.data).decode()
        picture = mcp.ImageContent(data=data, mime_type=result.mime_type)
        return mcp.CallToolResult(content=[picture], structured_content=fields)
    fields = result.model_dump(mode="json")
    text = mcp.TextContent(text=json.dumps(fields, ensure_ascii=False))
    return mcp.CallToolResult(content=[text], structured_content=fields)


async def _health(_: Request) -> JSONResponse:
    return JSONResponse({"status": "ok", "version": version("spark-nb"), "engine": ENGINE})
