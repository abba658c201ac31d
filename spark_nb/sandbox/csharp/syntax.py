"""What a C# compiler would say about syntax, without a compiler."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Literal

from spark_nb.domain.unity import Diagnostic
from spark_nb.sandbox.csharp.directives import active_code
from spark_nb.sandbox.csharp.symbols import Symbols

if TYPE_CHECKING:
    from tree_sitter import Language, Node, Query

_TYPE_NAMES = """[
  (class_declaration name: (_) @name)
  (struct_declaration name: (_) @name)
  (interface_declaration name: (_) @name)
  (enum_declaration name: (_) @name)
  (record_declaration name: (_) @name)
  (delegate_declaration name: (_) @name)
]"""
_MAX_ERRORS = 50


def diagnose(source: bytes, type_name: str, *compilations: Symbols) -> tuple[Diagnostic, ...]:
    """Return syntax errors in order, and a warning when no type is called ``type_name``.

    A script may be compiled more than once, for the editor and for a player, say.
    """
    found: set[Diagnostic] = set()
    trees: dict[bytes, Node] = {}
    for symbols in compilations:
        code, misplaced = active_code(source, symbols)
        found.update(_error(source, region.offset, region.message) for region in misplaced)
        if code not in trees:
            trees[code] = _parse(code)
            found.update(_diagnostic(code, node) for node in _broken(trees[code]))
    if not found and not _has_type(type_name, trees, source):
        words = f"No class, struct, interface, enum or delegate is called {type_name}"
        found.add(_error(source, 0, f"{words}, as the file is.", "warning"))
    return tuple(sorted(found, key=lambda one: (one.line, one.column))[:_MAX_ERRORS])


def parse_csharp(source: bytes, symbols: Symbols) -> Node:
    """Return the root of the syntax tree of what the compiler sees."""
    return _parse(active_code(source, symbols)[0])


def _parse(code: bytes) -> Node:
    """A parser of its own each time: threads share none."""
    from tree_sitter import Parser  # noqa: PLC0415

    return Parser(_language()).parse(code).root_node


@cache
def _language() -> Language:
    import tree_sitter_c_sharp  # noqa: PLC0415 - 40 ms that a renderer does not need
    from tree_sitter import Language  # noqa: PLC0415

    return Language(tree_sitter_c_sharp.language())


def _broken(root: Node) -> Iterator[Node]:
    found = 0
    stack = [root]
    while stack and found < _MAX_ERRORS:
        node = stack.pop()
        if node.is_error or node.is_missing:
            found += 1
            yield node
        elif node.has_error:
            stack.extend(reversed(node.children))


def _diagnostic(source: bytes, node: Node) -> Diagnostic:
    return _error(source, node.start_byte, _message(source, node))


def _error(
    source: bytes, offset: int, message: str, severity: Literal["error", "warning"] = "error"
) -> Diagnostic:
    """Count lines and UTF-16 units up to ``offset``."""
    start = source.rfind(b"\n", 0, offset) + 1
    before = source[start:offset].decode("utf-8", "replace").removeprefix("\ufeff")
    return Diagnostic(
        line=source.count(b"\n", 0, offset) + 1,
        column=len(before.encode("utf-16-le")) // 2 + 1,
        severity=severity,
        message=message,
    )


def _message(source: bytes, node: Node) -> str:
    if node.is_missing:
        return f"Expected {node.type!r}."
    text = source[node.start_byte : node.end_byte].decode("utf-8", "replace").strip()
    first = text.splitlines()[0] if text else "end of file"
    return f"Syntax error at {first[:60]!r}."


def _has_type(name: str, trees: Mapping[bytes, Node], source: bytes) -> bool:
    """Look in what is switched off too; ``Hero.Moves.cs`` is a part of the class Hero."""
    stem = name.partition(".")[0]
    if stem.encode() not in source:
        return False
    roots = [*trees.values(), *([] if source in trees else [_parse(source)])]
    return any(stem in _type_names(root) for root in roots)


def _type_names(root: Node) -> set[str]:
    from tree_sitter import QueryCursor  # noqa: PLC0415

    found = QueryCursor(_type_query()).captures(root).get("name", [])
    texts = [node.text.decode("utf-8", "replace") for node in found if node.text is not None]
    return {text.removeprefix("@") for text in texts}


@cache
def _type_query() -> Query:
    from tree_sitter import Query  # noqa: PLC0415

    return Query(_language(), _TYPE_NAMES)
