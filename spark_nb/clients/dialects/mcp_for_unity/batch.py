"""Commands of the editor's own, many in one call, and what the editor says of itself."""

from __future__ import annotations

from collections.abc import Sequence

from mcp.types import CallToolResult

from spark_nb.clients.dialects.mcp_for_unity.payload import Payload, list_in, payload_of
from spark_nb.errors import ToolError
from spark_nb.policy.editor_life import EditorSaid

Command = tuple[str, Payload]


def batch(commands: Sequence[Command]) -> dict[str, object]:
    listed = [{"tool": tool, "params": params} for tool, params in commands]
    return {"commands": listed, "fail_fast": True}


def results(answer: CallToolResult) -> list[Payload]:
    """Return what each command of a batch answered. Raises SparkError when none was tried."""
    try:
        payload = payload_of(answer)
    except ToolError:
        payload = answer.structured_content or {}
        if not list_in(payload, "results"):
            raise
    return [_result(each) for each in list_in(payload, "results")]


def _result(entry: Payload) -> Payload:
    found = entry.get("result")
    if isinstance(found, dict):
        return found
    return {"success": False, "error": str(entry.get("error") or "It failed without a word.")}


def editor_said(facts: Payload) -> EditorSaid:
    def flag(*names: str) -> bool:
        value: object = facts
        for name in names:
            value = value.get(name) if isinstance(value, dict) else None
        return value is True

    return EditorSaid(
        compiling=flag("compilation", "is_compiling")
        or flag("compilation", "is_domain_reload_pending"),
        importing=flag("assets", "refresh", "is_refresh_in_progress")
        or flag("assets", "is_updating"),
        testing=flag("tests", "is_running"),
        playing=flag("editor", "play_mode", "is_playing"),
    )
