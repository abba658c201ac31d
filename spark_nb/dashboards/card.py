"""One question of the overview: the answer, its figure, and where it comes from."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

import ipywidgets as widgets

from spark_nb.errors import SparkError

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from spark_nb.dashboards.report import Report

_MIME = "application/vnd.plotly.v1+json"
_HEIGHT = 260
_MARGIN = {"l": 8, "r": 16, "b": 8}
_LEGEND = {"orientation": "h", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom"}
_HEADING = "font-weight:600;font-size:13px;line-height:18px"
_FACT = "font-size:12px;line-height:16px;color:var(--jp-ui-font-color2,GrayText)"


class Drawn(NamedTuple):
    """A report as a card shows it; ``figure`` is plotly's JSON, without the words around it."""

    answer: str
    question: str
    note: str
    figure: dict[str, Any]


def draw(report: Report) -> Drawn:
    """Draw a report; takes some tens of milliseconds, so away from the event loop."""
    figure = report.figure()
    meta = figure.layout.meta
    return Drawn(meta["answer"], meta["question"], report.note, _bare(figure))


class Card:
    """Shows a report; what it showed before stays, dimmed, until the next is there."""

    def __init__(self, question: str) -> None:
        self._heading = widgets.HTML(_two_lines("Reading…", question))
        self._figure = widgets.Output(layout={"height": f"{_HEIGHT}px", "overflow": "hidden"})
        self._note = widgets.HTML()
        layout = {"border": "1px solid var(--jp-border-color2, #8884)", "padding": "8px 12px"}
        self.widget = widgets.VBox([self._heading, self._figure, self._note], layout=layout)

    def wait(self) -> None:
        """Say that a new answer is on its way."""
        self._figure.layout.opacity = "0.5"

    def show(self, drawn: Drawn) -> None:
        self._heading.value = _two_lines(drawn.answer, drawn.question)
        self._note.value = f"<div style='{_FACT}'>{escape(drawn.note)}</div>"
        self._fill({_MIME: drawn.figure, "text/plain": drawn.answer})

    def fail(self, error: SparkError) -> None:
        """Say what went wrong; the figure before it stays."""
        self._heading.value = _two_lines(error.message, error.hint or "")
        self._figure.layout.opacity = "0.5"

    def _fill(self, data: dict[str, Any]) -> None:
        # Not ``with output``: that would catch what other cells print meanwhile.
        self._figure.outputs = ({"output_type": "display_data", "data": data, "metadata": {}},)
        self._figure.layout.opacity = "1"


def _two_lines(answer: str, question: str) -> str:
    return (
        f"<div style='{_HEADING}'>{escape(answer)}</div>"
        f"<div style='{_FACT}'>{escape(question)}</div>"
    )


def _has_legend(figure: go.Figure) -> bool:
    named = [trace for trace in figure.data if trace.name and trace.showlegend is not False]
    return bool(figure.layout.showlegend) or (len(named) > 1 and figure.layout.showlegend is None)


def _bare(figure: go.Figure) -> dict[str, Any]:
    """Return a figure as JSON, small and without title and note."""
    notes = [note for note in figure.layout.annotations if note.name != "note"]
    room = 44 if _has_legend(figure) else 12
    figure.update_layout(
        title=None, annotations=notes, height=_HEIGHT, margin={**_MARGIN, "t": room}
    )
    figure.update_layout(uniformtext={"mode": "hide", "minsize": 9})
    figure.update_layout(legend={**_LEGEND, "font": {"size": 10}, "entrywidth": 68})
    figure.update_traces(mode="lines+markers", selector={"mode": "lines+markers+text"})
    figure.update_traces(mode="markers", selector={"mode": "markers+text"})
    figure.update_yaxes(dtick=1, tickfont={"size": 10}, selector={"type": "category"})
    made: dict[str, Any] = json.loads(figure.to_json())
    return made | {"config": {"responsive": True, "displayModeBar": False}}
