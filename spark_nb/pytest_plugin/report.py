"""One HTML page of a test run: what was seen, what differs, how long it took."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterable
from html import escape
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_ICONS = {"passed": "✓", "failed": "✗", "skipped": "○"}
Shown = tuple[str, str, str]
"""Caption, media type, base64."""


def png(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "png")
    return file.getvalue()


def attach_frames(item: Any, report: pytest.TestReport, frames: list[tuple[str, bytes]]) -> None:
    """Put pictures on the report, as plain values that travel between processes."""
    shown = [(name, "image/png", base64.b64encode(data).decode()) for name, data in frames]
    for output in getattr(item, "test_outputs", None) or ():
        for kind, data in output.get("data", {}).items():
            if kind in ("image/png", "image/jpeg"):
                shown.append(
                    (output["data"].get("text/plain", kind), kind, data.replace("\n", ""))
                )
    report.spark_frames = shown  # type: ignore[attr-defined]


class Report:
    """Collects what tests report, and writes the page at the end of the run."""

    def __init__(self, file: Path) -> None:
        self._file = file.absolute()
        self._reports: list[pytest.TestReport] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or not report.passed:
            self._reports.append(report)

    def pytest_sessionfinish(self) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(page(self._reports), encoding="utf-8")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_line(f"SPARK report: {self._file}")


def page(reports: list[pytest.TestReport]) -> str:
    """Return the page, whole in one file."""
    style = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
    counts = {name: sum(report.outcome == name for report in reports) for name in _ICONS}
    words = (
        ", ".join(f"{count} {name}" for name, count in counts.items() if count) or "No tests ran"
    )
    total = sum(report.duration for report in reports)
    slowest = max((report.duration for report in reports), default=0.0)
    failed_first = sorted(reports, key=lambda report: not report.failed)
    body = "\n".join(_section(report, slowest) for report in failed_first)
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{words}</title><style>{style}</style>"
        f"<h1>{words}</h1><p class=facts>{_duration(total)} in tests and cells</p>\n"
        f"{body}</html>\n"
    )


def _section(report: pytest.TestReport, slowest: float) -> str:
    share = report.duration / slowest if slowest else 0
    place = "" if report.when == "call" else f" ({report.when})"
    return (
        f"<section class={report.outcome}>"
        f"<h2><b>{_ICONS[report.outcome]} {report.outcome}</b> "
        f"<span class=name>{escape(report.nodeid)}{place}</span>"
        f"<span class=bar><i style='width:{share:.1%}'></i></span>"
        f"<span class=time>{_duration(report.duration)}</span></h2>"
        f"{_words(report)}{_pictures(getattr(report, 'spark_frames', ()))}</section>"
    )


def _words(report: pytest.TestReport) -> str:
    if not report.failed:
        return ""
    return f"<pre>{escape(_ANSI.sub('', report.longreprtext).strip())}</pre>"


def _pictures(frames: Iterable[Shown]) -> str:
    return "".join(
        f'<figure><img alt="{escape(caption)}" src="data:{kind};base64,{data}">'
        f"<figcaption>{escape(caption)}</figcaption></figure>"
        for caption, kind, data in frames
    )


def _duration(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.0f} ms"
