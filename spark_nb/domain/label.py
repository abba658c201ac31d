"""Names that users give to what they do."""

from __future__ import annotations

from spark_nb.domain.guardrail import Guardrail

LABEL_LIMIT = 100


def check_label(name: object, what: str, example: str) -> str:
    """Return ``name`` without spaces around it. Raises Guardrail.

    ``what`` begins the sentence ("A feature's name"); ``example`` is a line of Python.
    """
    label = name.strip() if isinstance(name, str) else ""
    if not 1 <= len(label) <= LABEL_LIMIT or not label.isprintable():
        raise Guardrail(
            f"{what} is 1 to {LABEL_LIMIT} printable characters.",
            limit=LABEL_LIMIT,
            actual=len(label),
            hint=f"Write, for example, {example}.",
        )
    return label
