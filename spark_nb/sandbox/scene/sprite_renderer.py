"""Sprite renderers: which picture, how large, in which colour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spark_nb.sandbox.project.scan import Snapshot
from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.drawable import Sorting, SortingLayers
from spark_nb.sandbox.scene.field import Fields, flag, integer, reference, vector
from spark_nb.sandbox.scene.figure import Figure
from spark_nb.sandbox.scene.graph import Component
from spark_nb.sandbox.scene.moment import Moment
from spark_nb.sandbox.scene.raster import draw_figure
from spark_nb.sandbox.scene.sprites import Sprite, SpriteLibrary
from spark_nb.sandbox.scene.surface import Surface

SPRITE_RENDERER = 212
_SIMPLE, _SLICED, _TILED = 0, 1, 2
_MAX_TILED_UNITS = 4096.0


@dataclass(frozen=True, slots=True, eq=False)
class SpriteItem:
    figure: Figure
    pose: Affine
    sorting: Sorting

    def draw(self, surface: Surface) -> None:
        draw_figure(surface, self.figure, self.pose)


class SpriteReader:
    """Reads renderers of one scene; ``missing`` names the objects whose sprite is not there."""

    def __init__(self, library: SpriteLibrary, snapshot: Snapshot, layers: SortingLayers) -> None:
        self._library = library
        self._snapshot = snapshot
        self._layers = layers
        self.missing: set[str] = set()

    def __call__(self, component: Component, moment: Moment) -> Iterator[SpriteItem]:
        pointer = reference(component.fields, "m_Sprite")
        sprite = self._library.find(pointer, self._snapshot) if pointer else None
        if sprite is not None:
            pose = moment.poses[component.owner.file_id]
            figure = _figure(component.fields, sprite)
            yield SpriteItem(figure, pose, self._layers.of(component, pose))
        elif pointer:
            self.missing.add(component.owner.name)


def _figure(fields: Fields, sprite: Sprite) -> Figure:
    mode = integer(fields, "m_DrawMode")
    width, height = sprite.size
    if mode in (_SLICED, _TILED):
        size = vector(fields, "m_Size", (width, height))
        width, height = (min(max(side, 0.0), _MAX_TILED_UNITS) for side in size[:2])
    left, low = -sprite.pivot[0] * width, -sprite.pivot[1] * height
    red, green, blue, alpha = (
        round(min(max(part, 0.0), 1.0) * 255)
        for part in vector(fields, "m_Color", (1, 1, 1, 1), "rgba")
    )
    return Figure(
        sprite=sprite,
        low=(left, low),
        high=(left + width, low + height),
        flip_x=flag(fields, "m_FlipX"),
        flip_y=flag(fields, "m_FlipY"),
        colour=(red, green, blue, alpha),
        tiled=mode == _TILED,
    )
