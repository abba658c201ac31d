"""Request and result of the speech service: what a recording says, and when."""

from __future__ import annotations

from textwrap import shorten
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field

from spark_nb.domain.byte_size import MIB
from spark_nb.domain.duration import duration_s
from spark_nb.domain.guardrail import Guardrail
from spark_nb.domain.language import Language
from spark_nb.domain.media import AudioType
from spark_nb.domain.request import FileRequest
from spark_nb.domain.result import Result

DURATION_MAX_S = 15 * 60


class Asr(FileRequest):
    """Write down what a recording says."""

    limit_bytes: ClassVar[int] = 50 * MIB

    media_type: AudioType
    language: Language = "en"

    def _check_content(self, content: bytes) -> None:
        seconds = duration_s(content, self.media_type)
        if seconds > DURATION_MAX_S:
            minutes, rest = divmod(seconds, 60)
            raise Guardrail(
                f"{self.path} lasts {minutes:.0f} min {round(rest, 3):g} s; the limit is 15 min.",
                field="path",
                limit=DURATION_MAX_S,
                actual=round(seconds, 3),
                hint="Cut it into parts.",
            )


class Segment(BaseModel):
    """``text`` is said from ``start_s`` to ``end_s``, in seconds from the beginning."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    start_s: float = Field(ge=0)
    end_s: float = Field(ge=0)
    text: str


class AsrResult(Result):
    """Segments in order of time."""

    segments: tuple[Segment, ...]

    def facts(self) -> dict[str, Any]:
        end_s = max((segment.end_s for segment in self.segments), default=0.0)
        return {"segments": len(self.segments), "end_s": end_s}

    def __str__(self) -> str:
        return f"{len(self.segments)} segments: {shorten(self.text, 80, placeholder=' …')!r}"

    __repr__ = __str__

    @property
    def text(self) -> str:
        return " ".join(segment.text for segment in self.segments)
