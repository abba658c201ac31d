"""Guardrails: how a broken rule becomes one short sentence with a limit and a next step."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from spark_nb.errors import RejectedError


class Guardrail(ValueError):
    """A rule of ours was broken. ``limit`` and ``actual`` are in the field's own unit.

    ``field`` is named by rules that look at more than one.
    """

    def __init__(
        self,
        message: str,
        *,
        field: str | None = None,
        limit: object = None,
        actual: object = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.field = field
        self.limit = limit
        self.actual = actual
        self.hint = hint


_BOUNDS = {
    "greater_than_equal": ("ge", "at least"),
    "less_than_equal": ("le", "at most"),
    "greater_than": ("gt", "more than"),
    "less_than": ("lt", "less than"),
}


def rejection(error: ValidationError, tool: str, call_id: str | None = None) -> RejectedError:
    """Put the first broken rule of ``error`` into the words a user sees."""
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"]) or "request"
    context: dict[str, Any] = first.get("ctx", {})
    rule = context.get("error")
    if isinstance(rule, Guardrail):
        return RejectedError(
            str(rule),
            field=rule.field or field,
            limit=rule.limit,
            actual=rule.actual,
            tool=tool,
            call_id=call_id,
            hint=rule.hint,
        )
    message, limit, hint = _plain_words(first["type"], field, context, first["msg"])
    actual = None if first["type"] == "missing" else _brief(first["input"])
    if actual is not None and first["type"] != "extra_forbidden":
        message = f"{message} (got {actual})"
    return RejectedError(
        f"{message}.",
        field=field,
        limit=limit,
        actual=actual,
        tool=tool,
        call_id=call_id,
        hint=hint,
    )


def _plain_words(
    kind: str, field: str, context: dict[str, Any], fallback: str
) -> tuple[str, object, str | None]:
    if kind in _BOUNDS:
        key, words = _BOUNDS[kind]
        return f"{field} must be {words} {context[key]}", context[key], None
    if kind == "missing":
        return f"{field} is missing", None, f"Pass {field}=…"
    if kind == "extra_forbidden":
        return f"There is no field {field}", None, "Check the spelling."
    if kind in ("literal_error", "enum"):
        return f"{field} must be one of {context['expected']}", context["expected"], None
    return f"{field}: {fallback[0].lower()}{fallback[1:]}", None, None


def _brief(value: object) -> object:
    """Return the value as a message may show it: no wall of text, no bytes."""
    if isinstance(value, (int, float, bool)) or value is None:
        return value
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
