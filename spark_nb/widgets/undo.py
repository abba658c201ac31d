"""The history of a project's changes: what was done, and the way back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from traitlets import Dict, List, Unicode

from spark_nb.domain.operation import Operation
from spark_nb.errors import RejectedError
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.widgets.base import SparkWidget
from spark_nb.widgets.page_message import read_page_message
from spark_nb.widgets.static_output import Static, static_table
from spark_nb.widgets.step_rows import step_details, step_row
from spark_nb.widgets.time_machine import Project, TimeMachine
from spark_nb.widgets.undo_messages import (
    Clear,
    Export,
    Import,
    Ping,
    TakeStep,
    Tell,
    undo_messages,
)

_ASKING = ("ping", "details", "picture")
_HEAD = ("Step", "Files", "Lines", "When")


class Undo(SparkWidget):
    """Lists ``patches``, newest first, and takes steps back through ``project``.

    ``steps`` and ``undone`` are rows for the page; ``progress`` and ``conflict`` are there while
    files are written, and while the user has to choose.
    """

    steps = List(Dict(), read_only=True).tag(sync=True)
    undone = List(Dict(), read_only=True).tag(sync=True)
    interrupted = Unicode(None, allow_none=True, read_only=True).tag(sync=True)
    progress = Dict(default_value=None, allow_none=True, read_only=True).tag(sync=True)
    conflict = Dict(default_value=None, allow_none=True, read_only=True).tag(sync=True)

    def __init__(self, patches: PatchStack, project: Project, **kwargs: Any) -> None:
        self._patches = patches
        self._machine = TimeMachine(project, self._set)
        self._rows: dict[Operation, dict[str, Any]] = {}
        self._changed = asyncio.Event()
        self._changed.set()
        self._unwatch: Callable[[], None] | None = patches.watch(self._changed.set)
        super().__init__(**kwargs)
        self.hear_pages(self._take_in)
        self.own(self._follow(), "undo history")

    def close(self) -> None:
        """Free everything; the list stays in the output."""
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None
        super().close()

    async def hear(self, content: object) -> None:
        """Do what a page asks. Raises RejectedError for what is no message of ours."""
        match read_page_message(undo_messages, content, "a history"):
            case TakeStep() as step:
                await self._machine.take(step)
            case Tell(kind="details", id=operation_id):
                files, pictures = await asyncio.to_thread(step_details, self._find(operation_id))
                facts = {"kind": "details", "id": str(operation_id), "files": files}
                self.send(facts, pictures)
            case Tell(id=operation_id):
                thumbnail = self._find(operation_id).thumbnail
                if thumbnail is not None:
                    self.send({"kind": "picture", "id": str(operation_id)}, [thumbnail])
            case Export():
                text = await asyncio.to_thread(self._patches.export_json)
                self.send({"kind": "export", "text": text})
            case Import(text=text):
                await self._patches.import_json(text)
            case Clear():
                await self._patches.clear()
            case Ping():
                self.send({"kind": "pong"})

    def _find(self, operation_id: UUID) -> Operation:
        known: dict[UUID, Operation] = {
            op.operation_id: op for op in (*self._patches, *self._patches.undone)
        }
        if operation_id not in known:
            raise RejectedError(
                "That step is no longer in the history.", field="id", actual=str(operation_id)
            )
        return known[operation_id]

    def _take_in(self, content: object) -> None:
        self.own(self._answer(content), "undo")

    async def _answer(self, content: object) -> None:
        """Hear a page; what goes wrong stands in the widget until something goes right."""
        try:
            await self.hear(content)
        except Exception as error:  # noqa: BLE001 - whoever clicked sees it
            self.show_error(error)
        else:
            if not _only_asks(content):
                self._show_state()

    async def _follow(self) -> None:
        """Keep the rows as the stack is; many changes at once are one."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            done, undone = list(self._patches), list(self._patches.undone)
            rows = await asyncio.to_thread(self._made, [*done, *undone])
            with self.hold_sync():
                interrupted = self._patches.interrupted
                self._set(
                    steps=rows[: len(done)][::-1],
                    undone=rows[len(done) :],
                    interrupted=None if interrupted is None else str(interrupted),
                )
                self._show_state()
            self.keep_static()

    def _made(self, operations: list[Operation]) -> list[dict[str, Any]]:
        self._rows = {op: self._rows.get(op) or step_row(op) for op in operations}
        return [self._rows[op] for op in operations]

    def _show_state(self) -> None:
        with self.hold_sync():
            self.words, self.hint, self.details = "", "", ""
            self.status = "live" if self.steps or self.undone else "empty"

    def static(self) -> Static:
        """Return the steps as a table, newest first."""
        steps = reversed(list(self._patches))
        rows = [self._rows.get(operation) or step_row(operation) for operation in steps]
        if not rows:
            return static_table("No changes yet.", (), ())
        caption = "1 step." if len(rows) == 1 else f"{len(rows)} steps, newest first."
        return static_table(caption, _HEAD, [_words(row) for row in rows])


def _words(row: dict[str, Any]) -> tuple[str, str, str, str]:
    """Return a row of the list as a table's words."""
    lines = "" if row["added"] is None else f"+{row['added']} −{row['removed']}"  # noqa: RUF001
    at = datetime.fromisoformat(row["at"]).astimezone(UTC)
    return row["title"], ", ".join(row["paths"][:3]), lines, f"{at:%Y-%m-%d %H:%M} UTC"


def _only_asks(content: object) -> bool:
    """Whether a page did nothing: it looked, or felt for the kernel beside what went wrong."""
    return isinstance(content, dict) and content.get("kind") in _ASKING
