from __future__ import annotations

from dataclasses import dataclass

import pytest

from spark_nb.metrics import Metrics
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.pipeline.project_revision import ProjectRevision
from spark_nb.policy.preview_cache import PreviewCache
from spark_nb.testing import FakeClock, FolderService, MemoryEvents, MemoryOperations, MemoryRows


@dataclass
class Rig:
    """A pipeline over fakes, with the fakes at hand."""

    pipeline: Pipeline
    caller: Caller
    service: FolderService
    rows: MemoryRows
    events: MemoryEvents
    clock: FakeClock

    async def call(self, tool, /, **fields):
        return await call_tool(self.pipeline, self.caller, tool, fields)


@pytest.fixture
def rig() -> Rig:
    service, rows, events, clock = FolderService(), MemoryRows(), MemoryEvents(), FakeClock()
    pipeline = Pipeline(
        services={"unity": service},
        engine=service,
        rows=rows,
        events=events,
        cache=PreviewCache(),
        revision=ProjectRevision(service, clock),
        patches=PatchStack(MemoryOperations()),
        metrics=Metrics(),
        clock=clock,
    )
    return Rig(pipeline, Caller("s1", "ada"), service, rows, events, clock)
