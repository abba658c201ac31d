"""What a C# compiler would say about syntax, without a compiler."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from spark_nb.domain.unity import Diagnostic

if TYPE_CHECKING:
    from tree_sitter import Language, Node

_TYPES = frozenset(
    [
        "class_declaration",
        "struct_declaration",
        "interface_declaration",
        "enum_declaration",
        "record_declaration",
    ]
)
_MAX_ERRORS = 50


def diagnose(source: bytes, type_name: str) -> tuple[Diagnostic, ...]:
    """Return syntax errors in order, and a warning when no type is called ``type_name``."""
    root = parse_csharp(source)
    errors = [_diagnostic(source, node) for node in _broken(root)]
    if not errors and type_name not in _type_names(root):
        errors.append(
            Diagnostic(
                line=1,
                column=1,
                severity="warning",
                message=f"No class, struct, interface or enum is called {type_name}, "
                "as the file is.",
            )
        )
    return tuple(errors)


def parse_csharp(source: bytes) -> Node:
    """Return the root of the syntax tree. A parser of its own each time: threads share none."""
    from tree_sitter import Parser  # noqa: PLC0415

    return Parser(_language()).parse(source).root_node


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
    row, byte_column = node.start_point
    start = node.start_byte - byte_column
    before = source[start : node.start_byte].decode("utf-8", "replace").removeprefix("\ufeff")
    return Diagnostic(
        line=row + 1,
        column=len(before.encode("utf-16-le")) // 2 + 1,
        severity="error",
        message=_message(source, node),
    )


def _message(source: bytes, node: Node) -> str:
    if node.is_missing:
        return f"Expected {node.type!r}."
    text = source[node.start_byte : node.end_byte].decode("utf-8", "replace").strip()
    first = text.splitlines()[0] if text else "end of file"
    return f"Syntax error at {first[:60]!r}."


def _type_names(root: Node) -> set[str]:
    names: set[str] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in _TYPES:
            name = node.child_by_field_name("name")
            if name is not None and name.text is not None:
                names.add(name.text.decode("utf-8", "replace"))
        stack.extend(node.named_children)
    return names
