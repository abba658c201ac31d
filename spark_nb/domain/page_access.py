"""What a page needs to read a session's frames from the broker by itself."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PageAccess:
    """An address for WebSockets, and a user who may read a session's ``subjects`` and no more."""

    url: str
    subjects: tuple[str, ...]
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NoPageAccess:
    """Why pages get their frames through the kernel."""

    reason: str


def live_subject(session_id: str, widget: str) -> str:
    """Return where a widget says which frame is the newest; the bytes are on the frame's own."""
    return f"spark.live.{session_id}.{widget}"


def page_subjects(session_id: str) -> tuple[str, ...]:
    """Return all that a page may read."""
    return f"spark.frames.{session_id}.*", f"spark.live.{session_id}.*"
