"""Text with tags, as runs of one look."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from spark_nb.sandbox.scene.ui.colour import Colour

_TAG = re.compile(r"<(/?)(#[0-9a-fA-F]{3,8}|[a-zA-Z][\w-]*)(?:\s*=\s*(\"[^\">]*\"|[^>]*))?\s*>")
_LENGTH = re.compile(r"([+-]?)(\d+(?:\.\d*)?|\.\d+)(px|em|%)?")
_LARGEST = 10_000.0  # units per em
_SMALL = 0.5  # size of superscript and subscript
_NAMED = {
    "aqua": "00ffff",
    "black": "000000",
    "blue": "0000ff",
    "brown": "a52a2a",
    "cyan": "00ffff",
    "darkblue": "0000a0",
    "fuchsia": "ff00ff",
    "green": "008000",
    "grey": "808080",
    "lightblue": "add8e6",
    "lime": "00ff00",
    "magenta": "ff00ff",
    "maroon": "800000",
    "navy": "000080",
    "olive": "808000",
    "orange": "ffa500",
    "purple": "800080",
    "red": "ff0000",
    "silver": "c0c0c0",
    "teal": "008080",
    "white": "ffffff",
    "yellow": "ffff00",
}


@dataclass(frozen=True, slots=True)
class Look:
    """How letters look; ``size`` is in units per em, ``raised`` in em of the text around.

    ``colour`` None is the text's own; ``alpha`` then stands in for that of the colour.
    """

    size: float
    bold: bool = False
    italic: bool = False
    underlined: bool = False
    struck: bool = False
    colour: Colour | None = None
    alpha: float | None = None
    raised: float = 0.0
    case: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    look: Look


# What a tag makes of a look, given the look without tags and the tag's value; None when the value
# makes no sense, and the same look when the tag is known but not drawn.
_Effect = Callable[[Look, Look, str], Look | None]


def read_rich_text(
    text: str, base: Look, tags: Mapping[str, _Effect]
) -> tuple[list[Run], set[str]]:
    """Return the runs, and the names of tags whose effect is left out.

    What looks like a tag but is none stays in the text, as in Unity.
    """
    runs: list[Run] = []
    left_out: set[str] = set()
    opened: list[tuple[str, str]] = []
    look, at, raw = base, 0, False
    for found in _TAG.finditer(text):
        name, value = found[2].lower(), (found[3] or "").strip('" ')
        if name.startswith("#"):
            name, value = "color", name
        if raw and not (found[1] and name == "noparse"):
            continue
        effect = tags.get(name)
        if effect is None or (not found[1] and effect(look, base, value) is None):
            continue
        runs += _run(text[at : found.start()], look)
        at, raw = found.end(), name == "noparse" and not found[1]
        if name == "br":
            runs += _run("\n", look)
        elif found[1]:
            _close(opened, name)
        else:
            opened.append((name, value))
            left_out |= {name} - _SILENT if effect(look, base, value) is look else set()
        look = _folded(base, opened, tags)
    return [*runs, *_run(text[at:], look)], left_out


def _run(text: str, look: Look) -> list[Run]:
    cased = {"upper": str.upper, "lower": str.lower}.get(look.case, str)(text)
    return [Run(cased, look)] if text else []


def _close(opened: list[tuple[str, str]], name: str) -> None:
    """End the innermost tag of that name; tags may overlap."""
    for index in range(len(opened) - 1, -1, -1):
        if opened[index][0] == name:
            del opened[index]
            return


def _folded(base: Look, opened: list[tuple[str, str]], tags: Mapping[str, _Effect]) -> Look:
    look = base
    for name, value in opened:
        look = tags[name](look, base, value) or look
    return look


def _size(look: Look, base: Look, value: str) -> Look | None:
    found = _LENGTH.fullmatch(value)
    if found is None:
        return None
    length = float(found[2])
    if found[3] == "%":
        return replace(look, size=bounded_size(base.size * length / 100))
    length *= base.size if found[3] == "em" else 1
    step = {"+": length, "-": -length}.get(found[1])
    return replace(look, size=bounded_size(look.size + step if step is not None else length))


def _plain_size(look: Look, _base: Look, value: str) -> Look | None:
    return replace(look, size=bounded_size(float(value))) if value.isdecimal() else None


def bounded_size(size: float) -> float:
    """Return a size of letters that can be drawn."""
    return min(max(size, 0.0), _LARGEST)


def _colour(look: Look, _base: Look, value: str) -> Look | None:
    digits = value[1:] if value.startswith("#") else _NAMED.get(value.lower(), "")
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8) or not re.fullmatch("[0-9a-fA-F]+", digits):
        return None
    parts = bytes.fromhex(digits if len(digits) == 8 else f"{digits}ff")
    return replace(look, colour=tuple(part / 255 for part in parts), alpha=None)


def _bright_colour(look: Look, base: Look, value: str) -> Look | None:
    """TextMeshPro's green is a full one."""
    return _colour(look, base, "lime" if value.lower() == "green" else value)


def _alpha(look: Look, _base: Look, value: str) -> Look | None:
    if not re.fullmatch("#[0-9a-fA-F]{2}", value):
        return None
    return replace(look, alpha=int(value[1:], 16) / 255)


def _with(**changes: Any) -> _Effect:
    return lambda look, _base, _value: replace(look, **changes)


def _moved(up: float) -> _Effect:
    return lambda look, _base, _value: replace(
        look, size=look.size * _SMALL, raised=look.raised + up
    )


def _nothing(look: Look, _base: Look, _value: str) -> Look:
    return look


_SILENT = frozenset(["a", "link", "nobr", "noparse", "br"])
_NOT_DRAWN = (
    *_SILENT,
    *("align", "cspace", "font", "font-weight", "gradient", "indent", "line-height"),
    *("line-indent", "margin", "mark", "material", "mspace", "page", "pos", "rotate"),
    *("scale", "space", "sprite", "style", "voffset", "width"),
)
TEXT_TAGS: Mapping[str, _Effect] = {
    "b": _with(bold=True),
    "i": _with(italic=True),
    "size": _plain_size,
    "color": _colour,
    **dict.fromkeys(("material", "quad"), _nothing),
}
TEXT_MESH_TAGS: Mapping[str, _Effect] = {
    "b": _with(bold=True),
    "i": _with(italic=True),
    "u": _with(underlined=True),
    "s": _with(struck=True),
    "size": _size,
    "color": _bright_colour,
    "alpha": _alpha,
    "sup": _moved(0.4),
    "sub": _moved(-0.15),
    **dict.fromkeys(("uppercase", "allcaps", "smallcaps"), _with(case="upper")),
    "lowercase": _with(case="lower"),
    **dict.fromkeys(
        _NOT_DRAWN,
        _nothing,
    ),
}
