"""One tool call while it is under way: its identity, and what it leaves behind."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from spark_nb.domain.build import BuildStatus
from spark_nb.domain.event import Event, State, event_subject
from spark_nb.domain.frame import Frame
from spark_nb.domain.ids import uuid7
from spark_nb.domain.request import Request
from spark_nb.domain.rows import Row, Rows
from spark_nb.domain.tools import Family, Tool
from spark_nb.domain.unity import PatchResult, ScriptResult
from spark_nb.errors import (
    ConflictError,
    RejectedError,
    ServiceTimeout,
    SparkError,
    ToolError,
)
from spark_nb.pipeline.build_log import StartedBuild


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls: goes on every row and event. ``operation_id`` is what the call is a step of."""

    session_id: str
    user_id: str
    feature: str | None = None
    operation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PreviewRun:
    """The stream a frame belongs to. ``index`` counts its frames from 0."""

    preview_id: UUID
    index: int = 0
    streaming: bool = False


@dataclass(slots=True)
class Call:
    """Identity and counters of one call. ``started`` is monotonic seconds.

    ``queue_ms`` and ``service_ms`` are None when nobody knows: it was cut off on the way.
    """

    tool: Tool
    caller: Caller
    call_id: UUID
    started_at: datetime
    started: float
    preview: PreviewRun | None = None
    attempts: int = 0
    cache_hit: bool = False
    request_bytes: int = 0
    response_bytes: int = 0
    queue_ms: float | None = 0.0
    service_ms: float | None = 0.0
    request: Request | None = None
    job: StartedBuild | None = None
    events: list[Event] = field(default_factory=list)

    def took(self, queue_ms: float, both_ms: float) -> None:
        """Say how long the service took, with the time in its queue and that alone."""
        self.queue_ms, self.service_ms = queue_ms, max(both_ms - queue_ms, 0.0)

    def request_facts(self) -> dict[str, Any]:
        return {} if self.request is None else self.request.facts()

    @property
    def streaming(self) -> bool:
        return self.preview is not None and self.preview.streaming

    @property
    def polling(self) -> bool:
        """Whether it only asks how far a job is: then the job's events are told, not its own."""
        return self.tool.name == "get_build_status"

    def event(
        self, state: State, at: datetime, *, family: Family | None = None, **data: Any
    ) -> Event:
        """Make an event of this call, of its tool's family, and remember it for the rows."""
        family = family or self.tool.family
        subject = event_subject(family, self.tool.service, state, self.caller.session_id)
        if self.caller.operation_id is not None:
            data["operation_id"] = str(self.caller.operation_id)
        event = Event(
            event_id=uuid7(at),
            subject=subject,
            session_id=self.caller.session_id,
            user_id=self.caller.user_id,
            tool=self.tool.name,
            call_id=self.call_id,
            occurred_at=at,
            data=data,
        )
        self.events.append(event)
        return event


def call_row(call: Call, duration_ms: float, error: BaseException | None) -> Row:
    status, code = outcome(error)
    return {
        "call_id": str(call.call_id),
        "session_id": call.caller.session_id,
        "user_id": call.caller.user_id,
        "tool": call.tool.name,
        "service": call.tool.service,
        "status": status,
        "error_code": code,
        "attempts": call.attempts,
        "cache_hit": call.cache_hit,
        "duration_ms": duration_ms,
        "queue_ms": call.queue_ms,
        "service_ms": call.service_ms,
        "request_bytes": call.request_bytes,
        "response_bytes": call.response_bytes,
        "feature": call.caller.feature,
        "started_at": call.started_at.isoformat(),
    }


def outcome(error: BaseException | None) -> tuple[str, str | None]:
    """Return status and error code of a finished call, as the rows say them."""
    status, code = "failed", None
    match error:
        case None:
            status = "succeeded"
        case RejectedError():
            status, code = "rejected", error.field
        case ServiceTimeout():
            status, code = "timed_out", "timeout"
        case ToolError():
            code = error.code
        case ConflictError():
            code = "conflict"
        case SparkError():
            code = type(error).__name__
        case Exception():
            code = "internal"
        case _:  # CancelledError and what else ends a task from outside
            status = "cancelled"
    return status, code


def said(error: BaseException) -> dict[str, Any]:
    """Return what an event may tell of an error: other people's may quote what is secret."""
    if not isinstance(error, SparkError):
        return {"message": type(error).__name__}
    return {"message": error.message, **({"hint": error.hint} if error.hint else {})}


def closing_state(result: object) -> State:
    """Return the state of the event that ends a call: for a build, how far the job is."""
    match result:
        case BuildStatus(status="queued" | "running"):
            return "progress"
        case BuildStatus(status="timed_out"):
            return "timeout"
        case BuildStatus(status="failed" | "cancelled"):
            return "failed"
    return "completed"


def failing_family(call: Call) -> Family:
    """Return the family of a failed call's event.

    A build whose state cannot be had has not failed for that.
    """
    return "runtime" if call.polling else call.tool.family


def event_row(event: Event) -> Row:
    return event.model_dump(mode="json")


def result_rows(call: Call, result: object, duration_ms: float, at: datetime) -> Rows:
    """Return the rows that belong to this kind of result, besides the call's own."""
    match result:
        case Frame():
            return {"spark_previews": [_preview_row(call, result, duration_ms, at)]}
        case ScriptResult() | PatchResult():
            return {"spark_generated_scripts": [_script_row(call, result, at)]}
        case BuildStatus():
            return {"spark_build_jobs": [_build_row(call, result, at)]}
    return {}


def _build_row(call: Call, status: BuildStatus, at: datetime) -> Row:
    """Return the job as it is now. Of a job begun elsewhere the engine alone knows the target."""
    request = call.job and call.job.request
    asked_at = call.started_at.isoformat()
    return {
        "job_id": str(status.job_id),
        "session_id": call.caller.session_id,
        "target": request.target if request else status.target or "unknown",
        "config": request.config if request else {},
        "status": status.status,
        "stage": status.stage,
        "progress": status.progress,
        "artifact": status.artifact,
        "byte_length": status.byte_length,
        "error_code": status.error_code,
        "queued_at": call.job.queued_at.isoformat() if call.job else asked_at,
        "started_at": asked_at if status.status == "running" else None,
        "ended_at": at.isoformat() if status.is_final else None,
    }


def _preview_row(call: Call, frame: Frame, duration_ms: float, at: datetime) -> Row:
    preview = call.preview or PreviewRun(call.call_id)
    return {
        "call_id": str(call.call_id),
        "session_id": call.caller.session_id,
        "preview_id": str(preview.preview_id),
        "frame_ref": frame.frame_ref,
        "format": frame.format,
        "width": frame.width,
        "height": frame.height,
        "frame_index": preview.index,
        "time_s": frame.time_s,
        "byte_length": len(frame.data),
        "cache_hit": call.cache_hit,
        "warnings": len(frame.warnings),
        "duration_ms": duration_ms,
        "rendered_at": at.isoformat(),
    }


def _script_row(call: Call, result: ScriptResult | PatchResult, at: datetime) -> Row:
    if isinstance(result, PatchResult):
        hashes = result.before_sha256, result.after_sha256
        created = result.before_sha256 is None
    else:
        hashes = None, result.sha256
        created = result.created
    return {
        "call_id": str(call.call_id),
        "session_id": call.caller.session_id,
        "tool": call.tool.name,
        "path": result.path,
        "created": created,
        "before_sha256": hashes[0],
        "after_sha256": hashes[1],
        "byte_length": call.request_bytes,
        "diagnostics": len(result.diagnostics),
        "written_at": at.isoformat(),
    }
