"""Several steps as one operation: told as events, timed, and one entry to undo.

``session.operation`` opens the user's own; presets, undo and rollback open theirs here too. Calls
made inside say in their events whose steps they are.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Literal
from uuid import UUID

from spark_nb.domain.event import Event, State, event_subject
from spark_nb.domain.guardrail import Guardrail, refusal
from spark_nb.domain.ids import uuid7
from spark_nb.domain.label import check_label
from spark_nb.domain.operation import Kind as StepKind
from spark_nb.domain.operation import Operation
from spark_nb.domain.rows import Rows
from spark_nb.pipeline.call import Caller, event_row, outcome, said
from spark_nb.pipeline.call_tool import Pipeline, late
from spark_nb.policy.pauses import Pauses

Kind = Literal["operation", "preset", "preset_removal", "undo", "redo", "rollback"]
OnStep = Callable[[float, float | None, str], None]

_WORDS_CHARACTERS = 200
_NONE: Mapping[str, UUID] = MappingProxyType({})
_current: ContextVar[Mapping[str, UUID]] = ContextVar("operations by session", default=_NONE)
_REVERSIBLE: Mapping[Kind, StepKind] = {
    "operation": "operation",
    "preset": "preset",
    "preset_removal": "preset_removal",
}


def current_operation(session_id: str) -> UUID | None:
    """Return the operation that this task, or the one that began it, stands in."""
    return _current.get().get(session_id)


class OpenOperation:
    """What ``async with session.operation(…)`` gives: say how far it is.

    ``caller`` is for calls that are steps of it.
    """

    def __init__(
        self, pipeline: Pipeline, caller: Caller, name: str, kind: Kind, on_step: OnStep | None
    ) -> None:
        self.name = name
        self.kind = kind
        self.started_at = pipeline.clock.now()
        self.operation_id = uuid7(self.started_at)
        self.caller = replace(caller, operation_id=self.operation_id)
        self._parent_id = caller.operation_id
        self._events = pipeline.events
        self._clock = pipeline.clock
        self._started = pipeline.clock.monotonic()
        self._pauses = Pauses()
        self._on_step = on_step

    def __repr__(self) -> str:
        return f"<Operation {self.name!r}, {self.elapsed_ms / 1000:.1f} s>"

    @property
    def elapsed_ms(self) -> float:
        return (self._clock.monotonic() - self._started) * 1000

    def progress(self, done: float, total: float | None = None, words: str = "") -> None:
        """Say that ``done`` of ``total`` is done, in units of your own; ``words`` tell the last.

        Four a second are passed on, and the last one. Words over 200 characters are cut. Raises
        RejectedError.
        """
        try:
            _check_progress(done, total)
        except Guardrail as error:
            raise refusal(error, "done", "operation") from None
        shown = str(words)[:_WORDS_CHARACTERS]
        if self._on_step is not None:
            self._on_step(done, total, shown)
        if self._pauses.over(self._clock.monotonic(), last=done == total):
            self._events.emit(self.event("progress", done=done, total=total, message=shown))

    def event(self, state: State, **data: Any) -> Event:
        caller, now = self.caller, self._clock.now()
        facts: dict[str, Any] = {"operation_id": str(self.operation_id), "name": self.name}
        facts |= {"kind": self.kind}
        if self._parent_id is not None:
            facts["parent_id"] = str(self._parent_id)
        return Event(
            event_id=uuid7(now),
            subject=event_subject("runtime", "user", state, caller.session_id),
            session_id=caller.session_id,
            user_id=caller.user_id,
            occurred_at=now,
            data=facts | data,
        )


@asynccontextmanager
async def operation(
    pipeline: Pipeline,
    caller: Caller,
    name: str,
    *,
    kind: Kind = "operation",
    path: str | None = None,
    on_step: OnStep | None = None,
) -> AsyncIterator[OpenOperation]:
    """Make one operation of what this task, and tasks begun in it, do inside.

    ``path`` is what its entry to undo is about, by default its name. Raises RejectedError for a
    user's name that is none.
    """
    name = _checked(name) if kind == "operation" else name
    opened = OpenOperation(pipeline, caller, name, kind, on_step)
    started = opened.event("started")
    pipeline.events.emit(started)
    token = _current.set({**_current.get(), caller.session_id: opened.operation_id})
    error: BaseException | None = None
    try:
        async with pipeline.patches.group(_entry(opened, path)):
            yield opened
    except BaseException as raised:
        error = raised
        raise
    finally:
        _current.reset(token)
        await pipeline.finishing.run(_end(pipeline, opened, started, error))


async def _end(
    pipeline: Pipeline, opened: OpenOperation, started: Event, error: BaseException | None
) -> None:
    name = opened.name if opened.kind == "operation" else opened.kind
    pipeline.metrics.observe(f"operation.{name}", opened.elapsed_ms)
    facts: dict[str, Any] = {"duration_ms": round(opened.elapsed_ms, 3)}
    if error is None:
        ended = opened.event("completed", **facts)
    else:
        status, code = outcome(error)
        ended = opened.event("failed", status=status, error_code=code, **facts, **said(error))
    pipeline.events.emit(ended)
    rows: Rows = {"spark_events": [event_row(event) for event in (started, ended)]}
    await late("rows", pipeline.rows.write(rows))


def _entry(opened: OpenOperation, path: str | None) -> Operation | None:
    """Return the entry to undo, None for what is an undo itself."""
    kind = _REVERSIBLE.get(opened.kind)
    if kind is None:
        return None
    author = opened.caller.user_id
    at = opened.started_at
    return Operation(opened.operation_id, kind, path or opened.name, at, author, ())


def _checked(name: str) -> str:
    try:
        example = 'session.operation("Tune the jump")'
        return check_label(name, "An operation's name", example)
    except Guardrail as error:
        raise refusal(error, "name", "operation") from None


def _check_progress(done: object, total: object) -> None:
    numbers = [done] if total is None else [done, total]
    sound = all(isinstance(value, int | float) and math.isfinite(value) for value in numbers)
    if not sound or not 0 <= done <= (done if total is None else total):  # type: ignore[operator]
        raise Guardrail(
            f"Progress is a number from 0 to its total (got {done!r} of {total!r}).",
            limit=total,
            actual=done,
            hint='Write, for example, operation.progress(3, 10, "third level").',
        )
