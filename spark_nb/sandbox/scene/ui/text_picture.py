"""Draws a block of text, at the frame's own resolution."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageChops, ImageDraw
from PIL.Image import Resampling, Transform

from spark_nb.sandbox.scene.rect_transform import Rect
from spark_nb.sandbox.scene.ui.colour import Colour, Pixel, coloured, faded
from spark_nb.sandbox.scene.ui.font import Font
from spark_nb.sandbox.scene.ui.placement import Box, Layer, Placement, Size, overlap
from spark_nb.sandbox.scene.ui.rich_text import Look
from spark_nb.sandbox.scene.ui.text_block import Block, Letter, Line, Setting

_SLANT = 0.22
_BOLD_EM = 0.022  # how far bold letters grow on each side
_FINE = 4  # drawn so much larger, then averaged: letters go where they belong between pixels
_MAX_EM = 4000.0  # pixels; what is larger shows no more than a part of a letter
_MAX_FINE_PIXELS = 40_000_000
_RULE_EM, _UNDER_EM, _STRIKE_EM = 0.06, 0.12, -0.26  # thickness and place of lines


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Pixels of a picture whose upper left corner is ``origin`` from that of the block."""

    size: Size
    scale: float
    origin: tuple[float, float]
    fine: int = 1

    @classmethod
    def finer(cls, size: Size, scale: float, origin: tuple[float, float]) -> _Canvas:
        fine = _FINE if size[0] * size[1] * _FINE**2 <= _MAX_FINE_PIXELS else 1
        x, y = origin
        return cls((size[0] * fine, size[1] * fine), scale * fine, (x * fine, y * fine), fine)

    def shows(self, at: tuple[float, float], em: float) -> bool:
        """Return whether a letter whose pen is there can reach into it."""
        reach = 2 * em
        return -reach < at[0] < self.size[0] + reach and -reach < at[1] < self.size[1] + reach

    def at(self, x: float, y: float) -> tuple[float, float]:
        return x * self.scale - self.origin[0], y * self.scale - self.origin[1]


def draw_block(
    block: Block, setting: Setting, colour: Colour, corner: tuple[float, float], place: Placement
) -> Layer | None:
    """Draw with the upper left corner of the block at ``corner``, in units of its owner."""
    bounds = _bounds(block, corner)
    if not (place.is_sound and all(map(math.isfinite, bounds))):
        return None
    if place.is_upright:
        x, y = place.at(*corner)
        box = _outer(place, bounds)
        if box is None:
            return None
        canvas = _Canvas.finer(
            (box[2] - box[0], box[3] - box[1]), place.xx, (box[0] - x, box[1] - y)
        )
        return Layer(_paint(block, setting.font, colour, canvas), box[0], box[1])

    def paint(size: Size) -> Image.Image:
        scale = size[0] / bounds.width
        origin = (bounds.left - corner[0]) * scale, (corner[1] - bounds.high) * scale
        return _paint(block, setting.font, colour, _Canvas.finer(size, scale, origin))

    return place.lay(bounds, paint)


def _bounds(block: Block, corner: tuple[float, float]) -> Rect:
    """Return what letters may reach, some of which stick out of their width."""
    left = min(line.left for line in block.lines)
    right = max(line.left + max(line.width, _reach(line)) for line in block.lines)
    spare = max(line.ascent + line.descent for line in block.lines) / 2
    return Rect(
        corner[0] + left - spare,
        corner[1] - block.height - spare,
        corner[0] + right + spare,
        corner[1] + spare,
    )


def _reach(line: Line) -> float:
    return max((pen + letter.width for pen, letter in line.placed()), default=0.0) - line.left


def _outer(place: Placement, bounds: Rect) -> Box | None:
    (left, top), (right, low) = (
        place.at(bounds.left, bounds.high),
        place.at(bounds.right, bounds.low),
    )
    box = math.floor(left), math.floor(top), math.ceil(right), math.ceil(low)
    return overlap(box, (0, 0, *place.frame))


