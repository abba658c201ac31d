"""Project paths: relative, ``/``-separated, Unicode NFC, inside a known root folder."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import AfterValidator, Field

from spark_nb.domain.guardrail import Guardrail

_RESERVED = frozenset(
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{name}{digit}" for name in ("com", "lpt") for digit in "123456789¹²³"]
)
_FORBIDDEN = frozenset('\\:*?"<>|')
_MAX_SEGMENT_BYTES = 255
_MAX_PATH_BYTES = 1024


def check_project_path(path: str, roots: tuple[str, ...] = ("Assets",)) -> str:
    """Return ``path`` unchanged when it may name a file below one of ``roots``.

    Raises Guardrail otherwise. Links are the server's to resolve; this looks at the text alone.
    """
    root, *rest = path.split("/")
    if root not in roots or not rest:
        expected = " or ".join(f"{name}/" for name in roots)
        raise Guardrail(
            f"Path must start with {expected} (got {_shown(path)}).",
            limit=expected,
            actual=path,
            hint=f"Move the file under {expected}.",
        )
    if unicodedata.normalize("NFC", path) != path:
        raise Guardrail(
            f"Path must be in Unicode NFC (got {_shown(path)}).",
            limit="NFC",
            actual=path,
            hint="Normalise it with unicodedata.normalize('NFC', path).",
        )
    if len(path.encode("utf-8", "surrogatepass")) > _MAX_PATH_BYTES:
        raise Guardrail(
            f"Path is over {_MAX_PATH_BYTES} bytes.",
            limit=_MAX_PATH_BYTES,
            actual=len(path.encode("utf-8", "surrogatepass")),
            hint="Use shorter folder names.",
        )
    for segment in rest:
        reason = _fault(segment)
        if reason:
            raise Guardrail(
                f"Path {reason} (got {_shown(path)}).",
                limit=reason,
                actual=path,
                hint="Use plain folder and file names separated by /.",
            )
    return path


def _fault(segment: str) -> str | None:  # noqa: PLR0911 - one rule a line reads best
    if segment == "":
        return "has an empty segment"
    if segment in (".", ".."):
        return f"must not contain the segment {segment!r}"
    if segment[-1] in ". ":
        return "has a segment that ends in a dot or a space"
    if any(unicodedata.category(char) in ("Cc", "Cs") for char in segment):
        return "contains a control character"
    if not _FORBIDDEN.isdisjoint(segment):
        return 'contains one of \\ : * ? " < > |'
    if segment.split(".", maxsplit=1)[0].rstrip(" ").lower() in _RESERVED:
        return "contains a name that Windows reserves"
    if len(segment.encode()) > _MAX_SEGMENT_BYTES:
        return f"has a segment over {_MAX_SEGMENT_BYTES} bytes"
    return None


def _shown(path: str) -> str:
    text = path if path.isprintable() else ascii(path)[1:-1]
    return text if len(text) <= 80 else f"{text[:77]}…"


def _check_file_path(path: str) -> str:
    return check_project_path(path, ("Assets", "Uploads"))


AssetPath = Annotated[
    str,
    AfterValidator(check_project_path),
    Field(json_schema_extra={"pattern": "^Assets/."}),
]
"""A file below ``Assets/``."""

FilePath = Annotated[
    str,
    AfterValidator(_check_file_path),
    Field(json_schema_extra={"pattern": "^(Assets|Uploads)/."}),
]
"""A file below ``Assets/``, or below ``Uploads/``, which Unity does not import."""
