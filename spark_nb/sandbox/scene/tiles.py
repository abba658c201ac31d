"""The tiles of a tilemap, as a scene file keeps them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from spark_nb.sandbox.scene.affine import IDENTITY, Affine
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.field import (
    Fields,
    Reference,
    as_reference,
    integer,
    items,
    mapping,
    number,
    reference,
    vector,
)
from spark_nb.sandbox.scene.grid import AXES, Cell, Grid

TILEMAP = 1839735485
NO_COLLIDER, SPRITE_COLLIDER, GRID_COLLIDER = 0, 1, 2
_MAX_TILES = 250_000
_FARTHEST = 2**31 - 1
_LOOP_ONCE = 1
_COLLIDER_BIT = 30
_ROWS = ("e00", "e01", "e02", "e03", "e10", "e11", "e12", "e13", "e20", "e21", "e22", "e23")

_WHITE = (1.0, 1.0, 1.0, 1.0)

Colour = tuple[float, float, float, float]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tile:
    """One cell. ``asset`` is its Tile; ``matrix`` turns the sprite about the tile's anchor."""

    cell: Cell
    sprite: Reference | None
    asset: Reference | None
    matrix: Affine
    colour: Colour
    collider: int


@dataclass(frozen=True, slots=True)
class Animation:
    """Sprites in turn, ``rate`` of them a second, from the one at ``offset`` on."""

    sprites: tuple[Reference | None, ...]
    rate: float
    offset: float
    loops: bool

    def index(self, time_s: float) -> int:
        """Return which of the sprites is shown."""
        turn = math.floor(self.offset + time_s * self.rate + 1e-6)
        return turn % len(self.sprites) if self.loops else min(turn, len(self.sprites) - 1)


class Tilemap:
    """What one Tilemap component says."""

    def __init__(self, fields: Fields, grid: Grid) -> None:
        self.grid = grid
        self.anchor = vector(fields, "m_TileAnchor", (0.5, 0.5, 0.0))
        self.colour = _colour(fields.get("m_Color"))
        self.tiles = list(_tiles(fields))
        self.animations = dict(_animations(fields))
        self._turned = cache(_orientation(fields).then)  # maps hold few matrices, often one

    def __repr__(self) -> str:
        return f"<Tilemap of {len(self.tiles)} tiles, {len(self.animations)} animated>"

    def pose(self, tile: Tile) -> Affine:
        """Return from the tile's sprite to the tilemap's own units."""
        anchor_x, anchor_y, anchor_z = self.anchor
        x, y, z = self.grid.point(tile.cell, (anchor_x, anchor_y, anchor_z))
        turned = self._turned(tile.matrix)
        return turned._replace(tx=turned.tx + x, ty=turned.ty + y, tz=turned.tz + z)


def tile_sprite(tile: Tile, assets: SceneAssets) -> Reference | None:
    """Return the sprite the map keeps; where it keeps none, that of the tile's asset."""
    if tile.sprite is not None:
        return tile.sprite
    asset = assets.find(tile.asset)
    fields = asset.fields if asset else {}
    return reference(fields, "m_Sprite") or reference(fields, "m_DefaultSprite")


def _tiles(fields: Fields) -> Iterator[Tile]:
    assets = _table(fields, "m_TileAssetArray", as_reference)
    sprites = _table(fields, "m_TileSpriteArray", as_reference)
    matrices = _table(fields, "m_TileMatrixArray", _matrix)
    colours = _table(fields, "m_TileColorArray", _colour)
    for entry in items(fields, "m_Tiles")[:_MAX_TILES]:
        if not isinstance(entry, dict):
            continue
        tile = mapping(entry, "second")
        yield Tile(
            cell=_cell(entry),
            sprite=sprites.get(integer(tile, "m_TileSpriteIndex", -1)),
            asset=assets.get(integer(tile, "m_TileIndex", -1)),
            matrix=matrices.get(integer(tile, "m_TileMatrixIndex", -1), IDENTITY),
            colour=colours.get(integer(tile, "m_TileColorIndex", -1), _WHITE),
            collider=integer(tile, "m_AllTileFlags") >> _COLLIDER_BIT & 3,
        )


def _animations(fields: Fields) -> Iterator[tuple[Cell, Animation]]:
    rate = number(fields, "m_AnimationFrameRate", 1.0)
    for entry in items(fields, "m_AnimatedTiles"):
        if not isinstance(entry, dict):
            continue
        found = mapping(entry, "second")
        sprites = tuple(as_reference(sprite) for sprite in items(found, "m_AnimatedSprites"))
        if sprites:
            yield (
                _cell(entry),
                Animation(
                    sprites=sprites,
                    rate=max(rate * number(found, "m_AnimationSpeed", 1.0), 0.0),
                    offset=max(number(found, "m_AnimationTimeOffset"), 0.0),
                    loops=not integer(found, "m_Flags") & _LOOP_ONCE,
                ),
            )


def _table(fields: Fields, key: str, read: Callable[[Any], T]) -> dict[int, T]:
    """Return what tiles refer to by index; indexes that are not in it, as 65535, mean none."""
    entries = enumerate(items(fields, key))
    return {
        index: read(entry.get("m_Data")) for index, entry in entries if isinstance(entry, dict)
    }


def _cell(entry: Fields) -> Cell:
    """Return the place in the grid, no farther out than Unity's whole numbers go."""
    place = mapping(entry, "first")
    x, y, z = (min(max(integer(place, axis), -_FARTHEST), _FARTHEST) for axis in "xyz")
    return x, y, z


def _matrix(data: Any) -> Affine:
    fields = data if isinstance(data, dict) else {}
    return Affine(*(number(fields, key, own) for key, own in zip(_ROWS, IDENTITY, strict=True)))


def _colour(data: Any) -> Colour:
    red, green, blue, alpha = vector({"c": data}, "c", _WHITE, "rgba")
    return red, green, blue, alpha


def _orientation(fields: Fields) -> Affine:
    kind = integer(fields, "m_TileOrientation")
    if not 0 <= kind < len(AXES):
        return _matrix(fields.get("m_TileOrientationMatrix"))
    rows = ((*(float(column == axis) for column in range(3)), 0.0) for axis in AXES[kind])
    return Affine(*(value for row in rows for value in row))
