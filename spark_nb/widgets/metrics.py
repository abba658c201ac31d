"""A live panel of a session's metrics: what waits, how long calls take, what the cache saves."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from spark_nb.domain.palette import BLUE, QUEUE_COLOURS, TOOL_STYLES
from spark_nb.widgets.base import SparkWidget
from spark_nb.widgets.page_message import read_page_message
from spark_nb.widgets.static_output import Static, static_table

_KEPT = 300  # five minutes
_LOOK_LASTS_S = 6.0  # a page says every two seconds that somebody looks

_STATIC_MS = 5000  # what stands in a saved notebook need not be of this second
_HEADS = ("Tool", "Calls", "Errors", "p50", "p95", "p99")
_STYLES = {
    "tools": {name: list(style) for name, style in TOOL_STYLES.items()},
    "queues": QUEUE_COLOURS,
    "hits": BLUE,
}

Read = Callable[[float], dict[str, Any]]
"""Returns the reading of a time of day in milliseconds; see ``readings.reading``."""


class Look(BaseModel):
    """Somebody looks; ``since`` is the newest reading that the page has, in its time."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)
    kind: Literal["look"]
    since: Annotated[float, Field(ge=0)] = 0


looks: TypeAdapter[Look] = TypeAdapter(Look)


class MetricsPanel(SparkWidget):
    """Takes a reading each second, and sends what is new to the pages that look.

    Five minutes of readings are kept here, none in the notebook's file.
    """

    def __init__(
        self,
        read: Read,
        *,
        every_s: float = 1.0,
        clock: Callable[[], float] = time.monotonic,
        **kwargs: Any,
    ) -> None:
        self._read = read
        self._every_s = every_s
        self._clock = clock
        self._readings: deque[dict[str, Any]] = deque(maxlen=_KEPT)
        self._looked_at: float | None = None
        super().__init__(**kwargs)
        self._take_reading()
        self._kept_at = self._readings[-1]["at"]
        self.hear_pages(self._take_in)
        self.own(self._sample(), "metrics panel")

    @property
    def readings(self) -> list[dict[str, Any]]:
        """What the panel shows, oldest first."""
        return list(self._readings)

    def hear(self, content: object) -> None:
        """Send a page what it lacks. Raises RejectedError for what is no message of ours."""
        look = read_page_message(looks, content, "a metrics panel")
        self._looked_at = self._clock()
        news = [reading for reading in self._readings if reading["at"] > look.since]
        self._tell(news)

    def _take_in(self, content: object) -> None:
        try:
            self.hear(content)
        except Exception as error:
            self.show_error(error)
            raise

    async def _sample(self) -> None:
        while True:
            await asyncio.sleep(self._every_s)
            self._take_reading()
            if self._readings[-1]["at"] - self._kept_at >= _STATIC_MS:
                self._keep()
            if self._is_looked_at:
                self._tell([self._readings[-1]])

    def _take_reading(self) -> None:
        self._readings.append(self._read(time.time() * 1000))
        with self.hold_sync():
            self.words, self.hint, self.details = "", "", ""
            self.status = "live" if self._readings[-1]["tools"] else "empty"

    @property
    def _is_looked_at(self) -> bool:
        return self._looked_at is not None and self._clock() - self._looked_at <= _LOOK_LASTS_S

    def _tell(self, readings: list[dict[str, Any]]) -> None:
        self.send({"kind": "readings", "readings": readings, "styles": _STYLES})

    def _keep(self) -> None:
        self._kept_at = self._readings[-1]["at"]
        self.keep_static()

    def static(self) -> Static:
        """Return the newest numbers as a table."""
        tools = self._readings[-1]["tools"]
        rows = [
            [name, f"{calls:.0f}", f"{errors:.0f}", *(f"{each:.1f} ms" for each in times)]
            for name, (calls, errors, *times) in tools.items()
        ]
        return static_table("Calls by tool." if rows else "No calls yet.", _HEADS, rows)
