"""Runs of text set into lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spark_nb.sandbox.scene.ui.font import Font, Metrics
from spark_nb.sandbox.scene.ui.rich_text import Look, Run

LEFT, CENTRE, RIGHT, JUSTIFIED, FLUSH = range(5)
MOST_LETTERS = 16_000  # of a text; Unity's meshes hold about as many
_TAB_EM = 2.0
_NEARLY = 1e-3
_ELLIPSIS = "\u2026"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set. Spacings are in em; ``line_scale`` stretches the font's line height."""

    font: Font
    metrics: Metrics
    wraps: bool = True
    align: int = LEFT
    line_scale: float = 1.0
    line_gap: float = 0.0
    paragraph_gap: float = 0.0
    letter_gap: float = 0.0
    word_gap: float = 0.0
    bold_gap: float = 0.0

    def advance(self, letter: str, look: Look) -> float:
        """Return the units from one letter to the next."""
        if letter == "\t":
            return _TAB_EM * look.size
        gap = self.letter_gap + (self.word_gap if letter == " " else 0.0)
        gap += self.bold_gap if look.bold else 0.0
        return (self.font.advance(letter) + gap) * look.size


@dataclass(frozen=True, slots=True)
class Letter:
    text: str
    look: Look
    width: float


@dataclass(slots=True)
class Line:
    """``baseline`` is below the upper edge of the block, ``left`` from its left one.

    ``width`` leaves out spaces at the end; ``ends`` is true for the last of a paragraph.
    """

    letters: list[Letter]
    ends: bool
    width: float = 0.0
    ascent: float = 0.0
    descent: float = 0.0
    baseline: float = 0.0
    left: float = 0.0
    stretch: float = 0.0

    def placed(self) -> Iterator[tuple[float, Letter]]:
        """Yield the letters with the units to the pen's place from the left edge."""
        pen = self.left
        for letter in self.letters:
            yield pen, letter
            pen += letter.width + (self.stretch if letter.text == " " else 0.0)


@dataclass(frozen=True, slots=True)
class Block:
    lines: list[Line]
    width: float
    height: float


def set_block(runs: Sequence[Run], base: Look, setting: Setting, room: float) -> Block:
    """Break into lines of at most ``room`` units and put them under each other."""
    paragraphs = list(_paragraphs(runs, setting))
    lines: list[Line] = []
    for letters in paragraphs:
        broken = list(_broken(letters, room)) if setting.wraps else [letters]
        lines += [Line(part, ends=index == len(broken) - 1) for index, part in enumerate(broken)]
    height = _stack(lines, base, setting)
    width = max((line.width for line in lines), default=0.0)
    for line in lines:
        _align(line, setting.align, room)
    return Block(lines, width, height)


def cut_block(
    block: Block, setting: Setting, room: tuple[float, float], *, ellipsis: bool
) -> Block:
    """Leave out the lines that end below ``room``, and say so by an ellipsis."""
    width, height = room
    fits = [line for line in block.lines if line.baseline + line.descent <= height + _NEARLY]
    if ellipsis and fits and (len(fits) < len(block.lines) or fits[-1].width > width + _NEARLY):
        _shorten(fits[-1], setting, width)
    return Block(fits, block.width, fits[-1].baseline + fits[-1].descent if fits else 0.0)


def _shorten(line: Line, setting: Setting, width: float) -> None:
    look = line.letters[-1].look if line.letters else Look(0.0)
    dots = Letter(_ELLIPSIS, look, setting.advance(_ELLIPSIS, look))
    while line.letters and sum(each.width for each in line.letters) + dots.width > width + _NEARLY:
        line.letters.pop()
    line.letters.append(dots)
    line.width = sum(letter.width for letter in line.letters)
    _align(line, setting.align, width)


def _paragraphs(runs: Sequence[Run], setting: Setting) -> Iterator[list[Letter]]:
    letters: list[Letter] = []
    for run in runs:
        for text in run.text:
            if text == "\n":
                yield letters
                letters = []
            elif text.isprintable() or text in "\t\u00a0":
                letters.append(Letter(text, run.look, setting.advance(text, run.look)))
    yield letters


def _broken(letters: list[Letter], room: float) -> Iterator[list[Letter]]:
    """Break after spaces and hyphens; inside a word only when the line has no other place."""
    start, chance, width = 0, 0, 0.0
    index = 0
    while index < len(letters):
        letter = letters[index]
        if letter.text in " \t":
            width += letter.width
            chance = index + 1
        elif width + letter.width > room + _NEARLY and index > start:
            end = chance if chance > start else index
            yield letters[start:end]
            start, index, width = end, end, 0.0
            continue
        else:
            width += letter.width
            chance = index + 1 if _breaks_after(letter.text) else chance
        index += 1
    yield letters[start:]


def _breaks_after(text: str) -> bool:
    return text == "-" or "\u2e80" <= text <= "\u9fff" or "\uac00" <= text <= "\ud7a3"


def _stack(lines: list[Line], base: Look, setting: Setting) -> float:
    """Find the baselines; return the height from the first ascent to the last descent."""
    metrics, at = setting.metrics, 0.0
    spare = (metrics.line - metrics.ascent - metrics.descent) * base.size
    before: Line | None = None
    for line in lines:
        _measure(line, base, metrics)
        if before is not None:
            gap = setting.line_gap + (setting.paragraph_gap if before.ends else 0.0)
            step = (before.descent + line.ascent + spare) * setting.line_scale
            at += step + gap * base.size
        else:
            at = line.ascent
        line.baseline, before = at, line
    return at + before.descent if before else 0.0


def _measure(line: Line, base: Look, metrics: Metrics) -> None:
    size = max((letter.look.size for letter in line.letters), default=base.size)
    line.ascent, line.descent = size * metrics.ascent, size * metrics.descent
    kept = list(line.letters)
    while kept and kept[-1].text in " \t":
        kept.pop()
    line.width = sum(letter.width for letter in kept)


def _align(line: Line, align: int, room: float) -> None:
    spare = room - line.width
    line.left = line.stretch = 0.0
    if align == FLUSH or (align == JUSTIFIED and not line.ends):
        spaces = sum(letter.text == " " for letter in line.letters[:-1])
        line.stretch = max(spare, 0.0) / spaces if spaces else 0.0
    elif align in (CENTRE, RIGHT):
        line.left = spare / 2 if align == CENTRE else spare
