"""An answer: a typed table, a figure, and where both came from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pandas as pd

from spark_nb.dashboards.replica import Source

if TYPE_CHECKING:
    import plotly.graph_objects as go


_ONE_DECIMAL = "{:.1f}".format


@dataclass(frozen=True)
class Report:
    """``frame`` holds the numbers, ``figure()`` draws them, ``source`` says how old they are."""

    frame: pd.DataFrame
    source: Source
    _draw: Callable[[Report], go.Figure] = field(repr=False)

    def figure(self) -> go.Figure:
        """Return a new plotly figure; with no data it says so and what to do."""
        return self._draw(self)

    @property
    def empty(self) -> bool:
        return self.frame.empty

    def _repr_html_(self) -> str:
        if self.empty:
            return (
                "<p>No calls in this range yet. Run the quickstart notebook, then this again.</p>"
            )
        table = self.frame.to_html(index=False, float_format=_ONE_DECIMAL)
        return f"{table}<small>{self.source}</small>"
