"""A patched text as edits for ``apply_text_edits``, and when it must be written whole instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spark_nb.domain.unified_diff import FilePatch, split_lines

_LIMIT_BYTES = 64 * 1024
_USING = re.compile(
    r"^\s*using\s+(?:static\s+)?(?:[A-Za-z_]\w*\s*=\s*)?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\s*;",
    re.MULTILINE,
)
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces ``text[start:end]``."""

    start: int
    end: int
    new_text: str


def edits_of(patch: FilePatch, text: str) -> list[Edit]:
    """Return one edit for each run of changed lines; ``patch`` fits ``text``, LF-split."""
    starts = [0]
    for line in split_lines(text.encode()):
        starts.append(starts[-1] + len(line.decode()))
    return [Edit(starts[first], starts[last], new_text) for first, last, new_text in _runs(patch)]


def _runs(patch: FilePatch) -> Iterator[tuple[int, int, str]]:
    """Yield 0-based lines from, to (exclusive), and the text that takes their place."""
    for hunk in patch.hunks:
        at = hunk.old_start - 1 if hunk.before else hunk.old_start
        first, new = at, list[bytes]()
        for op, line in (*hunk.lines, (b" ", b"")):
            if op == b"+":
                new.append(line)
            elif op == b"-":
                at += 1
            else:
                if at > first or new:
                    yield first, at, b"".join(new).decode()
                at += 1
                first, new = at, []


def needs_whole_file(text: str, edits: list[Edit]) -> bool:
    """Whether the editor would refuse the edits, or lose what it does not see.

    It takes 64 KiB, nothing before the first ``using``, and drops a byte order mark.
    """
    if text.startswith(_BOM):
        return True
    if sum(len(edit.new_text.encode()) for edit in edits) > _LIMIT_BYTES:
        return True
    header = _USING.search(text)
    boundary = header.start() if header else 0
    return any(edit.start < boundary for edit in edits)


def wire_edits(text: str, edits: list[Edit]) -> list[dict[str, object]]:
    """Return edits with the editor's lines and columns, from 1, never one alone.

    A lone edit that reaches into a method's head is turned into a replaced method, and the rest
    of it is dropped; an empty one beside it keeps it what it is.
    """
    if len(edits) == 1:
        edits = [*edits, Edit(len(text), len(text), "")]
    places = _places(text, {place for edit in edits for place in (edit.start, edit.end)})
    return [
        {
            "startLine": places[edit.start][0],
            "startCol": places[edit.start][1],
            "endLine": places[edit.end][0],
            "endCol": places[edit.end][1],
            "newText": edit.new_text,
        }
        for edit in edits
    ]


def _places(text: str, offsets: set[int]) -> dict[int, tuple[int, int]]:
    """Return line and column of each offset, counted as C# does.

    Columns are UTF-16 units; CRLF is one line break, and so is a carriage return alone.
    """
    places: dict[int, tuple[int, int]] = {}
    line = column = 1
    for index, char in enumerate(text):
        if index in offsets:
            places[index] = line, column
        if char == "\n" or (char == "\r" and text[index + 1 : index + 2] != "\n"):
            line, column = line + 1, 1
        elif char != "\r":
            column += 2 if ord(char) > 0xFFFF else 1
    places[len(text)] = line, column
    return places
