"""SPARK's own tools inside Unity, where the project has its package: exact sizes, any bytes.

They are custom tools of MCP for Unity, by our tools' names with a prefix. They answer in our own
terms, so nothing has to be worked around.
"""

from __future__ import annotations

import base64
from typing import Any

from pydantic import BaseModel, ValidationError

from spark_nb.clients.dialects.mcp_for_unity.editor import Editor
from spark_nb.clients.dialects.mcp_for_unity.payload import (
    Payload,
    data_of,
    nonsense,
    payload_of,
)
from spark_nb.clients.mcp_answer import Refusal
from spark_nb.domain.frame import Frame
from spark_nb.domain.request import Request
from spark_nb.domain.result import Result
from spark_nb.domain.tools import TOOLS, Tool
from spark_nb.errors import ToolError

_PREFIX = "spark_"
_READ = f"{_PREFIX}read_file"
UNITY_TOOLS = frozenset(name for name, tool in TOOLS.items() if tool.service == "unity")
_EVERYWHERE = "ProjectSettings/ProjectVersion.txt"
NAMES = frozenset({*(f"{_PREFIX}{name}" for name in UNITY_TOOLS), _READ})


class _File(BaseModel):
    exists: bool
    content: str | None = None


class Package:
    def __init__(self, editor: Editor) -> None:
        self._editor = editor

    async def answers(self) -> bool:
        try:
            return await self.read_file(_EVERYWHERE) is not None
        except ToolError:
            return False

    async def call(self, tool: Tool, request: Request) -> Result:
        arguments = request.model_dump(mode="json", exclude_none=True)
        facts = await self._ask(f"{_PREFIX}{tool.name}", arguments)
        if tool.result is Frame:
            facts["data"] = _decoded(facts.get("data"))
        try:
            return tool.result.model_validate(facts)
        except ValidationError as error:
            field = ".".join(str(part) for part in error.errors()[0]["loc"])
            raise nonsense(f"an answer of SPARK's package without a valid {field}") from None

    async def read_file(self, path: str) -> bytes | None:
        facts = await self._ask(_READ, {"path": path})
        try:
            file = _File.model_validate(facts)
        except ValidationError:
            raise nonsense("no file") from None
        return _decoded(file.content) if file.exists else None

    async def _ask(self, name: str, arguments: dict[str, Any]) -> Payload:
        answer = await self._editor.ask(name, **arguments)
        try:
            payload = payload_of(answer)
        except ToolError as error:
            refusal = _refusal(answer.structured_content)
            raise error if refusal is None else refusal.as_error() from None
        return dict(data_of(payload))


def _refusal(payload: Payload | None) -> Refusal | None:
    """Return why our own tool refused; None when it was somebody on the way to it."""
    try:
        return Refusal.model_validate(data_of(payload or {}))
    except ValidationError:
        return None


def _decoded(text: object) -> bytes:
    try:
        return base64.b64decode(str(text), validate=True)
    except ValueError:
        raise nonsense("bytes that are no base64") from None
