"""The Text component of uGUI."""

from __future__ import annotations

from collections.abc import Set

from spark_nb.sandbox.scene.field import Fields, flag, integer, mapping, number, text, vector
from spark_nb.sandbox.scene.rect_transform import bounded
from spark_nb.sandbox.scene.ui.font import Font
from spark_nb.sandbox.scene.ui.rich_text import TEXT_TAGS, Look, Run, read_rich_text
from spark_nb.sandbox.scene.ui.text import OVERFLOW, TRUNCATE, Sizes, TextGraphic
from spark_nb.sandbox.scene.ui.text_block import MOST_LETTERS, Setting

_BOLD, _ITALIC = 1, 2
_MAX_SIZE = 300  # what Unity's inspector allows


def read_text(component: Fields, font: Font) -> tuple[TextGraphic, Set[str]]:
    """Return the text, and the names of tags that are left out."""
    data, content = mapping(component, "m_FontData"), text(component, "m_Text")[:MOST_LETTERS]
    style, corner = integer(data, "m_FontStyle"), min(max(integer(data, "m_Alignment"), 0), 8)
    size = float(min(max(integer(data, "m_FontSize", 14), 0), _MAX_SIZE))
    tags = TEXT_TAGS if flag(data, "m_RichText", default=True) else {}

    def runs(size: float) -> tuple[list[Run], set[str]]:
        look = Look(size, bold=bool(style & _BOLD), italic=bool(style & _ITALIC))
        return read_rich_text(content, look, tags)

    graphic = TextGraphic(
        runs=lambda size: runs(size)[0],
        size=size,
        setting=Setting(
            font,
            font.metrics,
            wraps=not flag(data, "m_HorizontalOverflow"),
            align=corner % 3,
            line_scale=bounded(number(data, "m_LineSpacing", 1.0)),
        ),
        colour=vector(component, "m_Color", (1, 1, 1, 1), "rgba"),
        maskable=flag(component, "m_Maskable", default=True),
        vertical=corner // 3,
        overflow=OVERFLOW if flag(data, "m_VerticalOverflow") else TRUNCATE,
        sizes=_sizes(data) if flag(data, "m_BestFit") else None,
    )
    return graphic, runs(size)[1]


def _sizes(data: Fields) -> Sizes:
    least = min(max(integer(data, "m_MinSize", 10), 1), _MAX_SIZE)
    most = min(max(integer(data, "m_MaxSize", 40), least), _MAX_SIZE)
    return Sizes(least, most, 1.0)
