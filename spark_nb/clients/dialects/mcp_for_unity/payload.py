"""What the server answers, and what its many ways to say no become.

A failure is an ordinary answer with ``success: false``: from the editor with a token or a
sentence as code, from the server's own checks, or from the way between them with a hint to retry.
Of calls to SPARK's own tools in Unity the server passes on the words alone.
"""

from __future__ import annotations

import json
import re
from typing import Any

from mcp.types import CallToolResult, TextContent

from spark_nb.clients.mcp_failure import token_refused
from spark_nb.errors import (
    EngineAway,
    Landed,
    RejectedError,
    ServiceError,
    ServiceTimeout,
    ServiceUnavailable,
    SparkError,
    ToolError,
)

Payload = dict[str, Any]

_BAD_REQUESTS = {
    "path_outside_assets": "path",
    "bad_path": "path",
    "bad_extension": "path",
    "missing_field": "edits",
    "overlap": "edits",
}
_NOBODY_THERE = ("no_unity_session", "stale_connection")
_AWAY = re.compile(
    r"session not available|Plugin session \S+ not connected"
    r"|No active Unity instance|Could not resolve project id"
)
_LOST = re.compile(
    r"disconnected while awaiting|once a close message|WebSocketDisconnect|WebSocket is not"
)
_LATE = re.compile(r"timed out|TimeoutError|did not respond")
_LOOK = "Look at Unity's window, then call again."
_SHOWN_CHARACTERS = 300


def payload_of(answer: CallToolResult) -> Payload:
    """Return what a call that went well answered. Raises SparkError."""
    if answer.is_error:
        raise _protocol_error(_text_of(answer))
    payload = _object_of(answer)
    if payload is None:
        raise nonsense("an answer that is no JSON object")
    check(payload)
    return payload


def never_arrived(answer: CallToolResult) -> bool:
    """Whether the editor surely saw nothing of the call: it had just left, or was not back."""
    if answer.is_error:
        return _names_nobody(_text_of(answer))
    payload = _object_of(answer) or {}
    return payload.get("success") is False and _is_away(payload)


def came_from_editor(answer: CallToolResult) -> bool:
    """Whether the editor itself answered, be it no."""
    payload = _object_of(answer) or {}
    said_no = payload.get("success") is False
    return not answer.is_error and not (said_no and _failed_on_the_way(payload))


def _object_of(answer: CallToolResult) -> Payload | None:
    try:
        payload = json.loads(_text_of(answer))
    except ValueError:
        return None
    return payload if isinstance(payload, dict) else None


def _text_of(answer: CallToolResult) -> str:
    return next((part.text for part in answer.content if isinstance(part, TextContent)), "")


def check(payload: Payload) -> None:
    """Raise SparkError when the payload says that the call failed."""
    if payload.get("success") is not True:
        raise failure(payload)


def failure(payload: Payload) -> SparkError:
    """Return the error for a payload that says no."""
    said = _words(payload)
    facts = data_of(payload)
    if _failed_on_the_way(payload):
        return _transport_error(payload)
    if payload.get("hint") == "select_instance":
        return _not_there("Several Unity Editors are open.", "Set SPARK_PROJECT to its folder.")
    code = facts.get("status") or payload.get("code") or payload.get("error") or "refused"
    if code in _BAD_REQUESTS:
        return RejectedError(sentence(said), field=_BAD_REQUESTS[code])
    token = code if isinstance(code, str) and code.isidentifier() else "refused"
    details = facts.get("diagnostics")
    if isinstance(details, list) and details:
        said = f"{said}: {'; '.join(map(str, details[:3]))}"
    return ToolError(sentence(said), code=token)


def data_of(payload: Payload) -> Payload:
    """Return the payload's data, empty where there is none or it is a list."""
    data = payload.get("data")
    return data if isinstance(data, dict) else {}


def list_in(payload: Payload, name: str) -> list[Payload]:
    """Return the objects of a list in the payload's data."""
    found = data_of(payload).get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def text_in(payload: Payload, name: str) -> str:
    """Return a text of the payload's data. Raises ServiceError when there is none."""
    found = data_of(payload).get(name)
    if not isinstance(found, str):
        raise nonsense(f"an answer without {name}")
    return found


def nonsense(what: str) -> ServiceError:
    return ServiceError(
        f"MCP for Unity sent {what}.", hint="Its version may not fit this version of spark-nb."
    )


def sentence(said: str) -> str:
    """Return the server's words as one sentence of bounded length."""
    text = " ".join(said.split())[:_SHOWN_CHARACTERS].rstrip(". ")
    return f"Unity refused it: {text}." if text else "Unity refused it without a word."


def _words(payload: Payload) -> str:
    parts = [payload.get("message"), payload.get("error"), payload.get("code")]
    return next((part for part in parts if isinstance(part, str) and part), "")


def _failed_on_the_way(payload: Payload) -> bool:
    said = _words(payload)
    told = any(sign.search(said) for sign in (_LOST, _LATE))
    return payload.get("hint") == "retry" or told or _is_away(payload)


def _is_away(payload: Payload) -> bool:
    reason = data_of(payload).get("reason")
    return reason in _NOBODY_THERE or _AWAY.search(_words(payload)) is not None


def _transport_error(payload: Payload) -> SparkError:
    """Return the error for what happened between the server and the editor."""
    said, facts = _words(payload), data_of(payload)
    reason = facts.get("reason")
    if said == "busy" or reason in ("compiling", "tests_running", "domain_reload"):
        return busy(str(reason or "busy"), facts)
    if _is_away(payload) or "not ready" in said:
        return _not_there("The Unity Editor does not answer.", _LOOK)
    if _LATE.search(said):
        return ServiceTimeout("The Unity Editor did not answer in time.", hint=_LOOK)
    return lost("The Unity Editor went away during the call.")


def busy(reason: str, facts: Payload) -> ToolError:
    """Return the error for a gate that let nothing through: nothing was done."""
    wait_ms = facts.get("retry_after_ms")
    seconds = wait_ms / 1000 if isinstance(wait_ms, (int, float)) else 1.0
    return ToolError(
        f"Unity is busy ({reason.replace('_', ' ')}).",
        code="busy",
        retry_after_seconds=seconds,
        hint="It is asked again by itself for a while; then call again.",
    )


def lost(message: str, landed: Landed = "maybe") -> ServiceUnavailable:
    return ServiceUnavailable(message, landed=landed, hint=_LOOK)


def _names_nobody(said: str) -> bool:
    return "nstance" in said and ("not found" in said or "No running" in said)


def _not_there(message: str, hint: str) -> EngineAway:
    return EngineAway(message, landed="no", hint=hint)


def _protocol_error(said: str) -> SparkError:
    if said.startswith("Unknown tool"):
        return ToolError(
            sentence(said), code="unsupported", hint="Update MCP for Unity in the project."
        )
    if "API key" in said:
        return token_refused()
    if _names_nobody(said):
        return _not_there("The project's Unity Editor has just left.", _LOOK)
    if said.startswith("Error calling tool"):  # the server itself stumbled, over a lost reply too
        return lost("MCP for Unity lost its way in the call.")
    return ToolError(sentence(said), code="refused")
