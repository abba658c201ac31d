"""Languages, by their BCP 47 tags."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, Field

from spark_nb.domain.guardrail import Guardrail

LANGUAGES_MAX = 10
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")


def _check_tag(tag: str) -> str:
    if not _TAG.fullmatch(tag):
        raise Guardrail(
            f"A language is a BCP 47 tag (got {tag[:40]!r}).",
            limit="BCP 47",
            actual=tag[:40],
            hint="Use one like en or pt-BR.",
        )
    return tag


def _check_languages(tags: tuple[str, ...]) -> tuple[str, ...]:
    if not 1 <= len(tags) <= LANGUAGES_MAX:
        raise Guardrail(
            f"languages must name 1 to {LANGUAGES_MAX} languages (got {len(tags)}).",
            limit=LANGUAGES_MAX,
            actual=len(tags),
            hint="Name those that the file is written in.",
        )
    return tags


Language = Annotated[
    str,
    AfterValidator(_check_tag),
    Field(description="BCP 47 tag", json_schema_extra={"pattern": f"^{_TAG.pattern}$"}),
]
Languages = Annotated[
    tuple[Language, ...],
    AfterValidator(_check_languages),
    Field(
        description="BCP 47 tags, likeliest first",
        json_schema_extra={"minItems": 1, "maxItems": LANGUAGES_MAX},
    ),
]
