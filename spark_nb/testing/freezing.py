"""Holds still what differs from run to run, so that two runs can be compared."""

from __future__ import annotations

import os
import random
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.util import find_spec
from typing import Any, Self

import numpy as np

from spark_nb.testing.clock import START
from spark_nb.time_and_chance import hold_still

_ENVIRONMENT: dict[str, str | None] = {
    "NO_COLOR": "1",
    "FORCE_COLOR": None,
    "CLICOLOR_FORCE": None,
    "LINES": "24",
    "TQDM_DISABLE": "1",
    "SPARK_KEEP_DAYS": "0",  # what happens at ``at`` may be old, and is not swept away
}


class freeze:
    """Hold still, from now until ``close`` or the end of the ``with`` block.

    ``random`` and numpy's global generator are seeded; SPARK's time of day stands at ``at``, its
    ids repeat; figures become plain JSON, text is ``width`` columns wide, without colours or
    progress bars. Other clocks go on. Ids that repeat fall on each other in a database that keeps
    rows: use a stack of its own (``SPARK_HOME``, or the fixture ``spark_session``).
    Raises ValueError when ``at`` has no time zone.
    """

    def __init__(self, seed: int = 0, *, at: datetime = START, width: int = 80) -> None:
        if at.tzinfo is None:
            raise ValueError("at needs a time zone; write datetime(2026, 1, 1, tzinfo=UTC).")
        self._undo = ExitStack()
        self._set_environment(_ENVIRONMENT | {"COLUMNS": str(width)})
        self._undo.callback(random.setstate, random.getstate())
        self._undo.callback(np.random.set_state, np.random.get_state())
        random.seed(seed)
        np.random.seed(seed)
        self._undo.callback(hold_still(at.astimezone(UTC), seed))
        self._quiet_plotly()
        self._quiet_ipython()

    def close(self) -> None:
        """Bring back what was there before. May be called twice."""
        self._undo.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _set_environment(self, variables: dict[str, str | None]) -> None:
        for name, value in variables.items():
            self._undo.callback(_set_variable, name, os.environ.get(name))
            _set_variable(name, value)

    def _quiet_plotly(self) -> None:
        """Have figures shown as what they say, without an id for the page."""
        if find_spec("plotly"):
            import plotly.io as pio  # noqa: PLC0415 - slow, and not everybody has it

            self._set(pio.renderers, "default", "plotly_mimetype")

    def _quiet_ipython(self) -> None:
        if "IPython" in sys.modules:
            shell = sys.modules["IPython"].get_ipython()
            if shell is not None:
                self._set(shell, "colors", "nocolor")

    def _set(self, owner: Any, name: str, value: object) -> None:
        self._undo.callback(setattr, owner, name, getattr(owner, name))
        setattr(owner, name, value)


def _set_variable(name: str, value: str | None) -> None:
    if value is None:
        os.environ.pop(name, None)
    else:
        os.environ[name] = value
