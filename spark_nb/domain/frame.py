"""A rendered picture of the game, and how a notebook shows it."""

from __future__ import annotations

import base64
import hashlib
import re
import reprlib
from typing import Annotated, Any, Literal

from pydantic import Field

from spark_nb.domain.result import Result
from spark_nb.errors import RejectedError

FrameFormat = Literal["png", "jpeg", "webp"]
_REF = re.compile(r"sha256-[0-9a-f]{64}")


def frame_ref(data: bytes) -> str:
    """Return the name of encoded bytes: ``sha256-`` and 64 hex digits."""
    return f"sha256-{hashlib.sha256(data).hexdigest()}"


def check_frame_ref(ref: str) -> str:
    """Return ``ref`` when it is the name of encoded bytes. Raises RejectedError."""
    if not isinstance(ref, str) or not _REF.fullmatch(ref):
        raise RejectedError(
            f"frame_ref must be sha256- and 64 hex digits (got {reprlib.repr(ref)}).",
            field="frame_ref",
            hint="Use the frame_ref of a frame or of its event.",
        )
    return ref


class Frame(Result):
    """One picture. ``data`` holds the encoded bytes, ``time_s`` the game time it shows.

    ``inputs`` are those that were asked for, played until then or not: ``warnings`` tell.
    """

    frame_ref: Annotated[str, Field(pattern=f"^{_REF.pattern}$")]
    format: FrameFormat
    width: int
    height: int
    data: bytes = Field(repr=False)
    time_s: float
    warnings: tuple[str, ...] = ()
    inputs: tuple[dict[str, str | bool | float], ...] = ()

    @property
    def mime_type(self) -> str:
        """What ``data`` is, as browsers call it."""
        return f"image/{self.format}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        text = base64.b64encode(self.data).decode()
        bundle: dict[str, Any] = {"text/plain": str(self)}
        if self.format == "webp":  # notebooks know no image/webp output
            bundle["text/html"] = (
                f'<img src="data:image/webp;base64,{text}" '
                f'width="{self.width}" height="{self.height}" alt="{self}">'
            )
        else:
            bundle[self.mime_type] = text
        return bundle

    def __str__(self) -> str:
        count = len(self.warnings)
        note = f", {count} warning{'s' * (count > 1)}" if count else ""
        return (
            f"Frame {self.width}×{self.height} {self.format.upper()} at {self.time_s:g} s, "  # noqa: RUF001
            f"{len(self.data) / 1024:.1f} KiB{note}"
        )

    __repr__ = __str__