def _paint(block: Block, font: Font, colour: Colour, canvas: _Canvas) -> Image.Image:
    """Draw each colour as one mask, so that letters that touch do not darken each other."""
    masks: dict[Pixel, Image.Image] = {}
    for line in block.lines:
        for pen, letter in line.placed():
            pixel = _pixel(letter.look, colour)
            if pixel not in masks:
                masks[pixel] = Image.new("L", canvas.size)
            _draw_letter(masks[pixel], font, letter, canvas.at(pen, line.baseline), canvas)
            _draw_rules(masks[pixel], letter, pen, line.baseline, canvas)
    picture: Image.Image | None = None
    for pixel, mask in masks.items():
        alpha = mask.reduce(canvas.fine).point([value * pixel[3] // 255 for value in range(256)])
        ink = Image.new("RGBA", alpha.size, (*pixel[:3], 0))
        ink.putalpha(alpha)
        picture = Image.alpha_composite(picture, ink) if picture else ink
    assert picture is not None, "a block without letters is not drawn"
    return picture


def _pixel(look: Look, colour: Colour) -> Pixel:
    """Return the colour of letters: a tag replaces the text's, but not how opaque it is."""
    if look.colour is not None:
        colour = faded(look.colour, colour[3])
    if look.alpha is not None:
        colour = (*colour[:3], look.alpha * colour[3])
    return coloured(colour)


def _draw_letter(
    mask: Image.Image, font: Font, letter: Letter, at: tuple[float, float], canvas: _Canvas
) -> None:
    look, pixels = letter.look, letter.look.size * canvas.scale
    is_seen = canvas.fine <= pixels <= _MAX_EM and canvas.shows(at, pixels)
    if letter.text.isspace() or not is_seen:
        return
    x, y = at[0], round((at[1] - look.raised * pixels) / canvas.fine) * canvas.fine
    stroke = _BOLD_EM * pixels if look.bold else 0.0
    if look.italic:
        _draw_slanted(mask, font, letter, (x, y), (pixels, stroke))
    else:
        font.draw(mask, (x, y), letter.text, pixels, stroke)


def _draw_slanted(
    mask: Image.Image,
    font: Font,
    letter: Letter,
    at: tuple[float, int],
    weight: tuple[float, float],
) -> None:
    """Draw upright first; ``weight`` is pixels per em, and those of the stroke."""
    reach = math.ceil(weight[0])
    width = math.ceil(letter.width / letter.look.size * weight[0])
    upright = Image.new("L", (width + 4 * reach, 3 * reach))
    base = (2 * reach + at[0] % 1, 2 * reach)
    font.draw(upright, base, letter.text, *weight)
    slant = (1.0, _SLANT, -_SLANT * base[1], 0.0, 1.0, 0.0)
    slanted = upright.transform(upright.size, Transform.AFFINE, slant, Resampling.BICUBIC)
    _lighten(mask, slanted, (math.floor(at[0]) - 2 * reach, at[1] - 2 * reach))


def _lighten(mask: Image.Image, part: Image.Image, corner: tuple[int, int]) -> None:
    box = overlap((*corner, corner[0] + part.width, corner[1] + part.height), (0, 0, *mask.size))
    if box is not None:
        inside = tuple(edge - corner[index % 2] for index, edge in enumerate(box))
        seen = part.crop((inside[0], inside[1], inside[2], inside[3]))
        mask.paste(ImageChops.lighter(mask.crop(box), seen), box[:2])


def _draw_rules(
    mask: Image.Image, letter: Letter, pen: float, baseline: float, canvas: _Canvas
) -> None:
    for em in _rules(letter.look):
        size = letter.look.size
        left, top = canvas.at(pen, baseline + em * size)
        if not canvas.shows((left, top), size * canvas.scale):
            continue
        right, _ = canvas.at(pen + letter.width, baseline)
        thick = max(round(_RULE_EM * size * canvas.scale), 1)
        low = round(top) + thick - 1
        ImageDraw.Draw(mask).rectangle((round(left), round(top), round(right) - 1, low), fill=255)


def _rules(look: Look) -> Iterator[float]:
    if look.underlined:
        yield _UNDER_EM
    if look.struck:
        yield _STRIKE_EM
