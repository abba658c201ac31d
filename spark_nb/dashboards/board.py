"""All nine questions on one screen, with a time range and filters."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import ipywidgets as widgets

from spark_nb.dashboards.builds import build_jobs
from spark_nb.dashboards.card import Card, Drawn, draw
from spark_nb.dashboards.choices import filter_values
from spark_nb.dashboards.costs import cost
from spark_nb.dashboards.latency import latency_by_tool
from spark_nb.dashboards.outcomes import call_success, error_rates, preview_success
from spark_nb.dashboards.report import Report
from spark_nb.dashboards.scope import FILTERS, Scope, scope_of
from spark_nb.dashboards.sessions import active_sessions, queue_depth, slowest_sessions
from spark_nb.errors import SparkError

QUESTIONS: tuple[Callable[..., Report], ...] = (
    *(latency_by_tool, error_rates, call_success),
    *(preview_success, queue_depth, slowest_sessions),
    *(cost, active_sessions, build_jobs),
)
_RANGES = {
    "last 15 minutes": timedelta(minutes=15),
    "last hour": timedelta(hours=1),
    "last 6 hours": timedelta(hours=6),
    "last 24 hours": timedelta(days=1),
    "last 7 days": timedelta(days=7),
    "last 30 days": timedelta(days=30),
    "last 90 days": timedelta(days=90),
}
_AT_ONCE = 3
_AUTO_SECONDS = 30.0
_ALL = "all"


class Overview:
    """The board. It reads when it is made, when something is chosen, and on demand.

    Made by ``overview``, within a running event loop.
    """

    def __init__(self, since: timedelta) -> None:
        self._range = widgets.Dropdown(options=_RANGES, value=since, description="Time")
        self._filters = {
            name: widgets.Dropdown(options=[_ALL], description=name.removesuffix("_id").title())
            for name in FILTERS
        }
        self._refresh = widgets.Button(description="Refresh", icon="refresh")
        self._auto = widgets.ToggleButton(
            description="Auto", icon="clock-o", tooltip=f"Refresh every {_AUTO_SECONDS:.0f} s"
        )
        self._status = widgets.Label()
        self._cards = {ask: Card(ask.__name__.replace("_", " ")) for ask in QUESTIONS}
        self._reading: asyncio.Task[None] | None = None
        self._repeating: asyncio.Task[None] | None = None
        self._dress()
        self.widget = widgets.VBox([self._bar(), self._grid()])
        self._listen()

    def _dress(self) -> None:
        for chooser in (self._range, *self._filters.values()):
            chooser.layout = widgets.Layout(width="200px")
            chooser.style = {"description_width": "60px"}
        for button in (self._refresh, self._auto):
            button.layout = widgets.Layout(width="96px")

    def _bar(self) -> widgets.Box:
        parts = [self._range, *self._filters.values(), self._refresh, self._auto, self._status]
        return widgets.Box(parts, layout=widgets.Layout(flex_flow="row wrap", grid_gap="4px"))

    def _grid(self) -> widgets.GridBox:
        columns = "repeat(auto-fill, minmax(min(100%, 340px), 1fr))"
        layout = widgets.Layout(grid_template_columns=columns, grid_gap="8px", width="100%")
        return widgets.GridBox([card.widget for card in self._cards.values()], layout=layout)

    def _listen(self) -> None:
        for chooser in (self._range, *self._filters.values()):
            chooser.observe(lambda _: self.refresh(), names="value")
        self._refresh.on_click(lambda _: self.refresh())
        self._auto.observe(lambda change: self._repeat(on=change["new"]), names="value")

    @property
    def scope(self) -> Scope:
        """What is chosen, until now."""
        chosen = {name: chooser.value for name, chooser in self._filters.items()}
        filters = {name: value for name, value in chosen.items() if value != _ALL}
        return scope_of(self._range.value, None, filters)

    def refresh(self) -> None:
        """Begin to read anew; what was being read is given up."""
        if self._reading is not None:
            self._reading.cancel()
        self._reading = asyncio.get_running_loop().create_task(self._read(), name="overview")

    async def ready(self) -> None:
        """Wait until everything is read. Raises what went wrong, when that was a fault."""
        while self._reading is not None and not self._reading.done():
            await asyncio.wait([self._reading])  # may be given up for a newer one
        if self._reading is not None and not self._reading.cancelled():
            self._reading.result()

    def close(self) -> None:
        """Take the board off the screen and end its tasks."""
        for task in (self._reading, self._repeating):
            if task is not None:
                task.cancel()
        self.widget.close()

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.widget._repr_mimebundle_(**options)

    async def _read(self) -> None:
        started = asyncio.get_running_loop().time()
        self._status.value = "reading…"
        scope, turns = self.scope, asyncio.Semaphore(_AT_ONCE)
        for card in self._cards.values():
            card.wait()
        answers = [self._answer(ask, scope, turns) for ask in QUESTIONS]
        await asyncio.gather(*answers, self._offer(scope, turns))
        seconds = asyncio.get_running_loop().time() - started
        self._status.value = f"{datetime.now().astimezone():%H:%M:%S}, in {seconds:.1f} s"

    async def _answer(
        self, ask: Callable[..., Report], scope: Scope, turns: asyncio.Semaphore
    ) -> None:
        async with turns:
            try:
                drawn = await asyncio.to_thread(_drawn, ask, scope)
            except SparkError as error:
                self._cards[ask].fail(error)
            else:
                self._cards[ask].show(drawn)

    async def _offer(self, scope: Scope, turns: asyncio.Semaphore) -> None:
        """Offer in the filters what there is; what is chosen stays."""
        async with turns:
            try:
                found = await asyncio.to_thread(filter_values, scope)
            except SparkError:
                return  # the cards say it
        for name, chooser in self._filters.items():
            values = [_ALL, *found[name]]
            if chooser.value not in values:
                values.append(chooser.value)
            if tuple(values) != chooser.options:
                _set_options(chooser, values)

    def _repeat(self, *, on: bool) -> None:
        if self._repeating is not None:
            self._repeating.cancel()
            self._repeating = None
        if on:
            self._repeating = asyncio.get_running_loop().create_task(
                self._read_again_and_again(), name="overview, auto"
            )

    async def _read_again_and_again(self) -> None:
        while True:
            self.refresh()
            await self.ready()
            await asyncio.sleep(_AUTO_SECONDS)


def _drawn(ask: Callable[..., Report], scope: Scope) -> Drawn:
    return draw(ask(scope.since, scope.until, **scope.filters))


def _set_options(chooser: widgets.Dropdown, values: list[Any]) -> None:
    """Offer other values without choosing another: ipywidgets would go back to the first."""
    chosen = chooser.value
    with chooser.hold_trait_notifications():
        chooser.options = values
        chooser.value = chosen


def overview(since: timedelta = timedelta(days=1)) -> Overview:
    """Return all nine questions on one screen, with a time range and filters.

    ``since`` is one of the ranges it offers: 15 min; 1, 6 or 24 h; 7, 30 or 90 days. It reads in
    the background; ``await board.ready()`` waits for it.
    """
    board = Overview(since)
    board.refresh()
    return board
