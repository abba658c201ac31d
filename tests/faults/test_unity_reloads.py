"""Three sessions write through the real server of MCP for Unity, on bad days of the editor's."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from spark_nb.clients.system_clock import SystemClock
from spark_nb.domain.tools import TOOLS
from spark_nb.metrics import Metrics
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.pipeline.project_revision import ProjectRevision
from spark_nb.policy.preview_cache import PreviewCache
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.testing import MemoryEvents, MemoryOperations, MemoryRows
from tests.faults.bad_days import LOSSES, LOSSES_OF_PACKAGE, BadDays
from tests.faults.unity_writer import UnityWriter
from tests.mcp_for_unity.editor import StandInEditor
from tests.mcp_for_unity.guarded import guarded
from tests.mcp_for_unity.server import UnityServer

pytestmark = pytest.mark.slow

SESSIONS = 3


@pytest.fixture
def server(tmp_path: Path) -> UnityServer:
    return UnityServer(tmp_path)


@pytest.fixture
def editor(server: UnityServer, tmp_path: Path, package: bool) -> StandInEditor:
    project = ProjectFolder.open(tmp_path / "Game").root
    return StandInEditor(project, server.address, package=package)


@pytest.mark.parametrize(
    ("package", "losses", "told_of"),
    [(False, LOSSES, [".cs"]), (True, LOSSES_OF_PACKAGE, [".cs", ".png", ".txt"])],
    ids=["plain", "package"],
)
async def test_no_write_lands_twice_and_none_is_lost(server, editor, losses, told_of):
    async with server, editor, AsyncExitStack() as stack:
        writers = [
            await open_writer(stack, server.url, n, editor.project) for n in range(SESSIONS)
        ]
        bad_days = BadDays(server, editor, losses, seed=8)
        await asyncio.gather(bad_days.run(), *(writer.run(bad_days.over) for writer in writers))
    assert {after_work for _, after_work in editor.struck} == {True, False}
    assert len(bad_days.had) == 5
    unexplained = [path for w in writers for path in w.unexplained(editor.writes, told_of)]
    assert unexplained == []
    assert all(writer.succeeded for writer in writers)
    for writer in writers:
        check_traces(writer)


async def open_writer(stack: AsyncExitStack, url: str, number: int, project: Path) -> UnityWriter:
    """Open what a session has of the way to Unity; its rows and events stay in memory."""
    clock, session_id = SystemClock(), f"s-{number}"
    way = guarded(url, project, session_id)
    engine, service = await stack.enter_async_context(way)
    pipeline = Pipeline(
        engine=engine,
        services={"unity": service},
        rows=MemoryRows(),
        events=MemoryEvents(),
        cache=PreviewCache(),
        revision=ProjectRevision(service, clock),
        patches=PatchStack(MemoryOperations()),
        metrics=Metrics(),
        clock=clock,
        folder=project,
    )
    return UnityWriter(pipeline, Caller(session_id, "ada"), project, seed=number)


def check_traces(writer: UnityWriter) -> None:
    """One row a call, with the outcome that its caller was told, and the events that say so."""
    rows, events = writer.pipeline.rows, writer.pipeline.events
    calls = {row["call_id"]: row["status"] for row in rows.table("spark_function_calls")}
    assert list(calls.values()).count("succeeded") == writer.succeeded
    errors = {error.call_id for error in writer.errors} - {None}
    assert errors == {call_id for call_id, status in calls.items() if status != "succeeded"}
    told = [event for event in events.events if event.tool in TOOLS]  # not undo's own
    seen = Counter((str(event.call_id), event.subject.split(".")[3]) for event in told)
    expected = Counter((call_id, "started") for call_id in calls) + Counter(
        (call_id, "completed" if status == "succeeded" else "failed")
        for call_id, status in calls.items()
    )
    assert seen == expected
    kept = [row["event_id"] for row in rows.table("spark_events") if row["tool"] in TOOLS]
    assert sorted(kept) == sorted(str(event.event_id) for event in told)
