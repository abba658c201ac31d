"""What a dashboard looks at: a time range and filters, checked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, TypedDict

from spark_nb.errors import RejectedError
from spark_nb.time_and_chance import now

FILTERS = ("tool", "session_id", "user_id", "feature")
_DEFAULT = timedelta(days=1)
_POINTS = 60
_WIDTHS = (
    *(timedelta(seconds=width) for width in (1, 5, 15)),
    *(timedelta(minutes=width) for width in (1, 5, 15)),
    *(timedelta(hours=width) for width in (1, 3, 6, 12)),
    *(timedelta(days=width) for width in (1, 7)),
)
"""Of a chart's points: whole minutes, hours or days, so that rollups can be read for them."""

When = datetime | timedelta | None
"""A time with its zone; or, for ``since``, how long before ``until``; or the default."""


class Filters(TypedDict, total=False):
    """What to look at; a name left out means all."""

    tool: str | None
    session_id: str | None
    user_id: str | None
    feature: str | None


@dataclass(frozen=True, slots=True)
class Scope:
    """A half-open range in UTC and the values that filters ask for."""

    since: datetime
    until: datetime
    filters: Mapping[str, str]

    @property
    def parameters(self) -> dict[str, Any]:
        """The values as every query takes them."""
        wanted = {name: self.filters.get(name) for name in FILTERS}
        return {"since": self.since, "until": self.until, **wanted}

    @property
    def names_people(self) -> bool:
        """Whether it asks for more than times and tools."""
        return bool(self.filters.keys() - {"tool"})

    def within(self, first: datetime, last: datetime) -> Scope:
        """Return this scope from ``first`` to ``last`` at most."""
        return replace(self, since=max(first, self.since), until=min(last, self.until))

    def point_width(self) -> timedelta:
        """Return the least width with which about sixty points fill the range."""
        length = self.until - self.since
        return next((width for width in _WIDTHS if length <= width * _POINTS), _WIDTHS[-1])

    def __str__(self) -> str:
        """Say what the filters ask for; nothing when they ask for everything."""
        return ", ".join(
            f"{name.removesuffix('_id')} {text}" for name, text in self.filters.items()
        )


def scope_of(since: When, until: datetime | None, filters: Mapping[str, Any]) -> Scope:
    """Check and complete what was asked for: by default the last day. Raises RejectedError."""
    unknown = sorted(filters.keys() - set(FILTERS))
    if unknown:
        raise RejectedError(
            f"There is no filter {unknown[0]!r}.",
            field=unknown[0],
            hint=f"The filters are {', '.join(FILTERS)}.",
        )
    for name, value in filters.items():
        if value is not None and not isinstance(value, str):
            raise RejectedError(
                f"{name} is a text (got {type(value).__name__}).",
                field=name,
                actual=value,
                hint="One value at a time; leave it out for all.",
            )
    # A second more: this machine's clock may be behind the database's.
    last = _checked("until", until) if until else now() + timedelta(seconds=1)
    first = last - (since or _DEFAULT) if not isinstance(since, datetime) else since
    if _checked("since", first) >= last:
        raise RejectedError(
            f"The range ends before it begins ({first.isoformat()} to {last.isoformat()}).",
            field="until",
            limit=first,
            actual=last,
            hint="since comes before until.",
        )
    return Scope(first, last, {name: text for name, text in filters.items() if text is not None})


def _checked(name: str, at: datetime) -> datetime:
    if at.tzinfo is None:
        raise RejectedError(
            f"{name} has no time zone ({at.isoformat()}).",
            field=name,
            actual=at,
            hint=f"Write, for example, datetime.now(UTC), or {name}.astimezone().",
        )
    return at
