"""Facts that leave the process: subject and payload."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal, get_args
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints, field_serializer

State = Literal["started", "frame", "progress", "completed", "failed", "timeout"]
Subject = Annotated[
    str, StringConstraints(pattern=r"^spark\.[a-z]+\.[a-z]+\.[a-z]+\.[A-Za-z0-9_-]{1,64}$")
]

DEAD_LETTERS = "spark.dlq"


class Event(BaseModel):
    """One event. ``event_id`` is also its ``Nats-Msg-Id``, so a repeated sending is one event."""

    model_config = ConfigDict(frozen=True)

    event_id: UUID
    subject: Subject
    session_id: str
    user_id: str
    tool: str | None = None
    call_id: UUID | None = None
    occurred_at: datetime
    data: dict[str, Any]

    @field_serializer("occurred_at")
    def _rfc3339(self, value: datetime) -> str:
        return value.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def event_subject(family: str, service: str, state: State, session_id: str) -> str:
    return f"spark.{family}.{service}.{state}.{session_id}"


def frame_subject(session_id: str, frame_ref: str) -> str:
    return f"spark.frames.{session_id}.{frame_ref}"


def session_subjects(session_id: str) -> str:
    """Return the pattern of all events of one session."""
    return f"spark.*.*.*.{session_id}"


def steps_of(session_id: str) -> tuple[str, ...]:
    """Return the patterns of the events of one session that are not of frames."""
    states = (state for state in get_args(State) if state != "frame")
    return tuple(f"spark.*.*.{state}.{session_id}" for state in states)
