"""Shadow and Outline: copies of a graphic in one colour, behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PIL import Image

from spark_nb.sandbox.scene.field import Fields, flag, vector
from spark_nb.sandbox.scene.ui.colour import coloured
from spark_nb.sandbox.scene.ui.placement import Layer, Placement
from spark_nb.sandbox.scene.ui.scripts import UiScript

_CORNERS = ((1, 1), (1, -1), (-1, 1), (-1, -1))
_HALF = (0.0, 0.0, 0.0, 0.5)
_MAX_UNITS = 600.0  # what Unity's inspector allows


def with_effects(layer: Layer, scripts: Mapping[UiScript, Fields], place: Placement) -> Layer:
    for script, effect in scripts.items():
        if script in (UiScript.SHADOW, UiScript.OUTLINE):
            layer = _backed(layer, effect, list(_shifts(script, effect, place)))
    return layer


def _shifts(script: UiScript, effect: Fields, place: Placement) -> Iterator[tuple[int, int]]:
    """Yield where copies go, in pixels."""
    x, y = (
        min(max(part, -_MAX_UNITS), _MAX_UNITS)
        for part in vector(effect, "m_EffectDistance", (1.0, -1.0))
    )
    for side in _CORNERS if script is UiScript.OUTLINE else _CORNERS[:1]:
        right, down = place.turned(x * side[0], y * side[1])
        if max(abs(right), abs(down)) < max(place.frame):  # what is farther cannot be seen
            yield round(right), round(down)


def _backed(layer: Layer, effect: Fields, shifts: list[tuple[int, int]]) -> Layer:
    copy = _copy(layer.image, effect)
    left = min(0, *(x for x, _ in shifts), 0)
    top = min(0, *(y for _, y in shifts), 0)
    right, low = max(0, *(x for x, _ in shifts), 0), max(0, *(y for _, y in shifts), 0)
    size = layer.image.width + right - left, layer.image.height + low - top
    picture = Image.new("RGBA", size)
    for x, y in shifts:
        picture.alpha_composite(copy, (x - left, y - top))
    picture.alpha_composite(layer.image, (-left, -top))
    return Layer(picture, layer.left + left, layer.top + top)


def _copy(image: Image.Image, effect: Fields) -> Image.Image:
    pixel = coloured(vector(effect, "m_EffectColor", _HALF, "rgba"))
    alpha = image.getchannel("A")
    if flag(effect, "m_UseGraphicAlpha", default=True):
        shade = alpha.point([value * pixel[3] // 255 for value in range(256)])
    else:
        shade = alpha.point([pixel[3] if value else 0 for value in range(256)])
    copy = Image.new("RGBA", image.size, (*pixel[:3], 0))
    copy.putalpha(shade)
    return copy
