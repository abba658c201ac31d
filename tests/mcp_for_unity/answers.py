"""What the plugin's commands answer with."""

from __future__ import annotations

from typing import Any

Payload = dict[str, Any]


def success(message: str, data: Any = None) -> Payload:
    return {"success": True, "message": message, "data": data}


def refusal(error: str, data: Any = None) -> Payload:
    """Code and error are the same text: a token or a sentence."""
    return {"success": False, "code": error, "error": error, "data": data}


def camel_case(params: Payload) -> Payload:
    """Return the parameters of a batched command as the plugin reads them."""
    return {_camel(name): value for name, value in params.items()}


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
