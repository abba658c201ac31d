"""The tool of the speech service as a method: keyword arguments are the request's fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from spark_nb.domain.media import AudioType
from spark_nb.domain.speech import AsrResult


class SpeechTools:
    """The tool behind ``ASR_SERVICE_URL``. Raises SparkError and nothing else."""

    def __init__(self, run: Callable[..., Any]) -> None:
        self._run = run

    async def asr(self, *, path: str, media_type: AudioType, language: str = "en") -> AsrResult:
        """Write down what a recording says, with times.

        ``path`` is a file of the project, below ``Assets/`` or ``Uploads/``, of 15 minutes and
        50 MiB at most.
        """
        fields = {"path": path, "media_type": media_type, "language": language}
        return cast("AsrResult", await self._run("asr", fields))
