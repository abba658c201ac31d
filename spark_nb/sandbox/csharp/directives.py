"""What the compiler sees of a script: ``#if`` decided, and every other byte where it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spark_nb.sandbox.csharp.condition import NotACondition, is_true
from spark_nb.sandbox.csharp.symbols import Symbols

_LINE = rb"^(?:\xef\xbb\xbf)?[ \t]*\#[^\n]*"
_DIRECTIVE = re.compile(_LINE, re.MULTILINE)
_TOKEN = re.compile(  # what may hold a # at the start of a line that is no directive
    rb"(?P<directive>" + _LINE + rb")|//[^\n]*|/\*.*?(?:\*/|\Z)"
    rb'|(?P<raw>"{3,}).*?(?:(?P=raw)|\Z)|(?:\$@|@\$?)"(?:[^"]|"")*+(?:"|\Z)'
    rb'|"(?:\\.|[^"\\\n])*+"?|\'(?:\\.|[^\'\\\n])*+\'?',
    re.MULTILINE | re.DOTALL,
)
_WORDS = re.compile(rb"\s*#\s*(\w*)\s*(.*)")
_INK = re.compile(rb"[^\r\n]")


@dataclass(frozen=True, slots=True)
class Region:
    """Where a directive stands that does not fit the others."""

    offset: int
    message: str


@dataclass(slots=True)
class _Branch:
    """An ``#if`` that is open. ``taken`` says that one of its parts was, or must not be."""

    offset: int
    outer: bool
    taken: bool
    active: bool
    last: bool = False


def active_code(source: bytes, symbols: Symbols) -> tuple[bytes, list[Region]]:
    """Return the source with spaces for directives and what they switch off, and what is wrong.

    Lines and columns stay. Without directives the same object comes back.
    """
    conditions = _Conditions(symbols)
    kept: list[bytes] = []
    at = 0
    for start, end in _directives(source, conditions):
        kept.append(source[at:start] if conditions.active else _blank(source[at:start]))
        kept.append(_blank(source[start:end]))
        conditions.read(source[start:end], start)
        at = end
    problems = conditions.problems()
    if not kept:
        return source, problems
    kept.append(source[at:] if conditions.active else _blank(source[at:]))
    return b"".join(kept), problems


def _directives(source: bytes, conditions: _Conditions) -> Iterator[tuple[int, int]]:
    """Yield where each stands; text that is switched off has no strings or comments."""
    if _DIRECTIVE.search(source) is None:
        return  # no line begins with a #: nothing to tell from strings and comments
    at = 0
    while at <= len(source):
        if conditions.active:
            found = _TOKEN.search(source, at)
            is_directive = found is not None and found["directive"] is not None
        else:
            found = _DIRECTIVE.search(source, at)
            is_directive = True
        if found is None:
            return
        if is_directive:
            yield found.span()
        at = max(found.end(), at + 1)


def _blank(text: bytes) -> bytes:
    return _INK.sub(b" ", text)


class _Conditions:
    """The ``#if`` that are open at a place, and the symbols that are defined there."""

    def __init__(self, symbols: Symbols) -> None:
        self._symbols = symbols
        self._own: dict[str, bool] = {}
        self._open: list[_Branch] = []
        self._problems: list[Region] = []

    @property
    def active(self) -> bool:
        return not self._open or self._open[-1].active

    def problems(self) -> list[Region]:
        unclosed = [Region(branch.offset, "This #if has no #endif.") for branch in self._open]
        return sorted(self._problems + unclosed, key=lambda region: region.offset)

    def read(self, line: bytes, offset: int) -> None:
        text = line.removeprefix(b"\xef\xbb\xbf")
        found = _WORDS.match(text)
        word, rest = (found[1].decode(), found[2]) if found else ("", b"")
        said = rest.split(b"//")[0].decode("utf-8", "replace")
        offset += line.index(b"#")
        match word:
            case "if":
                value = self.active and self._value(said, offset)
                self._open.append(_Branch(offset, self.active, value, value))
            case "elif" | "else" | "endif":
                self._turn(word, said, offset)
            case "define" | "undef" if self.active:
                self._own[said.strip()] = word == "define"
            case "error" if self.active:
                self._problems.append(Region(offset, f"#error {said.strip()[:60]}"))

    def _turn(self, word: str, said: str, offset: int) -> None:
        if not self._open or (word != "endif" and self._open[-1].last):
            self._problems.append(Region(offset, f"This #{word} belongs to no #if."))
            return
        if word == "endif":
            self._open.pop()
            return
        branch = self._open[-1]
        branch.last = word == "else"
        wanted = branch.outer and not branch.taken
        branch.active = wanted and (word == "else" or self._value(said, offset))
        branch.taken = branch.taken or branch.active

    def _value(self, expression: str, offset: int) -> bool:
        try:
            return is_true(expression, self._is_defined)
        except NotACondition:
            self._problems.append(Region(offset, f"Not a condition: {expression.strip()[:60]!r}."))
            return False

    def _is_defined(self, name: str) -> bool:
        return self._own.get(name, self._symbols.has(name))
