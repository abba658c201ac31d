"""An answer: a typed table, a figure, and where both came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from spark_nb.dashboards.replica import Columns, read
from spark_nb.dashboards.scope import FILTERS, Scope
from spark_nb.dashboards.source import Source

if TYPE_CHECKING:
    import plotly.graph_objects as go

_ONE_DECIMAL = "{:.1f}".format
_ALL = frozenset(FILTERS)
_PEOPLE = frozenset({"session_id", "user_id"})


@dataclass(frozen=True)
class Question:
    """What is asked: the query file, its columns, and how its answer is drawn.

    ``filters`` are those that make sense for it; it does not heed the others, and says so.
    ``rolls_up``: whether it reads rollups; ``by_session``: only those that know sessions.
    """

    words: str
    query: str
    columns: Columns
    draw: Callable[[Report], go.Figure]
    filters: frozenset[str] = _ALL
    rolls_up: bool = False
    by_session: bool = False
    over_time: bool = False
    empty: str = "No calls in this range yet"

    def ask(self, scope: Scope, **more: Any) -> Report:
        """Read the answer. Raises SparkError."""
        parameters = {**scope.parameters, **more}
        if self.over_time:
            parameters["bucket"] = point_width(scope)
        by_session = self.by_session or scope.names_people if self.rolls_up else None
        frame, source = read(self.query, self.columns, parameters, by_session=by_session)
        return Report(frame, source, scope, self, more | {"bucket": parameters.get("bucket")})


PEOPLE = _PEOPLE
"""The filters of what is known of sessions, not of their calls."""

_EXTENT: Columns = {"first_at": "datetime64[us, UTC]", "last_at": "datetime64[us, UTC]"}


def point_width(scope: Scope) -> timedelta:
    """Return how much time a chart's point stands for: some sixty fill where anybody was."""
    frame, _ = read("extent", _EXTENT, scope.parameters)
    first, last = frame["first_at"].iloc[0], frame["last_at"].iloc[0]
    if pd.isna(first) or pd.isna(last):
        return scope.point_width()
    return scope.within(first.to_pydatetime(), last.to_pydatetime()).point_width()


@dataclass(frozen=True)
class Report:
    """``frame`` holds the numbers, ``figure()`` draws them, ``source`` says how old they are."""

    frame: pd.DataFrame
    source: Source
    scope: Scope
    question: Question = field(repr=False)
    given: dict[str, Any] = field(default_factory=dict, repr=False)

    def figure(self) -> go.Figure:
        """Return a new plotly figure; with no data it says so and what to do."""
        return self.question.draw(self)

    @property
    def empty(self) -> bool:
        return self.frame.empty

    @property
    def words(self) -> str:
        """The question, with what the filters ask for that count here."""
        heeded = {
            name: text
            for name, text in self.scope.filters.items()
            if name in self.question.filters
        }
        asked = str(replace(self.scope, filters=heeded))
        return f"{self.question.words} · {asked}" if asked else self.question.words

    @property
    def note(self) -> str:
        """What the corner says: source and age, and which filters do not count here."""
        unheeded = [name for name in self.scope.filters if name not in self.question.filters]
        names = " and ".join(name.removesuffix("_id") for name in unheeded)
        return f"{self.source} · for every {names}" if unheeded else str(self.source)

    def _repr_html_(self) -> str:
        if self.empty:
            return f"<p>{escape(self.question.empty)}. {ADVICE}</p>"
        table = self.frame.to_html(index=False, float_format=_ONE_DECIMAL, na_rep="")
        return f"{table}<small>{escape(self.note)}</small>"


ADVICE = "Run the quickstart notebook, or widen the time range and the filters."
