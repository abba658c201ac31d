"""Draws tilemaps: chunk by chunk as one thing in the order, or each tile for itself."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial

from PIL import Image

from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.drawable import Drawable, Sorting, SortingLayers
from spark_nb.sandbox.scene.field import Reference, integer
from spark_nb.sandbox.scene.figure import Figure
from spark_nb.sandbox.scene.graph import Component
from spark_nb.sandbox.scene.grid import Cell, grid_above
from spark_nb.sandbox.scene.moment import Moment
from spark_nb.sandbox.scene.raster import draw_placed
from spark_nb.sandbox.scene.sprite_renderer import SpriteItem, SpriteReader, colour_bytes
from spark_nb.sandbox.scene.surface import Surface, flattened
from spark_nb.sandbox.scene.tiles import TILEMAP, Animation, Colour, Tilemap, tile_sprite

TILEMAP_RENDERER = 483693784
Extent = tuple[float, float, float, float]
_INDIVIDUAL = 1
_CHUNK_CELLS = 16
_FROM_TOP, _FROM_RIGHT = (2, 3), (1, 3)


@dataclass(frozen=True, slots=True, eq=False)
class DrawnTile:
    """A tile with its pictures: one, or those of its animation."""

    figures: tuple[Figure | None, ...]
    pose: Affine
    animation: Animation | None

    def turn(self, time_s: float) -> int:
        return self.animation.index(time_s) if self.animation else 0

    def figure(self, time_s: float) -> Figure | None:
        return self.figures[self.turn(time_s)]


@dataclass(frozen=True, slots=True, eq=False)
class Chunk:
    """Tiles near each other, in the order they are drawn; corners in the map's own units."""

    tiles: tuple[DrawnTile, ...]
    animated: tuple[DrawnTile, ...]
    low: tuple[float, float]
    high: tuple[float, float]

    def box(self, placed: Affine) -> tuple[int, int, int, int]:
        """Return left, top, right, bottom of the pixels it may touch; none when it is beyond."""
        corners = [
            placed.point(x, y)
            for x in (self.low[0], self.high[0])
            for y in (self.low[1], self.high[1])
        ]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        if not all(map(math.isfinite, xs + ys)):
            return 0, 0, 0, 0
        return (
            math.floor(min(xs)),
            math.floor(min(ys)),
            math.ceil(max(xs)) + 1,
            math.ceil(max(ys)) + 1,
        )


@dataclass(frozen=True, slots=True, eq=False)
class TilemapItem:
    chunks: tuple[Chunk, ...]
    pose: Affine
    time_s: float
    sorting: Sorting

    def draw(self, surface: Surface) -> None:
        placed = surface.view.project(self.pose)
        for chunk in self.chunks:
            self._draw(chunk, surface, placed)

    def _draw(self, chunk: Chunk, surface: Surface, placed: Affine) -> None:
        left, top, right, bottom = chunk.box(placed)
        width, height = surface.image.size
        if left >= width or top >= height or right <= 0 or bottom <= 0:
            return
        if (right - left) * (bottom - top) > surface.largest:
            self._draw_tiles(surface, chunk, placed)
            return
        # Where the map stands between two pixels decides what a chunk looks like, and no more.
        x, y = math.floor(placed.tx), math.floor(placed.ty)
        within = placed._replace(tx=round(placed.tx - x, 4), ty=round(placed.ty - y, 4))
        left, top, right, bottom = chunk.box(within)

        def make() -> Image.Image:
            picture = Image.new("RGBA", (right - left, bottom - top))
            part = Surface(picture, surface.view, surface.cache)
            shifted = within._replace(tx=within.tx - left, ty=within.ty - top)
            self._draw_tiles(part, chunk, shifted)
            return flattened(picture)

        turns = tuple(tile.turn(self.time_s) for tile in chunk.animated)
        surface.stamp(surface.cache.get((chunk, within, turns), make), x + left, y + top)

    def _draw_tiles(self, surface: Surface, chunk: Chunk, placed: Affine) -> None:
        for tile in chunk.tiles:
            figure = tile.figure(self.time_s)
            if figure is not None:
                draw_placed(surface, figure, placed.then(tile.pose))


