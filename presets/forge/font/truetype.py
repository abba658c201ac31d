"""A pixel font drawn in text, built as a TrueType file: one pixel is a tenth of the line.

``glyphs.txt`` beside this file has a line for each character: the character, then its rows from
the top of a capital down; seven stand on the baseline, two hang below it.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

FAMILY = "Spark Pixel"
LINE = 10
"""Pixels from one baseline to the next; the font is crisp at this size and its multiples."""
_PIXEL = 100
_ABOVE, _BELOW = 8, 2
_CAPITAL, _SMALL = 7, 5
_SPACE = 3
_EPOCH = 0  # so that two runs give the same bytes
Bitmap = tuple[str, ...]


def read_glyphs(text: str) -> dict[str, Bitmap]:
    """Return the rows of each character, all of one length, top row first."""
    glyphs = {}
    for line in text.splitlines():
        character, *rows = line.split(" ")
        rows = [row for row in rows if row]
        width = max(map(len, rows))
        if character in glyphs or len(rows) > _CAPITAL + _BELOW or set("".join(rows)) - {".", "#"}:
            raise ValueError(f"This line of the font is not a glyph of its own: {line}")
        glyphs[character] = tuple(row.ljust(width, ".") for row in rows)
    return glyphs


def pixel_font() -> bytes:
    """Return the TrueType file."""
    drawn = read_glyphs(Path(__file__).with_name("glyphs.txt").read_text(encoding="utf-8"))
    names = {character: f"uni{ord(character):04X}" for character in drawn}
    font = FontBuilder(_LINE_UNITS, isTTF=True)
    font.setupGlyphOrder([".notdef", "space", *names.values()])
    font.setupCharacterMap(
        {ord(" "): "space", 0xA0: "space"} | {ord(each): name for each, name in names.items()}
    )
    empty = TTGlyphPen(None).glyph()
    shapes = {names[each]: _outline(rows) for each, rows in drawn.items()}
    font.setupGlyf({".notdef": _outline(_MISSING), "space": empty} | shapes)
    widths = {names[each]: (len(rows[0]) + 1) * _PIXEL for each, rows in drawn.items()}
    widths |= {".notdef": 6 * _PIXEL, "space": (_SPACE + 1) * _PIXEL}
    font.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    _describe(font)
    packed = io.BytesIO()
    font.font.recalcTimestamp = False
    font.save(packed)
    return packed.getvalue()


_LINE_UNITS = LINE * _PIXEL
_MISSING = ("#####", "#...#", "#...#", "#...#", "#...#", "#...#", "#####")


def _describe(font: FontBuilder) -> None:
    top, foot = _ABOVE * _PIXEL, _BELOW * _PIXEL
    font.setupHorizontalHeader(ascent=top, descent=-foot, lineGap=0)
    font.setupNameTable({"familyName": FAMILY, "styleName": "Regular", "version": "Version 1.000"})
    font.setupOS2(
        sTypoAscender=top,
        sTypoDescender=-foot,
        sTypoLineGap=0,
        usWinAscent=top,
        usWinDescent=foot,
        sCapHeight=_CAPITAL * _PIXEL,
        sxHeight=_SMALL * _PIXEL,
        achVendID="SPRK",
    )
    font.setupPost()
    font.updateHead(created=_EPOCH, modified=_EPOCH)


def _outline(rows: Bitmap) -> object:
    """Return a glyph of one rectangle for each run of pixels that several rows share."""
    pen = TTGlyphPen(None)
    for left, right, top, bottom in _rectangles(rows):
        x0, x1 = left * _PIXEL, right * _PIXEL
        y0, y1 = (_CAPITAL - bottom) * _PIXEL, (_CAPITAL - top) * _PIXEL
        pen.moveTo((x0, y0))
        for corner in ((x0, y1), (x1, y1), (x1, y0)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


def _rectangles(rows: Bitmap) -> list[tuple[int, int, int, int]]:
    """Return left, right, top and bottom of each; equal runs of rows below one another are one."""
    done: list[tuple[int, int, int, int]] = []
    open_runs: dict[tuple[int, int], int] = {}
    for y, row in enumerate([*rows, ""]):
        runs = set(_runs(row))
        for run in [run for run in open_runs if run not in runs]:
            done.append((*run, open_runs.pop(run), y))
        for run in runs:
            open_runs.setdefault(run, y)
    return sorted(done)


def _runs(row: str) -> list[tuple[int, int]]:
    padded = f".{row}."
    starts = [at for at in range(len(row) + 1) if padded[at] == "." and padded[at + 1] == "#"]
    ends = [at for at in range(len(row) + 1) if padded[at] == "#" and padded[at + 1] == "."]
    return list(zip(starts, ends, strict=True))
