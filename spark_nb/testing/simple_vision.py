"""Vision without a model: exact for text in one bitmap font and for colours, else blind."""

from __future__ import annotations

import io
from difflib import SequenceMatcher
from functools import cache
from itertools import product

import numpy as np
import numpy.typing as npt
from PIL import Image

from spark_nb.domain.vision import (
    Box,
    Classify,
    ClassifyResult,
    Label,
    Ocr,
    OcrPage,
    OcrResult,
    Ocv,
    OcvDifference,
    OcvMatch,
    OcvResult,
    PagesRequest,
    TextBlock,
)
from spark_nb.testing.samples import GLYPH_HEIGHT, GLYPH_WIDTH, glyph

Ink = npt.NDArray[np.bool_]
Word = tuple[str, int, Box]
_UNKNOWN = "\ufffd"
_COLOURS = {
    "black": (0, 0, 0),
    "white": (255, 255, 255),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "grey": (128, 128, 128),
}


def read(request: Ocr) -> OcrResult:
    """Read set text out of a picture, or the text that a PDF holds beside its looks."""
    wanted = request.pages
    pages = [page for page in _pages(request) if wanted is None or page.page in wanted]
    return OcrResult(pages=tuple(pages))


def verify(request: Ocv) -> OcvResult:
    """Compare the words of the file with the expected ones, in order."""
    found = [word for page in _pages(request) for word in _words(page)]
    expected = request.expected.split()
    matches: list[OcvMatch] = []
    differences: list[OcvDifference] = []
    matcher = SequenceMatcher(None, expected, [text for text, _, _ in found], autojunk=False)
    for step, i1, i2, j1, j2 in matcher.get_opcodes():
        if step == "equal":
            matches += [
                OcvMatch(text=text, page=page, box=box) for text, page, box in found[j1:j2]
            ]
        else:
            differences.append(_difference(expected[i1:i2], found[j1:j2]))
    return OcvResult(matches=tuple(matches), differences=tuple(differences))


def classify(request: Classify) -> ClassifyResult:
    """Name the colours of a picture, each with its share of the pixels."""
    with Image.open(io.BytesIO(request.content)) as picture:
        small = picture.convert("RGB")
    if request.mode == "fast":
        small.thumbnail((32, 32))
    pixels = np.asarray(small, dtype=np.int64).reshape(-1, 1, 3)
    nearest = ((pixels - np.array(list(_COLOURS.values()))) ** 2).sum(axis=2).argmin(axis=1)
    shares = np.bincount(nearest, minlength=len(_COLOURS)) / len(pixels)
    named = sorted(zip(_COLOURS, shares.tolist(), strict=True), key=lambda pair: -pair[1])
    return ClassifyResult(
        labels=tuple(Label(name=name, score=share) for name, share in named if share)
    )


def _difference(expected: list[str], found: list[Word]) -> OcvDifference:
    _, page, box = found[0] if found else ("", 1, None)
    words = " ".join(text for text, _, _ in found)
    return OcvDifference(expected=" ".join(expected), found=words, page=page, box=box)


def _words(page: OcrPage) -> list[Word]:
    """Return each word with its page and box; all characters of a block are equally wide."""
    words: list[Word] = []
    for block in page.blocks:
        step = block.box.width / len(block.text)
        at = 0
        for text in block.text.split(" "):
            if text:
                box = block.box.model_copy(
                    update={"x": block.box.x + at * step, "width": len(text) * step}
                )
                words.append((text, page.page, box))
            at += len(text) + 1
    return words


def _pages(request: PagesRequest) -> list[OcrPage]:
    if request.media_type == "application/pdf":
        return _pdf_pages(request.content)
    with Image.open(io.BytesIO(request.content)) as picture:
        ink = np.asarray(picture.convert("L")) < 128
    height, width = ink.shape
    return [OcrPage(page=1, width=width, height=height, blocks=tuple(_blocks(ink)))]


def _pdf_pages(content: bytes) -> list[OcrPage]:
    from pypdf import PdfReader  # noqa: PLC0415 - an extra

    pages = []
    for number, page in enumerate(PdfReader(io.BytesIO(content)).pages, 1):
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        box = Box(x=0, y=0, width=width, height=height)
        lines = filter(None, map(str.strip, page.extract_text().splitlines()))
        blocks = tuple(TextBlock(text=line, box=box) for line in lines)
        pages.append(OcrPage(page=number, width=width, height=height, blocks=blocks))
    return pages


def _blocks(ink: Ink) -> list[TextBlock]:
    """Return the lines of text, for that place of the grid of letters where most are known."""
    places = product(range(GLYPH_WIDTH), range(GLYPH_HEIGHT))
    readings = (_lines(ink, x, y) for x, y in places)
    return max(readings, key=lambda blocks: sum(block.confidence or 0 for block in blocks))


def _lines(ink: Ink, left: int, top: int) -> list[TextBlock]:
    rows = (ink.shape[0] - top) // GLYPH_HEIGHT
    blocks = []
    for row in range(rows):
        y = top + row * GLYPH_HEIGHT
        text = _line(ink[y : y + GLYPH_HEIGHT, left:])
        stripped = text.strip(" ")
        known = sum(char != _UNKNOWN for char in stripped)
        if known * 2 <= len(stripped):
            continue  # more blots than letters: no text, or none of this font
        x = left + (len(text) - len(text.lstrip(" "))) * GLYPH_WIDTH
        box = Box(x=x, y=y, width=len(stripped) * GLYPH_WIDTH, height=GLYPH_HEIGHT)
        confidence = known / len(stripped)
        blocks.append(TextBlock(text=stripped, box=box, confidence=confidence))
    return blocks


def _line(ink: Ink) -> str:
    """Read one line of cells, from its left end on."""
    cells = ink.shape[1] // GLYPH_WIDTH
    return "".join(
        _glyphs().get(ink[:, cell * GLYPH_WIDTH : (cell + 1) * GLYPH_WIDTH].tobytes(), _UNKNOWN)
        for cell in range(cells)
    )


@cache
def _glyphs() -> dict[bytes, str]:
    """Return printable ASCII by its pixels."""
    return {(np.asarray(glyph(char)) < 128).tobytes(): char for char in map(chr, range(32, 127))}
