"""What a session does and did, as its events tell it: operations, calls and builds.

Memory stays bounded however many events come. They may come late or out of order, after a broker
was away: what has ended stays ended.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from spark_nb.domain.event import Event
from spark_nb.policy.window import Window

Status = Literal[
    "queued", "running", "succeeded", "failed", "cancelled", "timed_out", "rejected", "cut_off"
]

_SHOWN = 10
_KNOWN = 2000  # which later events can belong to
_STEPS = 50  # of one operation
_ENDS: Mapping[str, Status] = {
    "completed": "succeeded",
    "failed": "failed",
    "timeout": "timed_out",
}
_TOLD: Mapping[str, Status] = {
    "cancelled": "cancelled",
    "failed": "failed",
    "rejected": "rejected",
    "timed_out": "timed_out",
}
_FAILED = frozenset(["failed", "timed_out", "rejected"])
_FACTS = ("path", "name", "attempts", "cache_hit", "message", "hint", "done", "total", "stage",
          "target", "progress", "duration_ms")  # fmt: skip


@dataclass(slots=True)
class Item:
    """One line. ``kind`` is a tool's name, ``build``, ``preview``, or that of an operation.

    ``facts`` are those of its events, as they were told last; ``steps`` are the newest of
    ``step_count``.
    """

    item_id: str
    kind: str
    started_at: datetime
    status: Status = "running"
    facts: dict[str, Any] = field(default_factory=dict)
    step_count: int = 0
    failed_steps: int = 0
    steps: deque[Item] = field(default_factory=lambda: deque(maxlen=_STEPS))
    owner: Item | None = None
    ended_at: datetime | None = None

    @property
    def under_way(self) -> bool:
        return self.status in ("queued", "running")


class Activity:
    """Takes events in. ``since`` is when this kernel's session began.

    What began before and has not ended was cut off with an earlier kernel; builds go on without.
    """

    def __init__(self, since: datetime) -> None:
        self._since = since
        self._known: OrderedDict[str, Item] = OrderedDict()
        self._lines: OrderedDict[str, Item] = OrderedDict()
        self._durations = Window()
        self.calls = 0
        self.failures = 0

    def take(self, event: Event) -> None:
        """Take in one event; those of frames tell nothing of their call."""
        family, service, state = event.subject.split(".")[1:4]
        if state == "frame":
            return
        item = self._item(event, family, service, state)
        told = {name: event.data[name] for name in _FACTS if event.data.get(name) is not None}
        if not (item.under_way or _begins_again(item, state, event)):
            item.facts = told | item.facts
            return
        item.facts |= told
        item.started_at = min(item.started_at, event.occurred_at)
        self._advance(item, _status(state, event.data.get("status")), event)
        self._count(service, state, event)

    def lines(self) -> list[Item]:
        """Return the newest ten, and what is under way, newest first."""
        newest = list(reversed(self._lines.values()))
        return [item for at, item in enumerate(newest) if at < _SHOWN or self._runs(item)]

    def find(self, item_id: str) -> Item | None:
        return self._known.get(item_id)

    def status(self, item: Item) -> Status:
        """Return how an item stands, seen from this kernel."""
        is_old = item.under_way and item.kind != "build" and item.started_at < self._since
        return "cut_off" if is_old else item.status

    def p95_ms(self) -> float | None:
        """Return what 95 of 100 of the newest thousand calls took no longer than."""
        return self._durations.percentiles(0.95)[0] if self.calls else None

    def _runs(self, item: Item) -> bool:
        return self.status(item) in ("queued", "running")

    def _item(self, event: Event, family: str, service: str, state: str) -> Item:
        key, kind = _identity(event, family, service, state)
        item = self._known.get(key)
        if item is None:
            item = self._known[key] = Item(key, kind, event.occurred_at)
            self._place(item, event.data)
        self._touch(item)
        if len(self._known) > _KNOWN:
            gone, _ = self._known.popitem(last=False)
            self._lines.pop(gone, None)
        return item

    def _touch(self, item: Item | None) -> None:
        """Keep in mind what still has events, and what that is a step of."""
        while item is not None:
            if item.item_id in self._known:
                self._known.move_to_end(item.item_id)
            item = item.owner

    def _place(self, item: Item, data: Mapping[str, Any]) -> None:
        """Put an item under its operation, or among the lines."""
        is_operation = item.item_id == data.get("operation_id")
        owner = self._known.get(str(data.get("parent_id" if is_operation else "operation_id")))
        if owner is None or item.kind == "build":
            self._lines[item.item_id] = item
            return
        item.owner = owner
        owner.steps.append(item)
        owner.step_count += 1

    def _advance(self, item: Item, status: Status, event: Event) -> None:
        item.status = status
        if item.under_way:
            return
        item.ended_at = event.occurred_at
        if "duration_ms" not in item.facts or item.kind == "build":
            took = event.occurred_at - item.started_at
            item.facts["duration_ms"] = took.total_seconds() * 1000
        if item.owner is not None and status in _FAILED:
            item.owner.failed_steps += 1

    def _count(self, service: str, state: str, event: Event) -> None:
        if service == "user" or event.tool == "get_build_status" or state == "started":
            return
        duration_ms = event.data.get("duration_ms")
        if duration_ms is None:
            return
        self.calls += 1
        self.failures += event.data.get("status") in _FAILED and state == "failed"
        self._durations.add(float(duration_ms))


def _identity(event: Event, family: str, service: str, state: str) -> tuple[str, str]:
    """Return what an event is about, and which kind of thing that is."""
    if service == "user":
        return str(event.data.get("operation_id")), str(event.data.get("kind", "operation"))
    if family == "build" and "job_id" in event.data:
        return str(event.data["job_id"]), "build"
    if state == "started" and "preview_id" in event.data:
        return str(event.call_id), "preview"
    return str(event.call_id), str(event.tool)


def _begins_again(item: Item, state: str, event: Event) -> bool:
    """Whether a build is asked for again, after asking for it failed."""
    late = item.ended_at is None or event.occurred_at > item.ended_at
    return item.kind == "build" and state == "started" and late


def _status(state: str, told: object) -> Status:
    if state in ("started", "progress"):
        return "queued" if told == "queued" else "running"
    return _TOLD.get(str(told)) or _ENDS[state]
