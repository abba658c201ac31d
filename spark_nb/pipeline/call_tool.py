"""One tool call, for all tools: eight steps in one order.

validate → metrics → cache → service call → rows → cache set → publish → patch stack

Once the service call has landed, nothing after it can turn it into an error: the result's
``delayed`` says what arrives later. A caller that is cancelled then is told so when the steps
have been done.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from spark_nb.domain.event import Event
from spark_nb.domain.frame import Frame
from spark_nb.domain.guardrail import rejection
from spark_nb.domain.ids import uuid7
from spark_nb.domain.operation import Kind, Operation
from spark_nb.domain.request import FileRequest, Request
from spark_nb.domain.result import Result
from spark_nb.domain.rows import Rows, merge_rows
from spark_nb.domain.tools import TOOLS, Tool
from spark_nb.domain.tools import Service as ServiceName
from spark_nb.domain.unity import IngestAsset
from spark_nb.errors import SparkError
from spark_nb.metrics import Metrics
from spark_nb.pipeline.build_log import BuildLog
from spark_nb.pipeline.call import (
    Call,
    Caller,
    PreviewRun,
    call_row,
    closing_state,
    event_row,
    failing_family,
    outcome,
    result_rows,
    said,
)
from spark_nb.pipeline.call_progress import CallProgress
from spark_nb.pipeline.change import change_of, makes_a_file, path_of
from spark_nb.pipeline.finishing import Finishing
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.pipeline.project_file import with_file
from spark_nb.pipeline.project_revision import ProjectRevision
from spark_nb.pipeline.source_file import with_content
from spark_nb.pipeline.step_times import Step, StepTimes
from spark_nb.pipeline.thumbnail import illustrate
from spark_nb.policy.preview_cache import PreviewCache
from spark_nb.ports import Answer, Clock, Engine, EventSink, RowSink, Service

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """What the eight steps work with. ``session`` builds it."""

    services: Mapping[ServiceName, Service]
    engine: Engine
    rows: RowSink
    events: EventSink
    cache: PreviewCache[Frame]
    revision: ProjectRevision
    patches: PatchStack
    metrics: Metrics
    clock: Clock
    builds: BuildLog = field(default_factory=BuildLog)
    finishing: Finishing = field(default_factory=Finishing)
    steps: StepTimes = field(default_factory=StepTimes)
    folder: Path | None = None
    """The project folder on this machine, None where there is none."""


async def call_tool(
    pipeline: Pipeline,
    caller: Caller,
    name: str,
    fields: Mapping[str, Any],
    *,
    preview: PreviewRun | None = None,
    reversible: bool = True,
) -> Result:
    """Run tool ``name`` and return its result model. Raises SparkError.

    ``preview`` marks a frame of a stream. ``reversible=False`` keeps a write off the patch stack:
    undo and redo are such writes.
    """
    call = _begin(pipeline, caller, TOOLS[name], preview)
    try:
        request = await _validate(pipeline, call, fields)
        if not (call.streaming or call.polling):
            pipeline.events.emit(call.event("started", call.started_at, **call.request_facts()))
        with pipeline.metrics.timer(f"{call.tool.service}.{call.tool.name}"):
            result = await _from_cache(pipeline, call, request)
            before = None
            if result is None:
                before = await _before(pipeline, call, request, reversible=reversible)
                result = await _call_service(pipeline, call, request)
    except BaseException as error:
        await pipeline.finishing.run(_settle_failure(pipeline, call, error))
        raise
    undoable = call.tool.reversible and reversible
    steps = _land(pipeline, call, request, result, before, undoable=undoable)
    return await pipeline.finishing.run(steps)


async def _land(
    pipeline: Pipeline,
    call: Call,
    request: Request,
    result: Result,
    before: bytes | None,
    *,
    undoable: bool,
) -> Result:
    """Take the steps after the service call."""
    duration_ms = _elapsed_ms(pipeline, call)
    completed = _completed(pipeline, call, result, duration_ms)
    with _timed(pipeline, "rows", call):
        delayed = await late("rows", _write(pipeline, call, result, duration_ms))
    _to_cache(pipeline, call, request, result)
    with _timed(pipeline, "publish", call):
        delayed += _publish(pipeline, call, result, completed)
    if isinstance(result, Frame):
        delayed += await late("undo", illustrate(pipeline.patches, call, result))
    if undoable:
        delayed += await late("undo", _push(pipeline, call, request, result, before))
    return result.model_copy(update={"delayed": tuple(delayed)}) if delayed else result


def _begin(pipeline: Pipeline, caller: Caller, tool: Tool, preview: PreviewRun | None) -> Call:
    now = pipeline.clock.now()
    return Call(
        tool=tool,
        caller=caller,
        call_id=uuid7(now),
        started_at=now,
        started=pipeline.clock.monotonic(),
        preview=preview,
    )


def _elapsed_ms(pipeline: Pipeline, call: Call) -> float:
    return _since(pipeline, call.started)


def _since(pipeline: Pipeline, started: float) -> float:
    """Return milliseconds."""
    return (pipeline.clock.monotonic() - started) * 1000


@contextmanager
def _timed(pipeline: Pipeline, step: Step, call: Call) -> Iterator[None]:
    """Time a step that comes after the call's row was made."""
    started = pipeline.clock.monotonic()
    yield
    pipeline.steps.add(step, call.tool.name, _since(pipeline, started))


