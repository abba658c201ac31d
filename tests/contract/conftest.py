from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from spark_nb.domain.tools import TOOLS
from spark_nb.errors import SparkError, ToolError
from spark_nb.metrics import Metrics
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.pipeline.project_revision import ProjectRevision
from spark_nb.policy.preview_cache import PreviewCache
from spark_nb.testing import (
    FakeClock,
    FolderService,
    MemoryEvents,
    MemoryOperations,
    MemoryRows,
    SimpleService,
)


@dataclass
class Gateway:
    """A pipeline whose services answer every request that gets to them with ``reached``."""

    folder: Path
    pipeline: Pipeline
    rows: MemoryRows

    def put(self, path: str, content: bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    async def outcome(self, tool: str, fields: Mapping[str, Any]) -> SparkError:
        """Return the error a user sees; it is ``reached`` when no guardrail stopped the call."""
        service: Any = self.pipeline.services[TOOLS[tool].service]
        service.fail_with = [ToolError("reached", code="reached")]
        with pytest.raises(SparkError) as caught:
            await call_tool(self.pipeline, Caller("s1", "ada"), tool, fields)
        assert (service.fail_with == []) == is_reached(caught.value)
        return caught.value


def is_reached(error: SparkError) -> bool:
    return isinstance(error, ToolError) and error.code == "reached"


@pytest.fixture
def gateway(tmp_path: Path) -> Gateway:
    unity, simple, rows, clock = FolderService(), SimpleService(), MemoryRows(), FakeClock()
    pipeline = Pipeline(
        services={"unity": unity, "cv": simple, "asr": simple},
        engine=unity,
        rows=rows,
        events=MemoryEvents(),
        cache=PreviewCache(),
        revision=ProjectRevision(unity, clock),
        patches=PatchStack(MemoryOperations()),
        metrics=Metrics(),
        clock=clock,
        folder=tmp_path,
    )
    return Gateway(tmp_path, pipeline, rows)
