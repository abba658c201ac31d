"""The YAML that Unity writes, read fast: every scalar stays text.

Text matters: a GUID of digits alone is not a number. The fast reader knows block mappings and
sequences, one-line scalars and flow mappings; anything rarer goes to PyYAML with the same result.
"""

from __future__ import annotations

from typing import Any

import yaml

Node = Any  # str | list[Node] | dict[str, Node]; mypy has no use for the recursion
_RARE_STARTS = frozenset("|>&*!?%@`#,]}")
_Loader: type[Any] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class UnreadableYaml(ValueError):
    """Neither reader can make sense of the text."""


class _Rare(Exception):
    """Syntax that only the full parser reads."""


def read_yaml(text: str) -> Node:
    """Return mappings, lists and strings. Raises UnreadableYaml."""
    try:
        return _Reader(text).document()
    except _Rare:
        pass
    try:
        return yaml.load(text, _Loader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableYaml(type(error).__name__) from None


class _Reader:
    def __init__(self, text: str) -> None:
        self._lines = [line for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
        self._at = 0

    def document(self) -> Node:
        if not self._lines:
            return ""
        node = self._block(0)
        if self._at < len(self._lines):
            raise _Rare
        return node

    def _block(self, indent: int) -> Node:
        return self._sequence(indent) if self._is_item(indent) else self._mapping(indent)

    def _mapping(self, indent: int) -> dict[str, Node]:
        fields: dict[str, Node] = {}
        while self._at < len(self._lines):
            line = self._lines[self._at]
            text = line.lstrip(" ")
            column = len(line) - len(text)
            if column < indent or (column == indent and text[:2] in ("- ", "-")):
                break
            key, value = _split_key(text)
            if column != indent or key in fields:
                raise _Rare
            self._at += 1
            fields[key] = self._value(value, indent)
        return fields

    def _sequence(self, indent: int) -> list[Node]:
        items: list[Node] = []
        while self._is_item(indent):
            line = self._lines[self._at]
            text = line[indent + 2 :]
            if not text or text[0] == " " or text.startswith("- "):
                raise _Rare
            if text[0] not in "{[\"'" and (": " in text or text.endswith(":")):
                self._lines[self._at] = f"{' ' * (indent + 2)}{text}"
                items.append(self._mapping(indent + 2))
            else:
                self._at += 1
                items.append(self._scalar(text, indent))
        return items

    def _is_item(self, indent: int) -> bool:
        if self._at >= len(self._lines):
            return False
        line = self._lines[self._at]
        return line[indent : indent + 2] in ("- ", "-") and not line[:indent].strip(" ")

    def _value(self, text: str, indent: int) -> Node:
        if text:
            return self._scalar(text, indent)
        if self._at >= len(self._lines):
            return ""
        line = self._lines[self._at]
        column = len(line) - len(line.lstrip(" "))
        if column > indent:
            return self._block(column)
        return self._sequence(indent) if self._is_item(indent) else ""

    def _scalar(self, text: str, indent: int) -> Node:
        if text[0] == "{":
            return _flow_mapping(self._joined(text, indent))
        if text == "[]":
            return []
        if text[0] in "\"'":
            return _quoted(text)
        if text[0] in _RARE_STARTS or text[0] == "[" or " #" in text or text[-1] == " ":
            raise _Rare
        if self._is_continued(indent):
            raise _Rare
        return text

    def _joined(self, text: str, indent: int) -> str:
        """Return a flow mapping that Unity has wrapped at 80 columns as one line."""
        while not text.endswith("}") and self._is_continued(indent):
            text = f"{text} {self._lines[self._at].strip()}"
            self._at += 1
        return text

    def _is_continued(self, indent: int) -> bool:
        return self._at < len(self._lines) and self._lines[self._at].startswith(" " * (indent + 1))


def _split_key(text: str) -> tuple[str, str]:
    if text[0] in _RARE_STARTS or text[0] in "\"'{[":
        raise _Rare
    key, colon, value = text.partition(": ")
    if not colon:
        if text[-1] != ":" or " #" in text:
            raise _Rare
        return text[:-1], ""
    if " #" in key:
        raise _Rare
    return key, value.strip(" ")


def _flow_mapping(text: str) -> dict[str, Node]:
    inner = text[1:-1]
    if text[-1] != "}" or not _FLOW_RARE.isdisjoint(inner):
        raise _Rare
    if not inner:
        return {}
    pairs = [pair.split(": ") for pair in inner.split(", ")]
    if any(len(pair) != 2 for pair in pairs):
        raise _Rare
    return {key.strip(" "): value.strip(" ") for key, value in pairs}


_FLOW_RARE = frozenset("{}[]\"'#&*!|>")


def _quoted(text: str) -> str:
    inner = text[1:-1]
    if len(text) < 2 or text[-1] != text[0] or text[0] in inner or "\\" in inner:
        raise _Rare
    return inner