class TilemapReader:
    """Reads the tilemaps of one scene; those that do not change are put in order once."""

    def __init__(self, sprites: SpriteReader, assets: SceneAssets, layers: SortingLayers) -> None:
        self._sprites = sprites
        self._assets = assets
        self._layers = layers
        self._known: dict[int, tuple[Chunk, ...]] = {}

    def __call__(self, component: Component, moment: Moment) -> Iterator[Drawable]:
        found = next(moment.siblings(component, TILEMAP), None)
        if found is None:
            return
        pose = moment.poses[component.owner.file_id]
        chunks = self._chunks(component, found, moment)
        if integer(component.fields, "m_Mode") == _INDIVIDUAL:
            yield from self._each(component, chunks, pose, moment.time_s)
        else:
            yield TilemapItem(chunks, pose, moment.time_s, self._layers.of(component, pose))

    def _each(
        self, component: Component, chunks: tuple[Chunk, ...], pose: Affine, time_s: float
    ) -> Iterator[SpriteItem]:
        tiles = (tile for chunk in chunks for tile in chunk.tiles)
        for part, tile in enumerate(tiles):
            figure, place = tile.figure(time_s), pose.then(tile.pose)
            if figure is not None:
                sorting = self._layers.at(component, (place.tx, place.ty, place.tz), part)
                yield SpriteItem(figure, place, sorting)

    def _chunks(
        self, component: Component, tilemap: Component, moment: Moment
    ) -> tuple[Chunk, ...]:
        key = component.document.file_id
        if component.changes or tilemap.changes:
            return self._read(component, tilemap, moment)
        if key not in self._known:
            self._known[key] = self._read(component, tilemap, moment)
        return self._known[key]

    def _read(self, component: Component, found: Component, moment: Moment) -> tuple[Chunk, ...]:
        tilemap = Tilemap(found.fields, grid_above(found, moment))
        order = integer(component.fields, "m_SortOrder")
        figures = cache(partial(self._figures, component.owner.name, tilemap.colour))
        chunks: dict[Cell, list[DrawnTile]] = {}
        for tile in sorted(tilemap.tiles, key=lambda tile: _turn(tile.cell, order)):
            animation = tilemap.animations.get(tile.cell)
            pointers = animation.sprites if animation else (tile_sprite(tile, self._assets),)
            shown = figures(pointers, tile.colour)
            if any(shown):
                x, y, z = tile.cell
                chunk = chunks.setdefault((x // _CHUNK_CELLS, y // _CHUNK_CELLS, z), [])
                chunk.append(DrawnTile(shown, tilemap.pose(tile), animation))
        extent = cache(_extent)
        places = sorted(chunks, key=lambda cell: _turn(cell, order))
        return tuple(_chunk(chunks[cell], extent) for cell in places)

    def _figures(
        self, owner: str, whole: Colour, pointers: tuple[Reference | None, ...], colour: Colour
    ) -> tuple[Figure | None, ...]:
        """Return what a tile of a colour shows, in turn; None for a sprite that is not there."""
        tint = colour_bytes(own * of_map for own, of_map in zip(colour, whole, strict=True))
        sprites = (self._sprites.sprite(pointer, owner) for pointer in pointers)
        return tuple(
            Figure(sprite, sprite.size, colour=tint) if sprite else None for sprite in sprites
        )


def _turn(cell: Cell, order: int) -> tuple[int, int, int]:
    """Return what is smaller for what is drawn sooner: by row, from the corner that is named."""
    x, y, z = cell
    return (-y if order in _FROM_TOP else y), (-x if order in _FROM_RIGHT else x), z


def _chunk(tiles: list[DrawnTile], extent: Callable[[Figure, Affine], Extent]) -> Chunk:
    """Put tiles together; ``extent`` remembers what it was asked, for most tiles are alike."""
    boxes = []
    for tile in tiles:
        pose = tile.pose
        turned = pose._replace(tx=0.0, ty=0.0, tz=0.0)
        for left, low, right, high in (extent(f, turned) for f in tile.figures if f):
            boxes.append((pose.tx + left, pose.ty + low, pose.tx + right, pose.ty + high))
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return Chunk(
        tiles=tuple(tiles),
        animated=tuple(tile for tile in tiles if tile.animation),
        low=(min(lefts), min(lows)),
        high=(max(rights), max(highs)),
    )


def _extent(figure: Figure, turned: Affine) -> Extent:
    """Return left, low, right and high of a figure about its tile's anchor."""
    (left, low), (width, height) = figure.low, figure.size
    corners = [turned.point(x, y) for x in (left, left + width) for y in (low, low + height)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)