async def _validate(pipeline: Pipeline, call: Call, fields: Mapping[str, Any]) -> Request:
    try:
        request = call.tool.request(**fields)
        if isinstance(request, IngestAsset) and request.source is not None:
            request = await asyncio.to_thread(with_content, request, request.source)
        elif isinstance(request, FileRequest):
            request = await asyncio.to_thread(with_file, request, pipeline.folder)
    except ValidationError as error:
        raise rejection(error, call.tool.name, str(call.call_id)) from None
    call.request = request
    call.job = pipeline.builds.job_of(request, call.started_at)
    call.request_bytes = request.wire_bytes()
    return request


def _cache_key(call: Call, request: Request, revision: str) -> tuple[str, str, str]:
    return call.tool.name, revision, request.model_dump_json()


async def _from_cache(pipeline: Pipeline, call: Call, request: Request) -> Result | None:
    if not call.tool.cacheable:
        return None
    revision = await pipeline.revision.current()
    if revision is None:
        return None
    key = _cache_key(call, request, revision)
    frame = pipeline.cache.get(key, pipeline.clock.monotonic())
    call.cache_hit = frame is not None
    return frame


def _to_cache(pipeline: Pipeline, call: Call, request: Request, result: Result) -> None:
    if isinstance(result, Frame) and result.revision and not call.cache_hit:
        key = _cache_key(call, request, result.revision)
        pipeline.cache.put(key, result, len(result.data), pipeline.clock.monotonic())


async def _before(
    pipeline: Pipeline, call: Call, request: Request, *, reversible: bool
) -> bytes | None:
    """Return the file as it is before a write that can be undone."""
    if not (call.tool.reversible and reversible) or makes_a_file(request):
        return None
    return await pipeline.services[call.tool.service].read_file(path_of(request))


async def _call_service(pipeline: Pipeline, call: Call, request: Request) -> Result:
    service = pipeline.services[call.tool.service]
    asked = pipeline.clock.monotonic()
    call.queue_ms = call.service_ms = None  # stays so when it is cut off on the way
    try:
        if call.tool.service != "unity":
            answer = await service.call(call.tool, request)
        else:
            answer = await _call_engine(pipeline, service, call, request)
    except SparkError as error:
        call.took(error.queue_ms, _since(pipeline, asked))
        raise
    call.took(answer.queue_ms, _since(pipeline, asked))
    call.attempts = answer.attempts
    call.response_bytes = answer.response_bytes
    return answer.result


