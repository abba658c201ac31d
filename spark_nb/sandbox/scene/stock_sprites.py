"""Stand-ins for the shapes that Unity's 2D Sprite package brings; no project holds them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import sqrt

from PIL import Image, ImageDraw
from PIL.Image import Resampling

from spark_nb.sandbox.scene.field import Reference
from spark_nb.sandbox.scene.sprites import Sprite

_UNIT = 256  # pixels across, and per unit
_FINE = 4  # drawn so much larger, then averaged
_Shape = Callable[[float, float], list[tuple[float, float]] | None]


def stock_sprite(pointer: Reference) -> Sprite | None:
    """Return None for what is no shape of the package."""
    height, shape = _SHAPES.get((pointer.guid, pointer.file_id), (0.0, None))
    return _made(height, shape) if shape else None


@cache
def _made(height: float, shape: _Shape) -> Sprite:
    size = _UNIT, round(_UNIT * height)
    large = Image.new("L", (size[0] * _FINE, size[1] * _FINE))
    right, low = large.width - 1, large.height - 1
    corners = shape(right, low)
    if corners is None:
        ImageDraw.Draw(large).ellipse((0, 0, right, low), fill=255)
    else:
        ImageDraw.Draw(large).polygon(corners, fill=255)
    image = Image.new("RGBA", size, (255, 255, 255, 255))
    image.putalpha(large.resize(size, Resampling.BOX))
    return Sprite(image, (0.5, 0.5), float(_UNIT), smooth=True)


def _square(right: float, low: float) -> list[tuple[float, float]]:
    return [(0, 0), (right, 0), (right, low), (0, low)]


def _circle(_right: float, _low: float) -> None:
    return None


def _hexagon(right: float, low: float) -> list[tuple[float, float]]:
    quarter = right / 4
    edges = [(quarter, 0), (3 * quarter, 0), (right, low / 2)]
    return [*edges, (3 * quarter, low), (quarter, low), (0, low / 2)]


def _diamond(right: float, low: float) -> list[tuple[float, float]]:
    return [(right / 2, 0), (right, low / 2), (right / 2, low), (0, low / 2)]


_SQUARE = 7482667652216324306
_SHAPES: dict[tuple[str | None, int], tuple[float, _Shape]] = {
    ("48e93eef0688c4a259cb0eddcd8661f7", _SQUARE): (1.0, _square),
    ("311925a002f4447b3a28927169b83ea6", _SQUARE): (1.0, _square),
    ("a86470a33a6bf42c4b3595704624658b", -2413806693520163455): (1.0, _circle),
    ("b670ab75dde984907b8570040daa08c5", -712631045867808456): (sqrt(3) / 2, _hexagon),
    ("19fb86013d8c24d6cb8410c0aadf30fa", 3625043607559282579): (0.5, _diamond),
}
