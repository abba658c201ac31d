"""Text as it travels: UTF-8, with a limit in bytes."""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import AfterValidator, Field

from spark_nb.domain.byte_size import KIB, over_limit
from spark_nb.domain.guardrail import Guardrail

TEXT_LIMIT_BYTES = 200 * KIB


def check_text(text: str) -> str:
    """Return ``text`` unchanged. Raises Guardrail over 200 KiB, or when UTF-8 cannot hold it."""
    size = _size(text, "Text")
    if size > TEXT_LIMIT_BYTES:
        raise Guardrail(
            f"{over_limit('Text', size, TEXT_LIMIT_BYTES)} of UTF-8.",
            limit=TEXT_LIMIT_BYTES,
            actual=size,
            hint="Split it into smaller files.",
        )
    return text


def check_json(value: object, field: str, hint: str) -> None:
    """Raise Guardrail when ``value``, made of JSON's types, is no JSON or over 200 KiB of it."""
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    except ValueError:  # a number without end, or one of more digits than Python writes
        raise Guardrail(
            f"{field} has a number that JSON cannot hold.", field=field, hint="Use a finite one."
        ) from None
    except RecursionError:
        raise Guardrail(
            f"{field} is nested too deeply.", field=field, hint="Flatten it."
        ) from None
    size = _size(text, field)
    if size > TEXT_LIMIT_BYTES:
        raise Guardrail(
            f"{over_limit(f'{field} as JSON', size, TEXT_LIMIT_BYTES)}.",
            field=field,
            limit=TEXT_LIMIT_BYTES,
            actual=size,
            hint=hint,
        )


def _size(text: str, what: str) -> int:
    """Return the length in bytes of UTF-8. Raises Guardrail when that cannot hold it."""
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        raise Guardrail(
            f"{what} has a lone surrogate, which UTF-8 cannot hold.", hint="Remove it."
        ) from None


def text_of(content: bytes) -> str | None:
    """Return the text of a file that can be compared line by line, None for any other."""
    if b"\0" in content:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


LimitedText = Annotated[
    str,
    AfterValidator(check_text),
    Field(json_schema_extra={"maxLength": TEXT_LIMIT_BYTES}),  # in ASCII; else it is less
]
"""At most 200 KiB of UTF-8."""