async def _call_engine(
    pipeline: Pipeline, service: Service, call: Call, request: Request
) -> Answer:
    """Call the engine, and keep in mind what that does to the project's revision."""
    writes, revision = call.tool.reversible, None
    progress = CallProgress(pipeline.events, pipeline.clock, call) if request.lengthy else None
    begun = pipeline.revision.begin(writes=writes)
    try:
        answer = await service.call(call.tool, request, progress)
        revision = answer.result.revision
    finally:
        pipeline.revision.end(begun, revision, writes=writes)
    return answer


async def _write(pipeline: Pipeline, call: Call, result: Result, duration_ms: float) -> bool:
    rows: Rows = {
        "spark_function_calls": [call_row(call, duration_ms, None)],
        "spark_events": [event_row(event) for event in call.events],
    }
    more = result_rows(call, result, duration_ms, pipeline.clock.now())
    return await pipeline.rows.write(merge_rows([rows, more]))


def _completed(pipeline: Pipeline, call: Call, result: Result, duration_ms: float) -> list[Event]:
    """Make the events of a call that landed: the frame, where there is one, then its end."""
    now = pipeline.clock.now()
    events = []
    facts: dict[str, Any] = {"duration_ms": round(duration_ms, 3), "cache_hit": call.cache_hit}
    facts["attempts"] = call.attempts
    if isinstance(result, Frame):
        preview = call.preview or PreviewRun(call.call_id)
        facts |= {
            "preview_id": str(preview.preview_id),
            "frame_ref": result.frame_ref,
            "format": result.format,
            "width": result.width,
            "height": result.height,
            "index": preview.index,
            "time_s": result.time_s,
            "byte_length": len(result.data),
        }
        events.append(call.event("frame", now, **facts))
    else:
        facts |= result.facts()
    if not call.streaming:
        events.append(call.event(closing_state(result), now, **facts))
    return events


def _publish(pipeline: Pipeline, call: Call, result: Result, events: list[Event]) -> list[str]:
    if isinstance(result, Frame):
        pipeline.events.emit_frame(call.caller.session_id, result)
    for event in events:
        pipeline.events.emit(event)
    return [] if pipeline.events.connected else ["events"]


async def _push(
    pipeline: Pipeline, call: Call, request: Request, result: Result, before: bytes | None
) -> bool:
    after = await change_of(pipeline.services[call.tool.service], request, result, before)
    if after.before != after.after:
        kind, author = cast("Kind", call.tool.name), call.caller.user_id
        facts = call.call_id, kind, after.path, pipeline.clock.now(), author
        await pipeline.patches.record(Operation(*facts, (after,)))
    return True


async def late(what: str, step: Awaitable[bool]) -> list[str]:
    """Run a step after the call has landed: it may be late, it may not fail the call."""
    try:
        return [] if await step else [what]
    except Exception:  # noqa: BLE001 - whatever it is, the call has landed
        _log.exception("%s of a call that landed did not arrive", what)
        return [what]


async def _settle_failure(pipeline: Pipeline, call: Call, error: BaseException) -> None:
    duration_ms = _elapsed_ms(pipeline, call)
    status, code = outcome(error)
    pipeline.metrics.count(f"{call.tool.service}.{call.tool.name}.{status}")
    if isinstance(error, SparkError):
        error.tool, error.call_id = call.tool.name, str(call.call_id)
        call.attempts = error.attempts
    facts: dict[str, Any] = {
        "status": status,
        "error_code": code,
        "duration_ms": round(duration_ms, 3),
        "attempts": call.attempts,
        **said(error),
        **call.request_facts(),
    }
    failed = call.event("failed", pipeline.clock.now(), family=failing_family(call), **facts)
    pipeline.events.emit(failed)
    rows: Rows = {
        "spark_function_calls": [call_row(call, duration_ms, error)],
        "spark_events": [event_row(event) for event in call.events],
    }
    await late("rows", pipeline.rows.write(rows))
