"""How long a recording lasts."""

from __future__ import annotations

import io

from tinytag import TinyTag, TinyTagException

from spark_nb.domain.guardrail import Guardrail


def duration_s(content: bytes, media_type: str) -> float:
    """Return the seconds a recording lasts, from its headers and frames; nothing is decoded.

    Raises Guardrail when they do not say.
    """
    try:
        found = TinyTag.get(file_obj=io.BytesIO(content), tags=False)
    except TinyTagException:
        found = TinyTag()
    seconds = found.duration or 0.0
    if media_type == "audio/wav" and found.bitrate:  # a streamed one claims more than it holds
        seconds = min(seconds, len(content) / (found.bitrate * 125))
    if seconds <= 0:
        raise Guardrail(
            "The recording does not say how long it lasts.",
            field="media_type",
            limit="a length in seconds",
            hint="Save it again, as WAV for example.",
        )
    return seconds
