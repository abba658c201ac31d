"""Which C# fields Unity serializes, and what they start as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tree_sitter import Node

_NEVER = frozenset(["static", "const", "readonly"])
_UNKNOWN_TO_UNITY = frozenset(
    [
        "object",
        "decimal",
        "dynamic",
        "Action",
        "Func",
        "Delegate",
        "DateTime",
        "TimeSpan",
        "Guid",
        "Dictionary",
        "HashSet",
        "Queue",
        "Stack",
        "LinkedList",
        "SortedList",
        "IEnumerable",
        "IList",
        "Type",
        "Coroutine",
        "IEnumerator",
        "Task",
        "CancellationTokenSource",
        "Tuple",
    ]
)
_DEFAULTS = {"bool": "false", "string": '""', "char": "'\\0'"}
_ZERO = frozenset(
    [
        "int",
        "uint",
        "long",
        "ulong",
        "short",
        "ushort",
        "byte",
        "sbyte",
        "float",
        "double",
        "nint",
        "nuint",
    ]
)
_ROOTS = frozenset(["MonoBehaviour", "ScriptableObject", "StateMachineBehaviour"])


@dataclass(frozen=True, slots=True)
class TypeFacts:
    """What one type declaration says of itself. ``bases`` are without namespace and arguments."""

    keyword: str
    bases: tuple[str, ...]
    serializable: bool


def is_serialized(
    field_type: Node, modifiers: set[str], attributes: set[str], types: Mapping[str, TypeFacts]
) -> bool:
    """Return whether Unity keeps the field of a type that it serializes."""
    if modifiers & _NEVER or "NonSerialized" in attributes:
        return False
    if "SerializeReference" in attributes:
        return True
    shown = "public" in modifiers or "SerializeField" in attributes
    return shown and _has_serializable_type(field_type, types)


def default_of(type_name: str) -> str:
    """Return what a field without initializer starts as, as C# writes it."""
    if type_name in _ZERO:
        return "0"
    return _DEFAULTS.get(type_name, "default")


def holds_serialized_fields(name: str, types: Mapping[str, TypeFacts]) -> bool:
    """Return whether Unity looks at the fields of this type at all.

    A base class that is declared elsewhere is taken for one of Unity's, as it mostly is.
    """
    seen: set[str] = set()
    while name in types and name not in seen:
        seen.add(name)
        facts = types[name]
        if facts.serializable:
            return True
        parents = [base for base in facts.bases if not _is_interface(base)]
        if facts.keyword != "class" or not parents:
            return False
        name = parents[0]
    return name in _ROOTS or name not in types


def _has_serializable_type(node: Node, types: Mapping[str, TypeFacts]) -> bool:
    if node.type == "qualified_name":
        node = node.child_by_field_name("name") or node
    if node.type == "array_type":
        rank, element = node.child_by_field_name("rank"), node.child_by_field_name("type")
        flat = rank is not None and rank.text == b"[]"
        return flat and element is not None and _is_element(element, types)
    if node.type == "generic_name":
        arguments = [child for child in node.named_children if child.type == "type_argument_list"]
        if _name(node) == "List" and arguments and arguments[0].named_children:
            return _is_element(arguments[0].named_children[0], types)
    return _is_element(node, types)


def _is_element(node: Node, types: Mapping[str, TypeFacts]) -> bool:
    """Lists of lists are not serialized, so an element is neither array nor list."""
    if node.type in ("array_type", "nullable_type", "pointer_type", "tuple_type"):
        return False
    name = _name(node)
    if name == "List" or name in _UNKNOWN_TO_UNITY or _is_interface(name):
        return False
    facts = types.get(name)
    return facts is None or facts.keyword == "enum" or holds_serialized_fields(name, types)


def _name(node: Node) -> str:
    text = (node.text or b"").decode("utf-8", "replace")
    return text.split("<", maxsplit=1)[0].rsplit(".", maxsplit=1)[-1].strip()


def _is_interface(name: str) -> bool:
    return len(name) > 1 and name[0] == "I" and name[1].isupper()
