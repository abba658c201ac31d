"""Sprite masks: where sprites that ask for it are seen, or hidden."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from PIL import Image, ImageChops

from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.figure import Figure
from spark_nb.sandbox.scene.raster import draw_figure
from spark_nb.sandbox.scene.surface import Surface

SPRITE_MASK = 331
_INSIDE = 1


class Range(NamedTuple):
    """From ``back`` up to and with ``front``, each a sorting layer's place and an order."""

    back: tuple[float, float]
    front: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mask:
    """``groups`` are the sorting groups it is in; it covers nothing outside them.

    Without a ``range`` it covers all in there. ``cutoff`` is the least alpha that counts.
    """

    figure: Figure
    pose: Affine
    cutoff: float
    groups: tuple[int, ...]
    range: Range | None

    def covers(self, groups: tuple[int, ...], key: tuple[tuple[float, ...], ...]) -> bool:
        """Return whether it says anything about what is placed like this in the order."""
        depth = len(self.groups)
        if groups[:depth] != self.groups:
            return False
        layer, order = key[depth][:2]
        return self.range is None or self.range.back < (layer, order) <= self.range.front


def under_masks(surface: Surface, masks: Iterable[Mask], interaction: int) -> Surface:
    """Return the surface as a sprite that is seen only inside, or outside, of masks finds it."""
    found = tuple(masks)
    size = surface.image.size

    def make() -> Image.Image:
        clip = Image.new("L", size)
        for mask in found:
            clip = ImageChops.lighter(clip, _coverage(surface, mask))
        return clip if interaction == _INSIDE else ImageChops.invert(clip)

    key = ("masks", surface.view, size, found, interaction)
    return replace(surface, clip=surface.cache.get(key, make))


def _coverage(surface: Surface, mask: Mask) -> Image.Image:
    drawn = replace(surface, image=Image.new("RGBA", surface.image.size), clip=None)
    draw_figure(drawn, mask.figure, mask.pose)
    least = max(math.ceil(mask.cutoff * 255 - 1e-6), 1)
    return drawn.image.getchannel("A").point([255 * (alpha >= least) for alpha in range(256)])
