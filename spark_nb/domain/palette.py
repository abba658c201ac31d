"""The colours of charts and widgets: one table, told apart with every kind of colour vision."""

from __future__ import annotations

from typing import Literal, NamedTuple

# Okabe and Ito.
BLUE, ORANGE, GREEN, PINK = "#0072B2", "#D55E00", "#009E73", "#CC79A7"
AMBER, SKY, GREY = "#E69F00", "#56B4E9", "#999999"

Dash = Literal["solid", "dot", "dash"]


class ToolStyle(NamedTuple):
    """A tool's colour, and the dash that tells it from another service's tool of that colour."""

    colour: str
    dash: Dash


TOOL_STYLES: dict[str, ToolStyle] = {
    "generate_script": ToolStyle(BLUE, "solid"),
    "apply_patch": ToolStyle(ORANGE, "solid"),
    "render_preview": ToolStyle(GREEN, "solid"),
    "ingest_asset": ToolStyle(PINK, "solid"),
    "deconstruct_asset": ToolStyle(AMBER, "solid"),
    "run_build": ToolStyle(SKY, "solid"),
    "get_build_status": ToolStyle(SKY, "dot"),
    "ocr": ToolStyle(BLUE, "dot"),
    "ocv": ToolStyle(ORANGE, "dot"),
    "classify": ToolStyle(PINK, "dot"),
    "asr": ToolStyle(AMBER, "dot"),
}
_OTHER = ToolStyle(GREY, "dash")

QUEUE_COLOURS: dict[str, str] = {
    "unity": GREEN,
    "cv": BLUE,
    "asr": AMBER,
    "events": PINK,
    "rows": ORANGE,
}

STATE_COLOURS: dict[str, str] = {
    "succeeded": GREEN,
    "running": SKY,
    "queued": GREY,
    "failed": ORANGE,
    "timed_out": PINK,
    "rejected": AMBER,
    "cancelled": GREY,
    "breaker_open": BLUE,
}
"""States of calls and builds. Always beside a word: colour alone says nothing."""


def tool_style(tool: str) -> ToolStyle:
    """Return the tool's style, the same everywhere; tools of other programs share one."""
    return TOOL_STYLES.get(tool, _OTHER)
