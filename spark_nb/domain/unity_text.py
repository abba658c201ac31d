r"""Edits single lines of a settings file as Unity writes it, and leaves every other byte alone.

A file of ``ProjectSettings/`` is one YAML document; its fields are indented by two blanks, the
items of a list begin with ``  - `` and go on with four. An empty list is ``[]``. Line ends are
kept as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

_KEY = re.compile(r"(?:  - |    )([\w ]+):(?: (.*))?$")


class _List(NamedTuple):
    """``at`` is the line of the key; each item is a range of lines."""

    at: int
    items: list[tuple[int, int]]

    @property
    def end(self) -> int:
        return self.items[-1][1] if self.items else self.at + 1


class UnityText:
    """The text of one file, to be changed in place."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")

    def __str__(self) -> str:
        return "\n".join(self._lines)

    def scalar(self, key: str) -> str | None:
        """Return the value of a field as it stands, None where there is none."""
        at = self._field(key)
        return None if at is None else _value(self._bare(at).partition(":")[2])

    def set_scalar(self, key: str, value: str) -> None:
        at = self._field(key)
        if at is None:
            raise KeyError(key)
        self._lines[at] = f"  {key}: {value}{self._end(at)}"

    def names(self, key: str) -> list[str]:
        """Return the items of a list of plain words, "" for an empty one."""
        return [_value(self._bare(start)[3:]) for start, _ in self._list(key).items]

    def set_name(self, key: str, index: int, name: str) -> None:
        """Write one item; an empty one looks as the other empty ones do."""
        starts = [start for start, _ in self._list(key).items]
        at = starts[index]
        empty = next((self._bare(start) for start in starts if not self._bare(start)[3:]), "  - ")
        self._lines[at] = f"{f'  - {name}' if name else empty}{self._end(at)}"

    def objects(self, key: str) -> list[dict[str, str]]:
        """Return the fields of each item of a list of objects."""
        return [self._fields(start, end) for start, end in self._list(key).items]

    def set_field(self, key: str, index: int, field: str, value: str) -> None:
        """Change one field of one object. Raises KeyError when it has none of this name."""
        start, end = self._list(key).items[index]
        for at in range(start, end):
            found = _KEY.match(self._bare(at))
            if found and found[1] == field:
                self._lines[at] = f"{self._bare(at)[:4]}{field}: {value}{self._end(at)}"
                return
        raise KeyError(field)

    def append(self, key: str, *lines: str) -> None:
        """Add an item to a list; ``lines`` are without the indent of the list."""
        block = self._list(key)
        end = self._end(block.at)
        if not block.items:
            self._lines[block.at] = f"  {key}:{end}"
        first, *more = lines
        new = [f"  - {first}{end}", *(f"    {line}{end}" for line in more)]
        self._splice(block.end, block.end, new)

    def remove(self, key: str, index: int) -> None:
        block = self._list(key)
        start, end = block.items[index]
        if len(block.items) == 1:
            self._lines[block.at] = f"  {key}: []{self._end(block.at)}"
        self._splice(start, end, [])

    def _splice(self, start: int, end: int, new: list[str]) -> None:
        """Replace lines. What is last in a file without a final line end has none."""
        at_end, line_end = end == len(self._lines), self._end(0)
        if at_end:
            self._lines[-1] += line_end
        self._lines[start:end] = new
        if at_end:
            self._lines[-1] = self._bare(len(self._lines) - 1)

    def has(self, key: str) -> bool:
        return self._field(key) is not None

    def _field(self, key: str) -> int | None:
        head = f"  {key}:"
        return next((at for at in range(len(self._lines)) if self._is_head(at, head)), None)

    def _is_head(self, at: int, head: str) -> bool:
        line = self._bare(at)
        return line == head or line.startswith(f"{head} ")

    def _list(self, key: str) -> _List:
        at = self._field(key)
        if at is None:
            raise KeyError(key)
        starts: list[int] = []
        line = at + 1
        while line < len(self._lines) and self._bare(line).startswith(("  -", "    ")):
            if self._bare(line).startswith("  -"):
                starts.append(line)
            line += 1
        return _List(at, list(pairwise([*starts, line])))

    def _fields(self, start: int, end: int) -> dict[str, str]:
        fields: dict[str, str] = {}
        last = ""
        for at in range(start, end):
            found = _KEY.match(self._bare(at))
            if found:
                last = found[1]
                fields[last] = _value(found[2] or "")
            elif last:  # Unity breaks long values at a blank
                fields[last] = f"{fields[last]} {self._bare(at).strip()}".strip()
        return fields

    def _bare(self, at: int) -> str:
        return self._lines[at].removesuffix("\r")

    def _end(self, at: int) -> str:
        return self._lines[at][len(self._bare(at)) :]


def _value(text: str) -> str:
    text = text.strip()
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1].replace("''", "'") if quoted else text


def lines_of(fields: Sequence[tuple[str, object]]) -> list[str]:
    """Return the lines of an object for ``append``."""
    return [f"{name}: {value}" for name, value in fields]
