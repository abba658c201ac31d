"""Stand-ins for the sprites inside Unity itself, which no project holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from PIL import Image, ImageDraw
from PIL.Image import Resampling

from spark_nb.sandbox.scene.field import Reference
from spark_nb.sandbox.scene.slices import NO_BORDERS, Borders
from spark_nb.sandbox.scene.sprites import Sprite

BUILTIN_GUID = "0000000000000000f000000000000000"
_FINE = 8  # drawn so much larger, then averaged
_WHITE = 255
_Draw = Callable[[ImageDraw.ImageDraw, int], None]


def builtin_sprite(pointer: Reference) -> Sprite | None:
    """Return None for what is no built-in UI sprite."""
    if pointer.guid != BUILTIN_GUID or pointer.file_id not in _SPRITES:
        return None
    return _made(pointer.file_id)


@cache
def _made(file_id: int) -> Sprite:
    side, borders, draw = _SPRITES[file_id]
    large = Image.new("L", (side * _FINE, side * _FINE))
    draw(ImageDraw.Draw(large), side * _FINE)
    image = Image.new("RGBA", (side, side), (_WHITE,) * 4)
    image.putalpha(large.resize((side, side), Resampling.BOX))
    return Sprite(image, (0.5, 0.5), 200.0, smooth=True, borders=borders)


def _panel(draw: ImageDraw.ImageDraw, side: int) -> None:
    draw.rounded_rectangle((0, 0, side - 1, side - 1), radius=side * 5 // 16, fill=_WHITE)


def _disc(draw: ImageDraw.ImageDraw, side: int) -> None:
    draw.ellipse((0, 0, side - 1, side - 1), fill=_WHITE)


def _tick(draw: ImageDraw.ImageDraw, side: int) -> None:
    corners = [(0.16, 0.52), (0.40, 0.76), (0.84, 0.26)]
    points = [(x * side, y * side) for x, y in corners]
    draw.line(points, fill=_WHITE, width=side * 3 // 20, joint="curve")


def _arrow(draw: ImageDraw.ImageDraw, side: int) -> None:
    points = [(side * x, side * y) for x, y in ((0.2, 0.35), (0.8, 0.35), (0.5, 0.7))]
    draw.polygon(points, fill=_WHITE)


_ROUND = Borders(10, 10, 10, 10)
_SPRITES: dict[int, tuple[int, Borders, _Draw]] = {
    10901: (40, NO_BORDERS, _tick),  # Checkmark
    10905: (32, _ROUND, _panel),  # UISprite
    10907: (32, _ROUND, _panel),  # Background
    10911: (32, _ROUND, _panel),  # InputFieldBackground
    10913: (40, NO_BORDERS, _disc),  # Knob
    10915: (40, NO_BORDERS, _arrow),  # DropdownArrow
    10917: (32, _ROUND, _panel),  # UIMask
}
