"""Steps of the patch stack as the undo widget lists them, and what one of them changed."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath
from typing import Any

from spark_nb.domain.operation import Change, Operation
from spark_nb.domain.unified_diff import make_patch

_LINES = 400  # of one file, in the browser
_FILES = 50
_IMAGES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}
_WHOLE = {"preset": "Applied ", "preset_removal": "Removed ", "operation": ""}
_VERBS = {"apply_patch": "Patched", "ingest_asset": "Replaced", "generate_script": "Rewrote"}


def step_row(operation: Operation) -> dict[str, Any]:
    """Return what a line of the list shows. Counting lines takes time: not on the event loop."""
    added, removed = _counts(operation)
    return {
        "id": str(operation.operation_id),
        "kind": operation.kind,
        "title": _title(operation),
        "paths": [change.path for change in operation.changes],
        "at": operation.at.isoformat(),
        "author": operation.author,
        "added": added,
        "removed": removed,
        "byte_length": operation.byte_length,
        "pictured": operation.thumbnail is not None,
    }


def step_details(operation: Operation) -> tuple[list[dict[str, Any]], list[bytes]]:
    """Return what was done to each file, and pictures, named by their place in the list."""
    files: list[dict[str, Any]] = []
    pictures: list[bytes] = []
    for change in operation.changes[:_FILES]:
        shown: dict[str, Any] = {"path": change.path, "state": _state(change)}
        shown |= _pictures(change, pictures) or {"lines": diff_lines(_diff(change))}
        files.append(shown)
    return files, pictures


def diff_lines(diff: str) -> list[str]:
    """Return the lines of a unified diff from its first hunk on; a last one says what is cut."""
    lines = _hunk_lines(diff)
    rest = len(lines) - _LINES
    return [*lines[:_LINES], f"… {rest} more lines"] if rest > 0 else lines


def _title(operation: Operation) -> str:
    name = PurePosixPath(operation.path).name
    if operation.kind in _WHOLE:
        return f"{_WHOLE[operation.kind]}{operation.path}"
    (change,) = operation.changes[:1] or (Change("", b"", b""),)
    if change.before is None:
        return f"Created {name}"
    if change.after is None:
        return f"Deleted {name}"
    return f"{_VERBS[operation.kind]} {name}"


def _state(change: Change) -> str:
    if change.before is None:
        return "created"
    return "deleted" if change.after is None else "changed"


def _counts(operation: Operation) -> tuple[int | None, int | None]:
    """Return lines added and removed; None for both when none of it is text."""
    diffs = [diff for change in operation.changes if (diff := _diff(change))]
    if not diffs:
        return None, None
    signs = Counter(line[:1] for diff in diffs for line in _hunk_lines(diff))
    return signs["+"], signs["-"]


def _hunk_lines(diff: str) -> list[str]:
    lines = diff.split("\n")
    start = next((at for at, line in enumerate(lines) if line.startswith("@@")), len(lines))
    return lines[start : len(lines) - 1]


def _diff(change: Change) -> str:
    if PurePosixPath(change.path).suffix in _IMAGES:
        return ""
    try:
        return make_patch(change.path, change.before, change.after)
    except UnicodeDecodeError:
        return ""


def _pictures(change: Change, pictures: list[bytes]) -> dict[str, Any] | None:
    media_type = _IMAGES.get(PurePosixPath(change.path).suffix.lower())
    if media_type is None:
        return None
    places: dict[str, Any] = {"media_type": media_type}
    for name, content in (("before", change.before), ("after", change.after)):
        places[name] = None if content is None else len(pictures)
        pictures += [] if content is None else [content]
    return places
