"""MCP answers to results of the domain, refusals to errors of ours; nonsense is one too."""

from __future__ import annotations

import base64
import json
from typing import Annotated, Any

from mcp.types import (
    BlobResourceContents,
    CallToolResult,
    ImageContent,
    ReadResourceResult,
    TextContent,
    TextResourceContents,
)
from pydantic import BaseModel, Field, ValidationError

from spark_nb.domain.frame import Frame
from spark_nb.domain.result import Result
from spark_nb.domain.tools import Tool
from spark_nb.errors import ConflictError, RejectedError, ServiceError, SparkError, ToolError

_OTHER_VERSION = "Its version may not fit this version of spark-nb."


class Refusal(BaseModel):
    """What our engines say of a call that failed."""

    code: str
    message: str
    hint: str | None = None
    retry_after_seconds: Annotated[float, Field(ge=0, allow_inf_nan=False)] | None = None
    field: str | None = None
    limit: Any = None
    actual: Any = None
    path: str | None = None
    expected: str | None = None

    def as_error(self) -> SparkError:
        if self.code == "rejected" and self.field is not None:
            limits = {"field": self.field, "limit": self.limit, "actual": self.actual}
            return RejectedError(self.message, hint=self.hint, **limits)
        if self.code == "conflict" and self.path is not None:
            actual = None if self.actual is None else str(self.actual)
            return ConflictError(
                self.message,
                path=self.path,
                expected=self.expected,
                actual=actual,
                hint=self.hint,
            )
        return ToolError(
            self.message,
            code=self.code,
            retry_after_seconds=self.retry_after_seconds,
            hint=self.hint,
        )


class Project(BaseModel):
    """What ``spark://project`` says, as far as it matters here."""

    revision: str | None = None
    unity_version: str | None = None
    path: str | None = None


def tool_result(tool: Tool, answer: CallToolResult) -> Result:
    """Raises SparkError when the engine said no, or what makes no sense."""
    facts: dict[str, Any] = dict(answer.structured_content or {})
    if answer.is_error:
        raise _refusal(answer, facts.get("error"))
    if tool.result is Frame:
        facts["data"] = _picture(answer)
    try:
        return tool.result.model_validate(facts)
    except ValidationError as error:
        field = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise _nonsense(f"an answer without a valid {field}") from None


def answer_bytes(answer: CallToolResult) -> int:
    """Return the size of the answer's contents, pictures as they travelled."""
    size = len(json.dumps(answer.structured_content or {}))
    for part in answer.content:
        match part:
            case ImageContent():
                size += len(part.data)
            case TextContent():
                size += len(part.text)
    return size


def file_content(answer: ReadResourceResult) -> bytes:
    match answer.contents:
        case [BlobResourceContents() as blob, *_]:
            return _decoded(blob.blob)
        case [TextResourceContents() as text, *_]:
            return text.text.encode()
    raise _nonsense("a file without content")


def project_facts(answer: ReadResourceResult) -> Project:
    try:
        return Project.model_validate_json(file_content(answer))
    except ValidationError:
        raise _nonsense("no description of its project") from None


def _picture(answer: CallToolResult) -> bytes:
    for part in answer.content:
        if isinstance(part, ImageContent):
            return _decoded(part.data)
    raise _nonsense("no picture")


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except ValueError:  # what is no base64, or not even ASCII
        raise _nonsense("bytes that are no base64") from None


def _nonsense(what: str) -> ServiceError:
    return ServiceError(f"The Unity server sent {what}.", hint=_OTHER_VERSION)


def _refusal(answer: CallToolResult, facts: object) -> SparkError:
    try:
        return Refusal.model_validate(facts).as_error()
    except ValidationError:  # somebody else's engine: its text is all there is
        text = next((part.text for part in answer.content if isinstance(part, TextContent)), "")
        return ToolError(text or "It failed without a word.", code="error")
