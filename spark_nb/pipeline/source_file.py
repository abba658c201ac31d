"""A local file as the content of an asset."""

from __future__ import annotations

from pathlib import Path

from spark_nb.domain.unity import ASSET_LIMIT_BYTES, IngestAsset
from spark_nb.errors import RejectedError


def with_content(request: IngestAsset, source: str) -> IngestAsset:
    """Return the request with the file's bytes in it; looks at its size before reading.

    Raises RejectedError when the file cannot be read or is too large, ValidationError when its
    content breaks a guardrail.
    """
    path = Path(source).expanduser()
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= ASSET_LIMIT_BYTES else b""
    except OSError as error:
        raise RejectedError(
            f"The file {source} cannot be read: {error.strerror}.",
            field="source",
            actual=source,
            hint="Check the path; it is relative to the notebook.",
        ) from None
    if size > ASSET_LIMIT_BYTES:
        raise RejectedError(
            f"{source} is {size / 1024 / 1024:.1f} MiB; the limit is 10 MiB.",
            field="source",
            limit=ASSET_LIMIT_BYTES,
            actual=size,
            hint="Compress or split it.",
        )
    return IngestAsset(path=request.path, content=content, media_type=request.media_type)
