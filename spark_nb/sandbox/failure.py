"""Errors as an MCP client sees them: short words, a code, and numbers to act on."""

from __future__ import annotations

import json
import logging
from typing import Any

from mcp_types import CallToolResult, TextContent

from spark_nb.errors import ConflictError, RejectedError, SparkError, ToolError

_log = logging.getLogger(__name__)


def failure(error: Exception) -> CallToolResult:
    """Return the answer to a call that failed; what we did not foresee stays in our log."""
    if not isinstance(error, SparkError):
        _log.error("unforeseen failure", exc_info=error)
        error = ToolError(
            f"The engine failed with {type(error).__name__}.",
            code="internal",
            hint="See the sandbox's log.",
        )
    details = {"code": error_code(error), "message": error.message, "hint": error.hint}
    details |= _numbers(error)
    text = f"{error.message} {error.hint}" if error.hint else error.message
    return CallToolResult(
        content=[TextContent(text=text)],
        structured_content={"error": json.loads(json.dumps(details, default=str))},
        is_error=True,
    )


def error_code(error: SparkError) -> str:
    match error:
        case RejectedError():
            return "rejected"
        case ConflictError():
            return "conflict"
        case ToolError():
            return error.code
        case _:
            return "internal"


def _numbers(error: SparkError) -> dict[str, Any]:
    match error:
        case RejectedError():
            return {"field": error.field, "limit": error.limit, "actual": error.actual}
        case ConflictError():
            return {"path": error.path, "expected": error.expected, "actual": error.actual}
        case _:
            return {}
