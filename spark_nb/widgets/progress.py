"""What the session does and did: operations, calls and builds, newest first."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractContextManager, aclosing
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from traitlets import Dict, Int, List

from spark_nb.domain.build import BuildStatus
from spark_nb.domain.event import Event
from spark_nb.errors import RejectedError, SparkError
from spark_nb.pipeline.activity import Activity
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.widgets.base import SparkWidget
from spark_nb.widgets.page_message import read_page_message
from spark_nb.widgets.progress_messages import (
    Hello,
    Log,
    Retry,
    Steps,
    TakeBack,
    progress_messages,
)
from spark_nb.widgets.progress_rows import STATIC_HEAD, as_words, line, taking_back
from spark_nb.widgets.static_output import Static, static_table
from spark_nb.widgets.time_machine import Project, TimeMachine
from spark_nb.widgets.undo_messages import TakeStep

_PAUSE_S = 0.25


class Source(Protocol):
    """Where events come from, and whether they can."""

    since: datetime

    def events(self) -> AsyncGenerator[Event, None]: ...

    @property
    def connected(self) -> bool: ...

    @property
    def lost(self) -> int: ...

    def watched(self, changed: Callable[[], None]) -> AbstractContextManager[None]: ...


AskBuild = Callable[[UUID], Awaitable[BuildStatus]]


class Progress(SparkWidget):
    """Shows the last ten of what ``source`` tells, and what is under way.

    The page hears of changes four times a second at most, however many events come. ``away_ms`` is
    when the broker was lost, in ms since 1970.
    """

    items = List(Dict(), read_only=True).tag(sync=True)
    totals = Dict(read_only=True).tag(sync=True)
    away_ms = Int(None, allow_none=True, read_only=True).tag(sync=True)
    progress = Dict(default_value=None, allow_none=True, read_only=True).tag(sync=True)
    conflict = Dict(default_value=None, allow_none=True, read_only=True).tag(sync=True)

    def __init__(
        self,
        source: Source,
        patches: PatchStack,
        project: Project,
        ask_build: AskBuild,
        **kwargs: Any,
    ) -> None:
        self._source = source
        self._patches = patches
        self._ask_build = ask_build
        self._machine = TimeMachine(project, self._set)
        self._activity = Activity(source.since)
        self._fault: BaseException | None = None
        self._changed = asyncio.Event()
        self._again = asyncio.Event()
        self._unwatch: Callable[[], None] | None = patches.watch(self._changed.set)
        super().__init__(**kwargs)
        self.hear_pages(self._take_in)
        self.own(self._read(), "progress events")
        self.own(self._follow(), "progress")

    def close(self) -> None:
        """Free everything; the lines stay in the output."""
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None
        super().close()

    async def hear(self, content: object) -> None:
        """Do what a page asks. Raises RejectedError for what is no message of ours."""
        match read_page_message(progress_messages, content, "a progress list"):
            case Steps(id=item_id):
                self._send_steps(item_id)
            case Log(id=job_id):
                status = await self._ask_build(job_id)
                self.send({"kind": "log", "id": str(job_id), "text": status.log_tail})
            case TakeBack() as wish:
                await self._take_back(wish)
            case Retry():
                self._fault = None
                self._again.set()
                self._changed.set()
            case Hello():
                self.send({"kind": "clock", "ms": _time_ms()})

    def _send_steps(self, item_id: str) -> None:
        item = self._activity.find(item_id)
        steps = [] if item is None else [line(self._activity, step) for step in item.steps]
        self.send({"kind": "steps", "id": item_id, "rows": steps[::-1]})

    async def _take_back(self, wish: TakeBack) -> None:
        item = self._activity.find(str(wish.id))
        plan = None if item is None else taking_back(self._patches, item)
        if plan is None or plan.get("count") != wish.count:
            raise RejectedError(
                "The history has changed since you looked; nothing was undone.",
                field="id",
                hint="Look at what it would touch now.",
            )
        choice = wish.on_conflict
        if plan["to"] is None:
            step = TakeStep(kind="undo", on_conflict=choice)
        else:
            step = TakeStep(kind="roll_back", id=UUID(plan["to"]), on_conflict=choice)
        await self._machine.take(step)
        if self.conflict is not None:
            self._set(conflict={**self.conflict, "id": str(wish.id), "count": wish.count})

    def _take_in(self, content: object) -> None:
        self.own(self._answer(content), "progress message")

    async def _answer(self, content: object) -> None:
        """Hear a page; what goes wrong stands in the widget until somebody has seen it."""
        try:
            await self.hear(content)
        except Exception as error:  # noqa: BLE001 - whoever clicked sees it
            self._fail(error)

    def _fail(self, error: BaseException) -> None:
        self._fault = error
        self._changed.set()

    async def _read(self) -> None:
        """Take in events; when they cannot be read, say why and wait to be asked again."""
        while True:
            try:
                async with aclosing(self._source.events()) as events:
                    async for event in events:
                        self._activity.take(event)
                        self._changed.set()
            except SparkError as error:
                self._fail(error)
            else:
                return  # the session is closed
            self._again.clear()
            await self._again.wait()
            self._activity = Activity(self._source.since)
            self._changed.set()

    async def _follow(self) -> None:
        """Tell the page, at most four times a second."""
        with self._source.watched(self._changed.set):
            while True:
                await asyncio.sleep(_PAUSE_S)
                self._changed.clear()
                self._show()
                if not self._runs():
                    self.keep_static()
                await self._changed.wait()

    def _show(self) -> None:
        with self.hold_sync():
            self._set(items=self._rows(), totals=self._totals(), away_ms=self._away())
            if self._fault is not None:
                self.show_error(self._fault)
                return
            self.words, self.hint, self.details = "", "", ""
            self.status = "live" if self.items else "empty"

    def _rows(self) -> list[dict[str, Any]]:
        return [
            {**line(self._activity, item), "undo": taking_back(self._patches, item)}
            for item in self._activity.lines()
        ]

    def _runs(self) -> bool:
        return any(row["status"] in ("queued", "running") for row in self.items)

    def _totals(self) -> dict[str, Any]:
        activity = self._activity
        return {
            "calls": activity.calls,
            "failures": activity.failures,
            "p95_ms": activity.p95_ms(),
            "lost": self._source.lost,
        }

    def _away(self) -> int | None:
        if self._source.connected:
            return None
        return int(_time_ms()) if self.away_ms is None else self.away_ms

    def _set(self, **values: Any) -> None:
        for name, value in values.items():
            self.set_trait(name, value)

    def static(self) -> Static:
        """Return the lines as a table, newest first."""
        rows = [as_words(row) for row in self._rows()]
        if not rows:
            return static_table("Nothing has been done yet.", (), ())
        caption = "1 line." if len(rows) == 1 else f"{len(rows)} lines, newest first."
        return static_table(caption, STATIC_HEAD, rows)


def _time_ms() -> float:
    return time.time() * 1000
