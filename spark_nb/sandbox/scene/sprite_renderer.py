"""Sprite renderers and sprite masks: which picture, how large, in which colour."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spark_nb.sandbox.project.scan import Snapshot
from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.drawable import Sorting, SortingLayers
from spark_nb.sandbox.scene.field import (
    Fields,
    Reference,
    flag,
    integer,
    number,
    reference,
    vector,
)
from spark_nb.sandbox.scene.figure import DrawMode, Figure
from spark_nb.sandbox.scene.graph import Component
from spark_nb.sandbox.scene.moment import Moment
from spark_nb.sandbox.scene.raster import draw_figure
from spark_nb.sandbox.scene.sorting_group import SortingGroups
from spark_nb.sandbox.scene.sprite import Sprite
from spark_nb.sandbox.scene.sprite_mask import SPRITE_MASK, Mask, Range
from spark_nb.sandbox.scene.sprites import SpriteLibrary
from spark_nb.sandbox.scene.surface import Surface

SPRITE_RENDERER = 212
_ADAPTIVE = 1
_PIVOT = 1
_LARGEST_UNITS = 1e5


@dataclass(frozen=True, slots=True, eq=False)
class SpriteItem:
    figure: Figure
    pose: Affine
    sorting: Sorting

    def draw(self, surface: Surface) -> None:
        draw_figure(surface, self.figure, self.pose)


class SpriteReader:
    """Reads renderers of one scene.

    ``missing`` names the objects whose sprite is not there, ``stretched`` those that ask for more
    tiles than are drawn.
    """

    def __init__(self, library: SpriteLibrary, snapshot: Snapshot, layers: SortingLayers) -> None:
        self._library = library
        self._snapshot = snapshot
        self._layers = layers
        self.missing: set[str] = set()
        self.stretched: set[str] = set()
        self._figures: dict[int, tuple[Fields, Figure | None]] = {}

    def __call__(self, component: Component, moment: Moment) -> Iterator[SpriteItem]:
        figure = self._figure(component)
        if figure is not None:
            pose = moment.poses[component.owner.file_id]
            point = _sort_point(component.fields, figure, pose)
            yield SpriteItem(figure, pose, self._layers.at(component, point))

    def _figure(self, component: Component) -> Figure | None:
        """Return what it shows; read again only when its fields are others than before."""
        file_id, changes = component.document.file_id, component.changes
        kept = self._figures.get(file_id)
        if kept is None or kept[0] != changes:
            sprite = self.sprite(reference(component.fields, "m_Sprite"), component.owner.name)
            figure = _figure(component.fields, sprite) if sprite else None
            if figure is not None and figure.has_too_many_tiles:
                self.stretched.add(component.owner.name)
            kept = changes, figure
            self._figures[file_id] = kept
        return kept[1]

    def sprite(self, pointer: Reference | None, owner: str) -> Sprite | None:
        sprite = self._library.find(pointer, self._snapshot) if pointer else None
        if pointer and sprite is None:
            self.missing.add(owner)
        return sprite

    def masks(self, moment: Moment, groups: SortingGroups) -> Iterator[Mask]:
        for component in moment.components(SPRITE_MASK):
            fields = component.fields
            sprite = self.sprite(reference(fields, "m_Sprite"), component.owner.name)
            if sprite is not None:
                yield Mask(
                    figure=Figure(sprite, sprite.size),
                    pose=moment.poses[component.owner.file_id],
                    cutoff=number(fields, "m_MaskAlphaCutoff", 0.2),
                    groups=groups.ids(component, moment),
                    range=self._range(fields) if flag(fields, "m_IsCustomRangeActive") else None,
                )

    def _range(self, fields: Fields) -> Range:
        back, front = (
            (
                self._layers.place(integer(fields, f"m_{end}SortingLayerID")),
                integer(fields, f"m_{end}SortingOrder"),
            )
            for end in ("Back", "Front")
        )
        return Range(back, front)


def colour_bytes(colour: Iterable[float]) -> tuple[int, int, int, int]:
    red, green, blue, alpha = (round(min(max(part, 0.0), 1.0) * 255) for part in colour)
    return red, green, blue, alpha


def _figure(fields: Fields, sprite: Sprite) -> Figure:
    mode = DrawMode.of(integer(fields, "m_DrawMode"))
    width, height = sprite.size
    if mode is not DrawMode.SIMPLE:
        size = vector(fields, "m_Size", (width, height))
        width, height = (min(max(side, 0.0), _LARGEST_UNITS) for side in size[:2])
    is_adaptive = integer(fields, "m_SpriteTileMode") == _ADAPTIVE
    return Figure(
        sprite=sprite,
        size=(width, height),
        flip_x=flag(fields, "m_FlipX"),
        flip_y=flag(fields, "m_FlipY"),
        colour=colour_bytes(vector(fields, "m_Color", (1, 1, 1, 1), "rgba")),
        mode=mode,
        stretch=number(fields, "m_AdaptiveModeThreshold", 0.5) if is_adaptive else None,
    )


def _sort_point(fields: Fields, figure: Figure, pose: Affine) -> tuple[float, float, float]:
    """Return the place in the world that decides who is in front: the middle, or the pivot."""
    if integer(fields, "m_SpriteSortPoint") == _PIVOT:
        return pose.tx, pose.ty, pose.tz
    x = (figure.low[0] + figure.size[0] / 2) * (-1 if figure.flip_x else 1)
    y = (figure.low[1] + figure.size[1] / 2) * (-1 if figure.flip_y else 1)
    return (*pose.point(x, y), pose.zx * x + pose.zy * y + pose.tz)
