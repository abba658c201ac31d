"""Guardrails: how a broken rule becomes one short sentence with a limit and a next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

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
    "greater_than_equal": ("ge", "at least", "or more"),
    "less_than_equal": ("le", "at most", "or less"),
}
_KINDS = {
    "bool": "a boolean",
    "bytes": "bytes",
    "dict": "a mapping of names to values",
    "finite": "a finite number",
    "float": "a number",
    "int": "a whole number",
    "string": "text",
    "tuple": "a list",
    "uuid": "a UUID",
}
_WRONG_KIND = frozenset(["from_float", "number", "parsing", "type", "unicode"])
_CORRECT = "Correct the value."
_UNION_TAGS = frozenset(["bool", "float", "str"])
_FIELD_CHARACTERS = 80
_WALL = 10**20  # Python itself writes out no number of more than 4300 digits


def refusal(
    rule: Guardrail, field: str, tool: str | None = None, call_id: str | None = None
) -> RejectedError:
    """Return what a user sees of a broken rule; ``field`` counts where the rule names none."""
    return RejectedError(
        str(rule),
        field=rule.field or field,
        limit=rule.limit,
        actual=rule.actual,
        tool=tool,
        call_id=call_id,
        hint=rule.hint,
    )


def rejection(error: ValidationError, tool: str, call_id: str | None = None) -> RejectedError:
    """Put the first broken rule of ``error`` into the words a user sees."""
    errors = error.errors(include_url=False)
    first = errors[0]
    field = _field(first)
    context: dict[str, Any] = first.get("ctx", {})
    rule = context.get("error")
    if isinstance(rule, Guardrail):
        return refusal(rule, field, tool, call_id)
    message, limit, hint = _plain_words(first, field, context, errors)
    actual = None if first["type"] == "missing" else _brief(first["input"])
    if first["type"] not in ("missing", "extra_forbidden"):
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


def _field(error: ErrorDetails) -> str:
    """Return the path to the field; which branch of a union was tried is no part of it."""
    where = error["loc"][:-1] if _is_branch(error) else error["loc"]
    text = ".".join(str(part) for part in where) or "request"
    return text if len(text) <= _FIELD_CHARACTERS else f"{text[:_FIELD_CHARACTERS]}…"


def _is_branch(error: ErrorDetails) -> bool:
    return len(error["loc"]) > 1 and error["loc"][-1] in _UNION_TAGS


def _plain_words(
    error: ErrorDetails, field: str, context: dict[str, Any], errors: Sequence[ErrorDetails]
) -> tuple[str, object, str]:
    kind = error["type"]
    if kind in _BOUNDS:
        key, words, more = _BOUNDS[kind]
        bound = int(context[key]) if context[key] == int(context[key]) else context[key]
        return f"{field} must be {words} {bound}", bound, f"Use {bound} {more}."
    if kind == "missing":
        return f"{field} is missing", None, f"Pass {field}=…"
    if kind == "extra_forbidden":
        return f"There is no field {field}", None, "Check the spelling."
    if kind == "literal_error":
        return f"{field} must be one of {context['expected']}", context["expected"], "Use one."
    wanted = _kind(error, errors)
    if wanted is not None:
        return f"{field} must be {wanted}", wanted, _CORRECT
    return f"{field}: {error['msg'][0].lower()}{error['msg'][1:]}", None, _CORRECT


def _kind(error: ErrorDetails, errors: Sequence[ErrorDetails]) -> str | None:
    """Return what the field takes, in words; None when it is not the kind that is wrong."""
    tried = [error]
    if _is_branch(error):
        tried = [other for other in errors if other["loc"][:-1] == error["loc"][:-1]]
    kinds = [other["type"].partition("_") for other in tried]
    if any(kind not in _KINDS or fault not in _WRONG_KIND for kind, _, fault in kinds):
        return None
    *all_but_last, last = (_KINDS[kind] for kind, _, _ in kinds)
    return f"{', '.join(all_but_last)} or {last}" if all_but_last else last


def _brief(value: object) -> object:
    """Return the value as a message may show it: no wall of text, no bytes."""
    if isinstance(value, int) and abs(value) >= _WALL:
        return f"a whole number of {value.bit_length()} bits"
    if isinstance(value, (int, float, bool)) or value is None:
        return value
    try:
        text = repr(value)
    except (RecursionError, ValueError):  # nested without end, or with such a number inside
        text = f"a {type(value).__name__}"
    return text if len(text) <= 80 else f"{text[:77]}…"
