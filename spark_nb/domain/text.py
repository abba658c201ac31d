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
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > TEXT_LIMIT_BYTES:
        raise Guardrail(
            f"{over_limit('Text', size, TEXT_LIMIT_BYTES)} of UTF-8.",
            limit=TEXT_LIMIT_BYTES,
            actual=size,
            hint="Split it into smaller files.",
        )
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise Guardrail("Text has a lone surrogate, which UTF-8 cannot hold.", hint="Remove it.")
    return text


def check_json_size(value: object, field: str, hint: str) -> None:
    """Raise Guardrail when ``value``, which is JSON, is over 200 KiB of UTF-8."""
    size = len(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    if size > TEXT_LIMIT_BYTES:
        raise Guardrail(
            f"{over_limit(f'{field} as JSON', size, TEXT_LIMIT_BYTES)}.",
            field=field,
            limit=TEXT_LIMIT_BYTES,
            actual=size,
            hint=hint,
        )


LimitedText = Annotated[
    str,
    AfterValidator(check_text),
    Field(json_schema_extra={"maxLength": TEXT_LIMIT_BYTES}),  # in ASCII; else it is less
]
"""At most 200 KiB of UTF-8."""
