"""How many pages a PDF has."""

from __future__ import annotations

import io

from spark_nb.domain.guardrail import Guardrail
from spark_nb.errors import SetupError


def page_count(content: bytes) -> int:
    """Return the number of pages.

    Raises Guardrail when the file is no readable PDF, SetupError when pypdf is not installed: the
    page tree may be compressed, so pages cannot be counted without a reader.
    """
    try:
        from pypdf import PdfReader  # noqa: PLC0415 - an extra, and slow to import
        from pypdf.errors import PyPdfError  # noqa: PLC0415
    except ImportError:
        raise SetupError(
            "Counting the pages of a PDF needs pypdf.", hint="Run pip install 'spark-nb[pdf]'."
        ) from None
    try:
        return len(PdfReader(io.BytesIO(content)).pages)
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Guardrail(
            "The file is not a readable PDF.",
            field="media_type",
            limit="application/pdf",
            actual=type(error).__name__,
            hint="Export it again.",
        ) from None
