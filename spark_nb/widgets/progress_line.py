"""One line of progress below a cell: a bar, how far, and what happened last."""

from __future__ import annotations

import html
import math
import time
from collections.abc import Callable

from spark_nb.domain.ids import uuid4
from spark_nb.time_and_chance import is_frozen
from spark_nb.widgets.still import publish_output

_EVERY_S = 0.1


class ProgressLine:
    """Shows itself on the first step; nothing outside of a notebook, or while time is frozen.

    ``clock`` returns monotonic seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._display_id = uuid4().hex
        self._shown = False
        self._shown_at = -math.inf

    def update(self, done: float, total: float | None, words: str) -> None:
        """Show ``done`` of ``total``, ten times a second at most, and always the last step."""
        now = self._clock()
        if is_frozen() or (done != total and now - self._shown_at < _EVERY_S):
            return
        self._shown_at = now
        count = f"{done:g}" if total is None else f"{done:g} of {total:g}"
        text = f"{count} · {words}" if words else count
        place = "" if total is None else f'value="{done}" max="{total}" '
        bar = (
            f'<progress {place}style="width:160px;vertical-align:middle">'
            "</progress> <span style='font-variant-numeric:tabular-nums'>"
            f"{html.escape(text)}</span>"
        )
        self._show({"text/html": bar, "text/plain": text})

    def done(self, words: str) -> None:
        """Leave ``words`` in the place of the bar, where there was one."""
        if self._shown:
            self._show({"text/html": f"✓ {html.escape(words)}", "text/plain": words})

    def _show(self, bundle: dict[str, str]) -> None:
        publish_output(bundle, display_id=self._display_id, update=self._shown)
        self._shown = True
