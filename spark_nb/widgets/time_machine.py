"""Takes steps back and brings them again for a widget, and shows how far that is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Protocol
from uuid import UUID

from spark_nb.domain.operation import Operation
from spark_nb.domain.rework import OnConflict
from spark_nb.errors import ConflictError, RejectedError
from spark_nb.pipeline.undo import UndoProgress
from spark_nb.widgets.step_rows import diff_lines
from spark_nb.widgets.undo_messages import TakeStep

Report = Callable[[UndoProgress], None]


class Project(Protocol):
    """What changes the project; each as the session's method of that name."""

    async def undo(
        self, *, on_conflict: OnConflict = "refuse", on_progress: Report | None = None
    ) -> Operation: ...

    async def redo(
        self, *, on_conflict: OnConflict = "refuse", on_progress: Report | None = None
    ) -> Operation: ...

    async def rollback_to(
        self,
        operation_id: UUID,
        *,
        on_conflict: OnConflict = "refuse",
        on_progress: Report | None = None,
    ) -> list[Operation]: ...


class TimeMachine:
    """``show`` is given ``progress`` while files are written, ``conflict`` for the user's choice.

    Both are None again when there is nothing to show.
    """

    def __init__(self, project: Project, show: Callable[..., None]) -> None:
        self._project = project
        self._show = show

    async def take(self, step: TakeStep) -> None:
        """Take a step. Raises SparkError; a conflict waits for a choice instead."""
        self._show(conflict=None)
        try:
            await self._work(step)
        except ConflictError as error:
            self._show(conflict=_conflict(step, error))
        finally:
            self._show(progress=None)

    def _work(self, step: TakeStep) -> Awaitable[object]:
        choice: dict[str, Any] = {"on_conflict": step.on_conflict, "on_progress": self._report}
        if step.kind == "undo":
            return self._project.undo(**choice)
        if step.kind == "redo":
            return self._project.redo(**choice)
        if step.id is None:
            raise RejectedError("A rollback needs a step to go back to.", field="id")
        return self._project.rollback_to(step.id, **choice)

    def _report(self, progress: UndoProgress) -> None:
        facts = {"done": progress.done, "total": progress.total, "path": progress.path}
        self._show(progress=facts)


def _conflict(step: TakeStep, error: ConflictError) -> dict[str, Any]:
    return {
        "kind": step.kind,
        "id": None if step.id is None else str(step.id),
        "words": error.message,
        "path": error.path,
        "lines": diff_lines(error.diff),
    }
