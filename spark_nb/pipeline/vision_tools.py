"""The tools of the vision service as methods: keyword arguments are the request's fields."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Literal, cast

from spark_nb.domain.media import ImageType, PageType
from spark_nb.domain.vision import ClassifyResult, OcrResult, OcvResult


class VisionTools:
    """The tools behind ``CV_SERVICE_URL``. Each method raises SparkError and nothing else.

    ``path`` is a file of the project, below ``Assets/`` or ``Uploads/``, of 10 MiB at most.
    """

    def __init__(self, run: Callable[..., Any]) -> None:
        self._run = run

    async def ocr(
        self,
        *,
        path: str,
        media_type: PageType,
        pages: Sequence[int] | None = None,
        languages: Sequence[str] = ("en",),
    ) -> OcrResult:
        """Read the text of a picture or of up to ten pages of a PDF, counted from 1."""
        fields = {
            "path": path,
            "media_type": media_type,
            "pages": pages,
            "languages": languages,
        }
        return cast("OcrResult", await self._run("ocr", fields))

    async def ocv(self, *, path: str, media_type: PageType, expected: str) -> OcvResult:
        """Verify that a picture or PDF says ``expected``, and find where it does not."""
        fields = {"path": path, "media_type": media_type, "expected": expected}
        return cast("OcvResult", await self._run("ocv", fields))

    async def classify(
        self, *, path: str, media_type: ImageType, mode: Literal["fast", "accurate"] = "fast"
    ) -> ClassifyResult:
        """Say what a picture shows, as labels with scores, the likeliest first."""
        fields = {"path": path, "media_type": media_type, "mode": mode}
        return cast("ClassifyResult", await self._run("classify", fields))
