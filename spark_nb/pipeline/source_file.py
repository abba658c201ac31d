"""A local file as the content of an asset."""

from __future__ import annotations

import stat
from pathlib import Path

from spark_nb.domain.byte_size import over_limit
from spark_nb.domain.unity import ASSET_LIMIT_BYTES, IngestAsset
from spark_nb.errors import RejectedError


def with_content(request: IngestAsset, source: str) -> IngestAsset:
    """Return the request with the file's bytes in it; looks at its size before reading.

    Raises RejectedError when the file cannot be read or is too large, ValidationError when its
    content breaks a guardrail.
    """
    try:
        content = _read(Path(source).expanduser(), source)
    except (OSError, RuntimeError, ValueError) as error:  # no such user, or no path at all
        reason = getattr(error, "strerror", None) or str(error)
        raise _refused(
            source,
            f"{source!r} cannot be read: {reason}.",
            "Check the path; it is relative to the notebook.",
        ) from None
    return IngestAsset(path=request.path, content=content, media_type=request.media_type)


def _read(path: Path, source: str) -> bytes:
    facts = path.stat()
    if not stat.S_ISREG(facts.st_mode):  # a device or a pipe may never end
        raise _refused(source, f"{source!r} is no file.", "Use the path of a file.")
    if facts.st_size > ASSET_LIMIT_BYTES:
        raise RejectedError(
            f"{over_limit(source, facts.st_size, ASSET_LIMIT_BYTES)}.",
            field="source",
            limit=ASSET_LIMIT_BYTES,
            actual=facts.st_size,
            hint="Compress or split it.",
        )
    return path.read_bytes()


def _refused(source: str, message: str, hint: str) -> RejectedError:
    return RejectedError(message, field="source", actual=source, hint=hint)
