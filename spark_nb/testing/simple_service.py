"""A vision and speech service without a service: right on simple cases, honest about others."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from spark_nb.domain.request import Request
from spark_nb.domain.result import Result
from spark_nb.domain.speech import Asr
from spark_nb.domain.tools import Tool
from spark_nb.domain.vision import Classify, Ocr, Ocv
from spark_nb.errors import SparkError
from spark_nb.ports import Answer, OnProgress
from spark_nb.testing.simple_speech import transcribe
from spark_nb.testing.simple_vision import classify, read, verify

_TOOLS: dict[type[Request], Callable[[Any], Result]] = {
    Ocr: read,
    Ocv: verify,
    Classify: classify,
    Asr: transcribe,
}


class SimpleService:
    """A ``Service``. Queue errors in ``fail_with``: each call takes one and raises it.

    ``samples`` makes files that it understands.
    """

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.fail_with: list[SparkError] = []

    async def call(
        self, tool: Tool, request: Request, on_progress: OnProgress | None = None
    ) -> Answer:
        self.requests.append(request)
        if self.fail_with:
            raise self.fail_with.pop(0)
        result = await asyncio.to_thread(_TOOLS[type(request)], request)
        return Answer(result, 1, len(result.model_dump_json(exclude={"revision", "delayed"})))

    async def read_file(self, path: str) -> bytes | None:
        return None

    async def revision(self) -> str | None:
        return None
