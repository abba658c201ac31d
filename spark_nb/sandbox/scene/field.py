"""Typed looks into fields whose scalars are text; what is missing or odd gives the default."""

from __future__ import annotations

import math
from typing import Any, NamedTuple


class Reference(NamedTuple):
    """A pointer to an object in this file (no ``guid``) or in another one."""

    file_id: int
    guid: str | None


Fields = dict[str, Any]


def number(fields: Fields, key: str, default: float = 0.0) -> float:
    try:
        value = float(fields[key])
    except (KeyError, TypeError, ValueError):
        return default
    return value if math.isfinite(value) else default


def integer(fields: Fields, key: str, default: int = 0) -> int:
    return as_integer(fields.get(key), default)


def as_integer(value: Any, default: int = 0) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        return default


def flag(fields: Fields, key: str, *, default: bool = False) -> bool:
    return integer(fields, key, int(default)) != 0


def text(fields: Fields, key: str, default: str = "") -> str:
    value = fields.get(key)
    return value if isinstance(value, str) else default


def mapping(fields: Fields, key: str) -> Fields:
    value = fields.get(key)
    return value if isinstance(value, dict) else {}


def items(fields: Fields, key: str) -> list[Any]:
    value = fields.get(key)
    return value if isinstance(value, list) else []


def vector(
    fields: Fields, key: str, default: tuple[float, ...], names: str = "xyzw"
) -> tuple[float, ...]:
    value = mapping(fields, key)
    return tuple(
        number(value, name, fallback) for name, fallback in zip(names, default, strict=False)
    )


def reference(fields: Fields, key: str) -> Reference | None:
    """Return where the field points, or None for nothing."""
    return as_reference(fields.get(key))


def as_reference(value: Any) -> Reference | None:
    if not isinstance(value, dict):
        return None
    file_id = integer(value, "fileID")
    return Reference(file_id, text(value, "guid") or None) if file_id else None
