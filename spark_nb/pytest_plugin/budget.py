"""How long a cell of a notebook may take."""

from __future__ import annotations

import math
import re
from argparse import ArgumentTypeError
from typing import Any

import pytest

_COMMENT = re.compile(r"^\s*#\s*SPARK_BUDGET\b[:=]?\s*(.*?)\s*$", re.MULTILINE)


def seconds(text: str) -> float:
    """Return a number of seconds above 0. Raises ArgumentTypeError."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 < value < math.inf:
        raise ArgumentTypeError(f"a budget is a number of seconds above 0 (got {text!r})")
    return value


def budget_of(source: str, default: float | None) -> float | None:
    """Return what the comment in the cell says, else ``default``. Raises ArgumentTypeError."""
    found = _COMMENT.search(source)
    return seconds(found[1]) if found else default


def hold_to_budget(item: Any, report: pytest.TestReport) -> None:
    """Fail a cell that did all it should, too late."""
    if not report.passed:
        return
    try:
        budget = budget_of(item.cell.source, item.config.getoption("spark_cell_budget"))
    except ArgumentTypeError as error:
        _fail(report, f"# SPARK_BUDGET: {error}. Write, for example, # SPARK_BUDGET 5")
        return
    if budget is not None and report.duration > budget:
        _fail(
            report,
            f"The cell took {report.duration:.3g} s, its budget is {budget:g} s.\n"
            "Make it faster, or give it more time: # SPARK_BUDGET seconds\n\n"
            f"{item.cell.source}",
        )


def _fail(report: pytest.TestReport, words: str) -> None:
    report.outcome, report.longrepr = "failed", words
