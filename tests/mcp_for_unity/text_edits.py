"""``manage_script apply_text_edits`` as the plugin does it, with its guards and its fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from tests.mcp_for_unity.answers import Payload, refusal

LIMIT_BYTES = 65536
_USING = re.compile(
    r"^\s*using\s+(?:static\s+)?(?:[A-Za-z_]\w*\s*=\s*)?[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\s*;",
    re.MULTILINE,
)
_METHOD = re.compile(
    r"^[\t ]*(?:\[[^\]]+\][\t ]*)*[\t ]*(?:public|private|protected|internal|static|virtual|"
    r"override|sealed|async|extern|unsafe|new|partial)[\s\S]*?\b([A-Za-z_][A-Za-z0-9_]*)\s*\(",
    re.MULTILINE,
)
_CLOSING = {"}": "{", ")": "(", "]": "["}
_NON_CODE = re.compile(
    r'//[^\n]*|/\*[\s\S]*?\*/|@"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\''
)

Span = tuple[int, int, str]


class EditRefused(Exception):
    def __init__(self, answer: Payload) -> None:
        super().__init__(answer["error"])
        self.answer = answer


def edited(text: str, edits: list[Payload], class_name: str) -> str:
    """Return the text with all edits, or with what the lone-edit fault leaves of them."""
    units = _Units(text)
    spans = [_span(units, edit) for edit in edits]
    header = _USING.search(text)
    boundary = units.offset(header.start()) if header else 0
    if any(start < boundary for start, _, _ in spans):
        raise EditRefused(refusal("using_guard", {"status": "using_guard"}))
    if len(spans) == 1:
        rerouted = _as_method(text, units, spans[0], class_name)
        if rerouted is not None:
            return rerouted
    if sum(len(new.encode()) for _, _, new in spans) > LIMIT_BYTES:
        facts = {"status": "too_large", "limitBytes": LIMIT_BYTES}
        raise EditRefused(refusal("too_large", facts))
    ordered = sorted(spans, key=lambda span: -span[0])
    for later, earlier in pairwise(ordered):
        if earlier[1] > later[0]:
            raise EditRefused(refusal("overlap", {"status": "overlap", "conflicts": []}))
    for span in ordered:
        text = _replaced(text, units, span)
        units = _Units(text)
    return text


def check_balance(text: str) -> None:
    """Raise EditRefused at the first bracket without its other half."""
    code = _NON_CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    stacks: dict[str, list[int]] = {"{": [], "(": [], "[": []}
    for number, line in enumerate(code.split("\n"), start=1):
        for char in line:
            if char in stacks:
                stacks[char].append(number)
            elif char in _CLOSING:
                if not stacks[_CLOSING[char]]:
                    raise _unbalanced(number, _CLOSING[char])
                stacks[_CLOSING[char]].pop()
    for opening, closing in (("{", "}"), ("(", ")"), ("[", "]")):
        if stacks[opening]:
            raise _unbalanced(stacks[opening][-1], closing)


def _unbalanced(line: int, expected: str) -> EditRefused:
    facts = {"status": "unbalanced_braces", "line": line, "expected": expected}
    return EditRefused(refusal(f"unbalanced_braces at line {line}. Resend a smaller edit.", facts))


class _Units:
    """A text as C# counts it: in UTF-16 units, a CRLF or a lone CR being one line break."""

    def __init__(self, text: str) -> None:
        self.encoded = text.encode("utf-16-le", "surrogatepass")
        self.length = len(self.encoded) // 2
        self._text = text

    def offset(self, index: int) -> int:
        return len(self._text[:index].encode("utf-16-le", "surrogatepass")) // 2

    def find(self, line: int, column: int) -> int | None:
        for index, at_line, at_column in self._places():
            if (at_line, at_column) == (line, column):
                return index
        return None

    def _places(self) -> Iterator[tuple[int, int, int]]:
        line = column = 1
        index = 0
        while index <= self.length:
            yield index, line, column
            unit = self.encoded[2 * index : 2 * index + 2]
            if unit == b"\r\0":
                index += self.encoded[2 * index + 2 : 2 * index + 4] == b"\n\0"
                line, column = line + 1, 1
            elif unit == b"\n\0":
                line, column = line + 1, 1
            else:
                column += 1
            index += 1


def _span(units: _Units, edit: Payload) -> Span:
    places = []
    for side in ("start", "end"):
        line, column = max(1, int(edit[f"{side}Line"])), max(1, int(edit[f"{side}Col"]))
        index = units.find(line, column)
        if index is None:
            where = f"{side} out of range (line {line}, col {column})"
            raise EditRefused(refusal(f"apply_text_edits: {where}"))
        places.append(index)
    return min(places), max(places), edit.get("newText") or ""


def _replaced(text: str, units: _Units, span: Span) -> str:
    start, end, new = span
    whole = units.encoded[: 2 * start] + new.encode("utf-16-le") + units.encoded[2 * end :]
    return whole.decode("utf-16-le", "surrogatepass")


def _as_method(text: str, units: _Units, span: Span, class_name: str) -> str | None:
    """The fault: an edit that begins above a method and reaches into it replaces that alone."""
    start, end, _ = span
    base = max(0, start - 200)
    found = _METHOD.search(text[base : min(len(text), start + 200)])
    if found is None:
        return None
    before = _method_span(text, class_name, found[1])
    if before is None or not (start <= before[0] + 2 and end >= before[0] + 1):
        return None
    candidate = _replaced(text, units, span)
    after = _method_span(candidate, class_name, found[1])
    if after is None:
        return None
    return text[: before[0]] + candidate[after[0] : after[1]] + text[before[1] :]


def _method_span(text: str, class_name: str, method: str) -> tuple[int, int] | None:
    inside = re.search(rf"\bclass\s+{class_name}\b", text)
    if inside is None:
        return None
    head = re.compile(rf"^[\t ]*[\w<>\[\], \t]*\b{method}\s*\([^)]*\)\s*\{{", re.MULTILINE)
    found = head.search(text, inside.end())
    if found is None:
        return None
    depth = 1
    for index in range(found.end(), len(text)):
        depth += {"{": 1, "}": -1}.get(text[index], 0)
        if depth == 0:
            return found.start(), index + 1
    return None


def as_edits(raw: Any) -> list[Payload]:
    if not isinstance(raw, list) or not raw:
        raise EditRefused(refusal("No edits provided."))
    return raw
