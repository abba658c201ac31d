"""Stand-ins for the sprites that come with Unity and its 2D package; no project holds them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import sqrt
from typing import NamedTuple

from PIL import Image, ImageDraw
from PIL.Image import Resampling

from spark_nb.sandbox.scene.field import Reference
from spark_nb.sandbox.scene.slices import NO_BORDERS, Borders
from spark_nb.sandbox.scene.sprite import Sprite

BUILTIN_GUID = "0000000000000000f000000000000000"
_FINE = 8  # drawn so much larger, then averaged
_Draw = Callable[[ImageDraw.ImageDraw, float, float], None]


class _Stock(NamedTuple):
    """``draw`` fills a shape in white, given the last column and row of pixels."""

    size: tuple[int, int]
    per_unit: float
    borders: Borders
    draw: _Draw


def stock_sprite(pointer: Reference) -> Sprite | None:
    """Return None for what Unity does not bring along."""
    key = pointer.guid, pointer.file_id
    return _made(key) if key in _STOCK else None


@cache
def _made(key: tuple[str | None, int]) -> Sprite:
    (width, height), per_unit, borders, draw = _STOCK[key]
    large = Image.new("L", (width * _FINE, height * _FINE))
    draw(ImageDraw.Draw(large), large.width - 1, large.height - 1)
    image = Image.new("RGBA", (width, height), (255, 255, 255, 255))
    image.putalpha(large.resize((width, height), Resampling.BOX))
    return Sprite(image, (0.5, 0.5), per_unit, smooth=True, borders=borders)


def _polygon(*corners: tuple[float, float]) -> _Draw:
    """Return a shape given as parts of the width and height, from the upper left."""

    def draw(canvas: ImageDraw.ImageDraw, right: float, low: float) -> None:
        canvas.polygon([(x * right, y * low) for x, y in corners], fill=255)

    return draw


def _disc(canvas: ImageDraw.ImageDraw, right: float, low: float) -> None:
    canvas.ellipse((0, 0, right, low), fill=255)


def _panel(canvas: ImageDraw.ImageDraw, right: float, low: float) -> None:
    canvas.rounded_rectangle((0, 0, right, low), radius=(right + 1) * 5 // 16, fill=255)


def _tick(canvas: ImageDraw.ImageDraw, right: float, low: float) -> None:
    points = [(x * right, y * low) for x, y in ((0.16, 0.52), (0.40, 0.76), (0.84, 0.26))]
    canvas.line(points, fill=255, width=round(right * 3 / 20), joint="curve")


_square = _polygon((0, 0), (1, 0), (1, 1), (0, 1))
_hexagon = _polygon((0.25, 0), (0.75, 0), (1, 0.5), (0.75, 1), (0.25, 1), (0, 0.5))
_diamond = _polygon((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5))
_arrow = _polygon((0.2, 0.35), (0.8, 0.35), (0.5, 0.7))


def _package(height: float, draw: _Draw) -> _Stock:
    """Return a shape of the 2D package: one unit across."""
    return _Stock((256, round(256 * height)), 256.0, NO_BORDERS, draw)


_PLAIN_PANEL = _Stock((32, 32), 200.0, Borders(10, 10, 10, 10), _panel)
_SQUARE = 7482667652216324306
_STOCK: dict[tuple[str | None, int], _Stock] = {
    (BUILTIN_GUID, 10901): _Stock((40, 40), 200.0, NO_BORDERS, _tick),  # Checkmark
    (BUILTIN_GUID, 10905): _PLAIN_PANEL,  # UISprite
    (BUILTIN_GUID, 10907): _PLAIN_PANEL,  # Background
    (BUILTIN_GUID, 10911): _PLAIN_PANEL,  # InputFieldBackground
    (BUILTIN_GUID, 10913): _Stock((40, 40), 200.0, NO_BORDERS, _disc),  # Knob
    (BUILTIN_GUID, 10915): _Stock((40, 40), 200.0, NO_BORDERS, _arrow),  # DropdownArrow
    (BUILTIN_GUID, 10917): _PLAIN_PANEL,  # UIMask
    ("48e93eef0688c4a259cb0eddcd8661f7", _SQUARE): _package(1.0, _square),
    ("311925a002f4447b3a28927169b83ea6", _SQUARE): _package(1.0, _square),
    ("a86470a33a6bf42c4b3595704624658b", -2413806693520163455): _package(1.0, _disc),
    ("b670ab75dde984907b8570040daa08c5", -712631045867808456): _package(sqrt(3) / 2, _hexagon),
    ("19fb86013d8c24d6cb8410c0aadf30fa", 3625043607559282579): _package(0.5, _diamond),
}
