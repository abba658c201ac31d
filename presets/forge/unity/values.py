"""Values as Unity's files have them: numbers, vectors, colours, references, text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from forge.unity.ids import guid

Vector: TypeAlias = tuple[float, float]
Value: TypeAlias = (
    "float | str | tuple[float, ...] | Ref | Colour | Sequence[Value] | Mapping[str, Value]"
)
"""Text is written as it is; a tuple is a vector; a list is a sequence, a mapping a block."""


@dataclass(frozen=True)
class Ref:
    """Points at an object: of the same file without ``guid``, else of another file.

    ``kind`` is 2 for Unity's own formats and 3 for what an importer made.
    """

    file_id: int = 0
    guid: str = ""
    kind: int = 3

    def __str__(self) -> str:
        if not self.guid:
            return f"{{fileID: {self.file_id}}}"
        return f"{{fileID: {self.file_id}, guid: {self.guid}, type: {self.kind}}}"


NOTHING = Ref()
_IMPORTED = {".cs": 11500000, ".png": 21300000, ".wav": 8300000, ".ogg": 8300000}
_IMPORTED |= {".ttf": 12800000, ".json": 4900000, ".txt": 4900000}
_NATIVE = {".asset": 11400000, ".anim": 7400000, ".controller": 9100000}
_NATIVE |= {".physicsMaterial2D": 6200000}


def main_asset(path: str) -> Ref:
    """Refer to what a file is about, by its ending: a script, a clip, a one-sprite picture."""
    suffix = path[path.rindex(".") :]
    if suffix in _IMPORTED:
        return Ref(_IMPORTED[suffix], guid(path), 3)
    return Ref(_NATIVE[suffix], guid(path), 2)


@dataclass(frozen=True)
class Colour:
    """``rgb`` as six hex digits, ``alpha`` in 0..1."""

    rgb: str = "ffffff"
    alpha: float = 1

    def __str__(self) -> str:
        r, g, b = (number(int(self.rgb[at : at + 2], 16) / 255) for at in (0, 2, 4))
        return f"{{r: {r}, g: {g}, b: {b}, a: {number(self.alpha)}}}"


WHITE = Colour()


def number(value: float) -> str:
    """Write a number as Unity does: no trailing zeros, no minus zero."""
    if isinstance(value, int):
        return str(int(value))
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def vector(value: Sequence[float]) -> str:
    parts = (f"{axis}: {number(part)}" for axis, part in zip("xyzw", value, strict=False))
    return f"{{{', '.join(parts)}}}"


def quoted(text: str) -> str:
    """Return text that may hold anything as one YAML scalar."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    plain = escaped.encode("ascii", "backslashreplace").decode().replace("\\x", "\\u00")
    return f'"{plain}"'


def block(fields: Mapping[str, Value], indent: str = "  ") -> str:
    """Write fields one below the other; sequences stand at the depth of their key."""
    return "".join(_field(name, value, indent) for name, value in fields.items())


def _field(name: str, value: Value, indent: str) -> str:
    if isinstance(value, Mapping):
        if not value:
            return f"{indent}{name}: {{}}\n"
        return f"{indent}{name}:\n{block(value, indent + '  ')}"
    if isinstance(value, list):
        if not value:
            return f"{indent}{name}: []\n"
        return f"{indent}{name}:\n" + "".join(_item(item, indent) for item in value)
    return f"{indent}{name}: {_scalar(value)}\n"


def _item(value: Value, indent: str) -> str:
    if isinstance(value, Mapping):
        return f"{indent}- {block(value, indent + '  ')[len(indent) + 2 :]}"
    if isinstance(value, list):
        inner = "".join(_item(item, indent + "  ") for item in value)
        return f"{indent}- {inner[len(indent) + 2 :]}"
    return f"{indent}- {_scalar(value)}\n"


def _scalar(value: Value) -> str:
    if isinstance(value, tuple):
        return vector(value)
    if isinstance(value, (int, float)):
        return number(value)
    return str(value)
