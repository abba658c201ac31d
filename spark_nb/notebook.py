"""The session as a notebook sees it: everything of ``session`` plus what is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from spark_nb.domain.frame import Frame
from spark_nb.pipeline.apply_preset import AppliedPreset, PresetProgress
from spark_nb.session import SessionCore

if TYPE_CHECKING:
    from spark_nb.widgets.preview import Preview


async def connect(
    *,
    session_id: str | None = None,
    project: str | Path | None = None,
    user: str | None = None,
) -> Session:
    """Connect to what the environment names, and start the embedded stack for the rest.

    ``project`` is a Unity project's folder; a missing one is made. ``session_id`` takes up an
    earlier session's undo history. Raises SetupError or ServiceError.
    """
    return await Session.open(session_id=session_id, project=project, user=user)


class Session(SessionCore):
    """What ``connect`` returns. Close it with ``await session.close()`` or ``async with``."""
