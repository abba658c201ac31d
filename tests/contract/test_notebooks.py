"""Notebooks hold no outputs but those that are checked, and these are short texts."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))
LONGEST = 200


def code_cells(path):
    return [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]


def is_checked(cell):
    return "# NBVAL_CHECK_OUTPUT" in cell.source


def texts(output):
    match output.output_type:
        case "stream":
            return [output.text]
        case _:
            assert list(output.data) == ["text/plain"]
            return [output.data["text/plain"]]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_only_checked_cells_hold_outputs(path):
    assert [cell.id for cell in code_cells(path) if cell.outputs and not is_checked(cell)] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_checked_cell_has_what_it_is_checked_against(path):
    """nbval compares nothing, and passes, where a cell has no execution count."""
    for cell in filter(is_checked, code_cells(path)):
        assert cell.execution_count is not None, cell.id
        shown = [text for output in cell.outputs for text in texts(output)]
        assert shown, cell.id
        assert all(len(text) <= LONGEST for text in shown), cell.id


def test_facts_are_checked_somewhere():
    checked = [cell for path in NOTEBOOKS for cell in code_cells(path) if is_checked(cell)]
    assert len(checked) >= 4
