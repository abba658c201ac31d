"""What all figures share: colours, margins, the empty state, the corner note."""

from __future__ import annotations

import plotly.graph_objects as go

from spark_nb.domain.tools import TOOLS

# Okabe and Ito: told apart with every kind of colour vision.
_PALETTE = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#E69F00",
    "#56B4E9",
    "#999999",
)
_TEXT = "#767676"  # readable on JupyterLab's light and dark alike
_GRID = "rgba(128, 128, 128, 0.25)"
_HEIGHT = 340


def tool_colour(tool: str) -> str:
    """Return the tool's colour, the same in every figure."""
    names = list(TOOLS)
    place = names.index(tool) if tool in names else len(_PALETTE) - 1
    return _PALETTE[place % len(_PALETTE)]


def in_house_style(figure: go.Figure, title: str, question: str, note: str) -> go.Figure:
    """Set the answer as title, the question below it, the source in the corner."""
    figure.update_layout(
        title={
            "text": f"<b>{title}</b><br><span style='font-size:12px'>{question}</span>",
            "x": 0,
            "xref": "paper",
            "font": {"size": 15},
        },
        height=_HEIGHT,
        margin={"l": 16, "r": 24, "t": 64, "b": 56},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"color": _TEXT, "size": 12},
        hoverlabel={"font": {"size": 12}},
        legend={"orientation": "h", "y": 1.02, "x": 1, "xanchor": "right", "yanchor": "bottom"},
    )
    figure.update_xaxes(gridcolor=_GRID, zeroline=False, automargin=True)
    figure.update_yaxes(gridcolor=_GRID, zeroline=False, automargin=True)
    figure.add_annotation(
        text=note,
        xref="paper",
        yref="paper",
        x=1,
        y=0,
        yshift=-48,
        xanchor="right",
        showarrow=False,
        font={"size": 11},
    )
    return figure


def empty_figure(question: str, note: str) -> go.Figure:
    """Return a figure that says there is nothing to see, and what to do."""
    figure = go.Figure()
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    figure.add_annotation(
        text="Run the quickstart notebook, or widen the time range.",
        xref="paper",
        yref="paper",
        x=0.5,
        y=0.5,
        showarrow=False,
        font={"size": 13},
    )
    return in_house_style(figure, "No calls in this range yet", question, note)


def milliseconds(value: float) -> str:
    """Return a duration as people say it: 4.2 ms, 48 ms, 3.2 s."""
    if value >= 1000:
        return f"{value / 1000:.1f} s"
    return f"{value:.0f} ms" if value >= 10 else f"{value:.1f} ms"
