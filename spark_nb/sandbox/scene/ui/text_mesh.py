"""TextMeshPro texts, in a canvas and in the world."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from spark_nb.sandbox.scene.field import Fields, flag, integer, mapping, number, text, vector
from spark_nb.sandbox.scene.rect_transform import bounded
from spark_nb.sandbox.scene.ui.colour import Colour, times
from spark_nb.sandbox.scene.ui.font import Font, Metrics
from spark_nb.sandbox.scene.ui.rich_text import (
    TEXT_MESH_TAGS,
    Look,
    Run,
    bounded_size,
    read_rich_text,
)
from spark_nb.sandbox.scene.ui.text import (
    BASELINE,
    BOTTOM,
    CAPITALS,
    ELLIPSIS,
    MIDDLE,
    OVERFLOW,
    TOP,
    TRUNCATE,
    Sizes,
    TextGraphic,
)
from spark_nb.sandbox.scene.ui.text_block import (
    CENTRE,
    FLUSH,
    JUSTIFIED,
    LEFT,
    MOST_LETTERS,
    RIGHT,
    Setting,
)

_BOLD, _ITALIC, _UNDERLINE, _LOWER, _UPPER, _SMALL_CAPS, _STRIKE = 1, 2, 4, 8, 16, 32, 64
_BOLD_GAP = 0.07
_ALIGN = {1: LEFT, 2: CENTRE, 4: RIGHT, 8: JUSTIFIED, 16: FLUSH, 32: CENTRE}
_VERTICAL = {0x100: TOP, 0x200: MIDDLE, 0x400: BOTTOM, 0x800: BASELINE, 0x1000: MIDDLE}
_VERTICAL |= {0x2000: CAPITALS}
_OVERFLOW = {1: ELLIPSIS, 3: TRUNCATE, 5: TRUNCATE, 6: TRUNCATE}
_SEPARATE = 0xFFFF  # both alignments have fields of their own
_WORLD_UNITS = 0.1  # for each point of the size of a text in the world
_SIZE_STEP = 0.25
_TALLEST = 10.0  # em, of any part of a face
_ESCAPES = {"\\n": "\n", "\\t": "\t", "\\r": ""}


def read_text_mesh(component: Fields, font: Font, face: Fields) -> tuple[TextGraphic, Set[str]]:
    """Return the text, and the names of what is left out; ``face`` is its font asset's."""
    unit = 1.0 if flag(component, "m_isOrthographic") else _WORLD_UNITS
    content = _content(component)
    tags = TEXT_MESH_TAGS if flag(component, "m_isRichText", default=True) else {}
    look, size = _look(component), bounded_size(number(component, "m_fontSize", 36.0))

    def runs(units: float) -> tuple[list[Run], set[str]]:
        # Tags name sizes in points.
        found, left_out = read_rich_text(content, replace(look, size=units / unit), tags)
        scaled = [Run(run.text, replace(run.look, size=run.look.size * unit)) for run in found]
        return scaled, left_out

    graphic = TextGraphic(
        runs=lambda units: runs(units)[0],
        size=size * unit,
        setting=_setting(component, font, face),
        colour=_colour(component),
        maskable=flag(component, "m_Maskable", default=True),
        vertical=_VERTICAL.get(_alignment(component, "m_VerticalAlignment", 0xFF00), TOP),
        overflow=_OVERFLOW.get(integer(component, "m_overflowMode"), OVERFLOW),
        sizes=_sizes(component, unit),
        margin=_margin(component),
    )
    gradient = {"vertex gradient"} if flag(component, "m_enableVertexGradient") else set()
    return graphic, {f"<{tag}>" for tag in runs(size * unit)[1]} | gradient


def _content(component: Fields) -> str:
    content = text(component, "m_text")[:MOST_LETTERS]
    if flag(component, "m_parseCtrlCharacters", default=True):
        for escape, meant in _ESCAPES.items():
            content = content.replace(escape, meant)
    return content


def _look(component: Fields) -> Look:
    style = integer(component, "m_fontStyle")
    upper = style & (_UPPER | _SMALL_CAPS)
    return Look(
        size=0.0,
        bold=bool(style & _BOLD) or integer(component, "m_fontWeight", 400) >= 700,
        italic=bool(style & _ITALIC),
        underlined=bool(style & _UNDERLINE),
        struck=bool(style & _STRIKE),
        case="upper" if upper else "lower" if style & _LOWER else "",
    )


def _setting(component: Fields, font: Font, face: Fields) -> Setting:
    wrapping = integer(component, "m_TextWrappingMode", integer(component, "m_enableWordWrapping"))
    return Setting(
        font,
        _metrics(face) or font.metrics,
        wraps=wrapping in (1, 2),
        align=_ALIGN.get(_alignment(component, "m_HorizontalAlignment", 0xFF), LEFT),
        line_gap=_hundredths(component, "m_lineSpacing"),
        paragraph_gap=_hundredths(component, "m_paragraphSpacing"),
        letter_gap=_hundredths(component, "m_characterSpacing"),
        word_gap=_hundredths(component, "m_wordSpacing"),
        bold_gap=_BOLD_GAP,
    )


def _hundredths(component: Fields, key: str) -> float:
    return bounded(number(component, key)) / 100


def _alignment(component: Fields, key: str, mask: int) -> int:
    """Return the bits of one alignment; older files have both in one field."""
    both = integer(component, "m_textAlignment", _SEPARATE)
    if both != _SEPARATE:
        return both & mask
    return integer(component, key) & mask


def _metrics(face: Fields) -> Metrics | None:
    """Return the heights that the font asset was made with; None when it has none."""
    em = number(face, "m_PointSize")
    if em < 1 or number(face, "m_AscentLine") <= 0:
        return None
    ascent, descent, line, capital = (
        min(max(number(face, name) / em, -_TALLEST), _TALLEST)
        for name in ("m_AscentLine", "m_DescentLine", "m_LineHeight", "m_CapLine")
    )
    return Metrics(max(ascent, 1 / _TALLEST), -descent, line, capital)


def _sizes(component: Fields, unit: float) -> Sizes | None:
    if not flag(component, "m_enableAutoSizing"):
        return None
    least = bounded_size(number(component, "m_fontSizeMin", 18.0))
    most = max(bounded_size(number(component, "m_fontSizeMax", 72.0)), least)
    return Sizes(least * unit, most * unit, _SIZE_STEP * unit)


def _margin(component: Fields) -> tuple[float, float, float, float]:
    left, top, right, low = map(bounded, vector(component, "m_margin", (0.0, 0.0, 0.0, 0.0)))
    return left, top, right, low


def _colour(component: Fields) -> Colour:
    colour = vector(component, "m_fontColor", (1, 1, 1, 1), "rgba")
    if not flag(component, "m_enableVertexGradient"):
        return colour
    corners = mapping(component, "m_fontColorGradient")
    names = ("topLeft", "topRight", "bottomLeft", "bottomRight")
    parts = [vector(corners, name, (1, 1, 1, 1), "rgba") for name in names]
    mean = tuple(sum(part) / len(parts) for part in zip(*parts, strict=True))
    return times(colour, mean)
