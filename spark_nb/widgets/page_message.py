"""Reads what a page sent: whatever else runs there may have sent it."""

from __future__ import annotations

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from spark_nb.domain.guardrail import rejection
from spark_nb.errors import RejectedError

T = TypeVar("T")


def read_page_message(adapter: TypeAdapter[T], content: object, widget: str) -> T:
    """Return what a page said to ``widget`` ("a preview"); RejectedError for anything else."""
    try:
        return adapter.validate_python(content)
    except ValidationError as error:
        broken = rejection(error, widget.rsplit(maxsplit=1)[-1])
        raise RejectedError(
            f"The page sent what is no message of {widget}. {broken.message}",
            field=broken.field,
            hint="Reload the page.",
        ) from error
