"""The YAML that Unity writes, read fast: every scalar stays text.

Text matters: a GUID of digits alone is not a number. The fast reader knows block mappings and
sequences, one-line scalars and flow mappings; anything rarer goes to PyYAML with the same result.

Old files write a map as a mapping whose every key is ``data``, over and over; it is read as the
list of pairs that newer ones write.
"""

from __future__ import annotations

from typing import Any

import yaml

Node = Any  # str | list[Node] | dict[str, Node]; mypy has no use for the recursion
_RARE_STARTS = frozenset("|>&*!?%@`#,]}")
_UNPLAIN_STARTS = _RARE_STARTS | frozenset("{[\"'")
_FLOW_RARE = frozenset("{}[]\"'#&*!|>")
_PAIR = {"first", "second"}
_MAX_DEPTH = 200  # before Python's own limit, so that the full parser may still try


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
        return yaml.load(text, _FullReader)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableYaml(type(error).__name__) from None


class _FullReader(getattr(yaml, "CBaseLoader", yaml.BaseLoader)):  # type: ignore[misc]
    def construct_mapping(self, node: Any, deep: bool = False) -> Node:
        keys = [key.value for key, _ in node.value]
        if len(keys) > 1 and keys.count("data") == len(keys):
            return [self.construct_object(value, deep=True) for _, value in node.value]
        return _pairs(super().construct_mapping(node, deep=deep))


class _Reader:
    """Lines and their indents side by side; each method reads on from the line it is given.

    The loops do little and call little: a large tilemap has a hundred thousand lines.
    """

    def __init__(self, text: str) -> None:
        text = text.removeprefix("\ufeff").replace("\r\n", "\n")
        lines = [line for line in text.split("\n") if line.strip()]
        self._texts = [line.lstrip(" ") for line in lines]
        self._indents = [
            len(line) - len(text) for line, text in zip(lines, self._texts, strict=True)
        ]
        self._indents.append(-1)
        self._at = 0
        self._depth = 0

    def document(self) -> Node:
        if not self._texts:
            return ""
        node = self._block(0)
        if self._at < len(self._texts):
            raise _Rare
        return node

    def _block(self, indent: int) -> Node:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise _Rare
        node = self._sequence(indent) if self._is_item(indent) else self._mapping(indent)
        self._depth -= 1
        return node

    def _is_item(self, indent: int) -> bool:
        return self._indents[self._at] == indent and _is_dashed(self._texts[self._at])

    def _mapping(self, indent: int) -> Node:
        fields: dict[str, Node] = {}
        texts, indents = self._texts, self._indents
        while indents[self._at] == indent:
            text = texts[self._at]
            if text[0] == "-" and _is_dashed(text):
                break
            key, colon, value = text.partition(": ")
            if not colon:
                key, value = text[:-1], ""
            if text[0] in _UNPLAIN_STARTS or " #" in text or not (colon or text[-1] == ":"):
                raise _Rare
            if key in fields:
                return self._repeated(fields, key, indent)
            self._at += 1
            if value and value[0] not in _UNPLAIN_STARTS and value[-1] != " ":
                if indents[self._at] > indent:
                    raise _Rare
                fields[key] = value
            else:
                fields[key] = self._value(value.strip(" "), indent)
        if indents[self._at] > indent:
            raise _Rare
        return _pairs(fields)

    def _repeated(self, fields: dict[str, Node], key: str, indent: int) -> list[Node]:
        """Go on with a map of old: nothing but ``data:``."""
        if key != "data" or len(fields) > 1:
            raise _Rare
        found = [fields[key]]
        while self._indents[self._at] == indent:
            if self._texts[self._at] != "data:":
                raise _Rare
            self._at += 1
            found.append(self._value("", indent))
        if self._indents[self._at] > indent:
            raise _Rare
        return found

    def _sequence(self, indent: int) -> list[Node]:
        items: list[Node] = []
        while self._is_item(indent):
            text = self._texts[self._at][2:]
            if text[:1] == " ":
                raise _Rare
            if _is_dashed(text) or _begins_mapping(text):
                self._texts[self._at] = text
                self._indents[self._at] = indent + 2
                items.append(self._block(indent + 2))
            else:
                self._at += 1
                items.append(self._value(text, indent) if text else self._nothing(indent))
        return items

    def _nothing(self, indent: int) -> str:
        if self._indents[self._at] > indent:
            raise _Rare
        return ""

    def _value(self, text: str, indent: int) -> Node:
        if text:
            return self._scalar(text, indent)
        below = self._indents[self._at]
        if below > indent:
            return self._block(below)
        return self._sequence(indent) if self._is_item(indent) else ""

    def _scalar(self, text: str, indent: int) -> Node:
        if text[0] == "{":
            return _flow_mapping(self._joined(text, indent))
        if self._indents[self._at] > indent:
            raise _Rare
        if text == "[]":
            return []
        if text[0] in "\"'":
            return _quoted(text)
        if text[0] in _UNPLAIN_STARTS or " #" in text or text[-1] == " ":
            raise _Rare
        return text

    def _joined(self, text: str, indent: int) -> str:
        """Return a flow mapping that Unity has wrapped at 80 columns as one line."""
        while not text.endswith("}") and self._indents[self._at] > indent:
            text = f"{text} {self._texts[self._at].strip()}"
            self._at += 1
        return text


def _is_dashed(text: str) -> bool:
    return text[:2] in ("- ", "-")


def _begins_mapping(text: str) -> bool:
    return text[:1] not in ("{", "[", '"', "'") and (": " in text or text[-1:] == ":")


def _pairs(fields: dict[str, Node]) -> Node:
    """Return a map of old that has one pair as a list, anything else as it is."""
    if len(fields) == 1 and "data" in fields:
        pair = fields["data"]
        if isinstance(pair, dict) and pair.keys() == _PAIR:
            return [pair]
    return fields


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


def _quoted(text: str) -> str:
    inner = text[1:-1]
    if len(text) < 2 or text[-1] != text[0] or text[0] in inner or "\\" in inner:
        raise _Rare
    return inner
