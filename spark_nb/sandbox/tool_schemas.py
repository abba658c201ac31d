"""MCP tool descriptions, derived from the table of tools."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Any

from mcp_types import Tool as McpTool
from mcp_types import ToolAnnotations

from spark_nb.domain.frame import Frame
from spark_nb.domain.tools import Tool
from spark_nb.sandbox.builds.stages import NOTE

_READ_ONLY = frozenset(["render_preview", "deconstruct_asset", "get_build_status"])


def tool_descriptions(tools: Iterable[Tool]) -> list[McpTool]:
    return [_describe(tool) for tool in tools]


def _describe(tool: Tool) -> McpTool:
    return McpTool(
        name=tool.name,
        description=_description(tool),
        input_schema=tool.request.model_json_schema(),
        output_schema=_output_schema(tool),
        annotations=ToolAnnotations(
            read_only_hint=tool.name in _READ_ONLY,
            destructive_hint=tool.reversible,
            idempotent_hint=tool.name != "apply_patch",
            open_world_hint=False,
        ),
    )


def _description(tool: Tool) -> str:
    words = inspect.cleandoc(tool.request.__doc__ or "")
    return f"{words}\n\n{NOTE}" if tool.family == "build" else words


def _output_schema(tool: Tool) -> dict[str, Any]:
    """Return the schema of the structured content: a picture's bytes travel beside it."""
    schema = tool.result.model_json_schema(mode="serialization")
    if issubclass(tool.result, Frame):
        del schema["properties"]["data"]
        schema["required"].remove("data")
    return schema
