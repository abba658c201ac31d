"""C# scripts taken apart: types with their fields and methods."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spark_nb.domain.unity import AssetPart
from spark_nb.sandbox.csharp.symbols import Symbols
from spark_nb.sandbox.csharp.syntax import parse_csharp
from spark_nb.sandbox.parts.serialized import (
    TypeFacts,
    default_of,
    holds_serialized_fields,
    is_serialized,
)

if TYPE_CHECKING:
    from tree_sitter import Node

_KEYWORDS = {
    "class_declaration": "class",
    "struct_declaration": "struct",
    "interface_declaration": "interface",
    "enum_declaration": "enum",
    "record_declaration": "class",
}


def script_parts(source: bytes, symbols: Symbols) -> list[AssetPart]:
    """Return each type, followed by its fields and methods, in the order of the source."""
    declarations = list(_declarations(parse_csharp(source, symbols)))
    types = {_field_text(node, "name"): _facts(node) for node in declarations}
    parts: list[AssetPart] = []
    for node in declarations:
        name = _field_text(node, "name")
        parts.append(_type_part(node, name, types[name]))
        parts.extend(_members(node, name, types))
    return parts


def _declarations(root: Node) -> Iterator[Node]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type in _KEYWORDS:
            yield node
        stack.extend(reversed(node.named_children))


def _facts(node: Node) -> TypeFacts:
    lists = [child for child in node.named_children if child.type == "base_list"]
    bases = [
        _text(base).split("<")[0].rsplit(".", maxsplit=1)[-1]
        for base_list in lists
        for base in base_list.named_children
    ]
    return TypeFacts(_KEYWORDS[node.type], tuple(bases), "Serializable" in _attributes(node))


def _type_part(node: Node, name: str, facts: TypeFacts) -> AssetPart:
    fields = {"bases": list(facts.bases), "line": _line(node)}
    return AssetPart.model_validate({"name": name, "kind": facts.keyword} | fields)


def _members(node: Node, owner: str, types: dict[str, TypeFacts]) -> Iterator[AssetPart]:
    body = node.child_by_field_name("body")
    keeps = holds_serialized_fields(owner, types)
    for member in body.named_children if body is not None else ():
        match member.type:
            case "field_declaration":
                yield from _fields(member, owner, types, keeps=keeps)
            case "property_declaration" if "field:" in _targets(member):
                yield _backing_field(member, owner, types, keeps=keeps)
            case "method_declaration":
                yield _method(member, owner)


def _fields(
    node: Node, owner: str, types: dict[str, TypeFacts], *, keeps: bool
) -> Iterator[AssetPart]:
    for variables in (
        child for child in node.named_children if child.type == "variable_declaration"
    ):
        declared = variables.child_by_field_name("type")
        if declared is None:
            continue
        kept = keeps and is_serialized(declared, _modifiers(node), _attributes(node), types)
        for variable in variables.named_children:
            if variable.type == "variable_declarator":
                initial = variable.named_children[1:]
                yield _field(
                    _field_text(variable, "name"),
                    owner,
                    declared,
                    initial[-1] if initial else None,
                    serialized=kept,
                )


def _backing_field(
    node: Node, owner: str, types: dict[str, TypeFacts], *, keeps: bool
) -> AssetPart:
    """Return what ``[field: SerializeField]`` makes of a property, by the property's name."""
    declared = node.child_by_field_name("type") or node
    kept = keeps and is_serialized(
        declared, _modifiers(node) - {"public"}, _attributes(node), types
    )
    value = node.child_by_field_name("value")
    return _field(_field_text(node, "name"), owner, declared, value, serialized=kept)


def _field(
    name: str, owner: str, declared: Node, initial: Node | None, *, serialized: bool
) -> AssetPart:
    return AssetPart.model_validate(
        {
            "name": name,
            "kind": "field",
            "owner": owner,
            "type": _text(declared),
            "default": default_of(_text(declared)) if initial is None else _text(initial),
            "serialized": serialized,
            "line": _line(declared),
        }
    )


def _method(node: Node, owner: str) -> AssetPart:
    return AssetPart.model_validate(
        {
            "name": _field_text(node, "name"),
            "kind": "method",
            "owner": owner,
            "type": _field_text(node, "returns"),
            "parameters": _field_text(node, "parameters"),
            "line": _line(node),
        }
    )


def _modifiers(node: Node) -> set[str]:
    return {_text(child) for child in node.named_children if child.type == "modifier"}


def _attributes(node: Node) -> set[str]:
    return {
        _field_text(attribute, "name").rsplit(".", maxsplit=1)[-1].removesuffix("Attribute")
        for group in node.named_children
        if group.type == "attribute_list"
        for attribute in group.named_children
        if attribute.type == "attribute"
    }


def _targets(node: Node) -> set[str]:
    return {
        _text(target)
        for group in node.named_children
        if group.type == "attribute_list"
        for target in group.named_children
        if target.type == "attribute_target_specifier"
    }


def _line(node: Node) -> int:
    return node.start_point[0] + 1


def _field_text(node: Node, field: str) -> str:
    child = node.child_by_field_name(field)
    return "" if child is None else _text(child)


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
