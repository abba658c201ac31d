"""Grids and tilemaps: which tile lies in which cell, how it is drawn and what it stops."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forge.unity.objects import Component
from forge.unity.rendering import renderer
from forge.unity.values import WHITE, Colour, Ref, Value, main_asset

Cell = tuple[int, int]
IDENTITY: dict[str, Value] = {
    f"e{row}{column}": int(row == column) for row in range(4) for column in range(4)
}
_NO_OBJECT = 65535
_LOCK_COLOUR, _SOLID_BIT = 1, 30
_SOLID = ("none", "sprite", "grid")


@dataclass(frozen=True)
class Tile:
    """What lies in a cell. Tiles of one asset may show different sprites.

    ``path`` is the tile asset's; ``solid`` is ``none``, ``sprite`` (its shape) or ``grid``.
    """

    path: str
    sprite: Ref
    solid: str = "none"

    def fields(self) -> dict[str, Value]:
        return {
            "m_Sprite": self.sprite,
            "m_Color": Colour(),
            "m_Transform": IDENTITY,
            "m_InstancedGameObject": Ref(),
            "m_Flags": 1,
            "m_ColliderType": _SOLID.index(self.solid),
        }


def grid(cell: tuple[float, float] = (1, 1)) -> Component:
    """A rectangular grid; ``cell`` in units."""
    return Component(
        156049354,
        "Grid",
        {
            "m_Enabled": 1,
            "m_CellSize": (*cell, 0),
            "m_CellGap": (0, 0, 0),
            "m_CellLayout": 0,
            "m_CellSwizzle": 0,
        },
    )


def tilemap(cells: Mapping[Cell, Tile], tint: Colour = WHITE) -> Component:
    """The cells in rows from below; x and y count cells from the grid's origin."""
    placed = sorted(cells, key=lambda cell: (cell[1], cell[0]))
    paths = Counter(cells[cell].path for cell in placed)
    sprites = Counter(cells[cell].sprite for cell in placed)
    index = list(paths).index, list(sprites).index
    entries: list[Value] = [
        {"first": (x, y, 0), "second": _cell(cells[x, y], *index)} for x, y in placed
    ]
    left, bottom = (min(cell[axis] for cell in cells) for axis in (0, 1))
    right, top = (max(cell[axis] for cell in cells) + 1 for axis in (0, 1))
    return Component(
        1839735485,
        "Tilemap",
        {
            "m_Enabled": 1,
            "m_Tiles": entries,
            "m_AnimatedTiles": {},
            "m_TileAssetArray": [
                {"m_RefCount": count, "m_Data": main_asset(path)} for path, count in paths.items()
            ],
            "m_TileSpriteArray": [
                {"m_RefCount": count, "m_Data": sprite} for sprite, count in sprites.items()
            ],
            "m_TileMatrixArray": [{"m_RefCount": len(cells), "m_Data": IDENTITY}],
            "m_TileColorArray": [{"m_RefCount": len(cells), "m_Data": Colour()}],
            "m_TileObjectToInstantiateArray": [],
            "m_AnimationFrameRate": 1,
            "m_Color": tint,
            "m_Origin": (left, bottom, 0),
            "m_Size": (right - left, top - bottom, 1),
            "m_TileAnchor": (0.5, 0.5, 0),
            "m_TileOrientation": 0,
            "m_TileOrientationMatrix": IDENTITY,
        },
    )


def _cell(
    tile: Tile, path_index: Callable[[str], int], sprite_index: Callable[[Ref], int]
) -> dict[str, Value]:
    return {
        "serializedVersion": 2,
        "m_TileIndex": path_index(tile.path),
        "m_TileSpriteIndex": sprite_index(tile.sprite),
        "m_TileMatrixIndex": 0,
        "m_TileColorIndex": 0,
        "m_TileObjectToInstantiateIndex": _NO_OBJECT,
        "dummyAlignment": 0,
        "m_AllTileFlags": _SOLID.index(tile.solid) << _SOLID_BIT | _LOCK_COLOUR,
    }


def tilemap_renderer(order: int, *, layer: str = "Default", individual: bool = False) -> Component:
    """``individual`` sorts each tile with the sprites around it, else the map is one picture."""
    return Component(
        483693784,
        "TilemapRenderer",
        {
            **renderer(layer, order),
            "m_ChunkSize": (32, 32, 32),
            "m_ChunkCullingBounds": (0, 0, 0),
            "m_MaxChunkCount": 16,
            "m_MaxFrameAge": 16,
            "m_SortOrder": 0,
            "m_Mode": int(individual),
            "m_DetectChunkCullingBounds": 0,
            "m_MaskInteraction": 0,
        },
    )


def rows_of_cells(text: str, tiles: Mapping[str, Tile], origin: Cell = (0, 0)) -> dict[Cell, Tile]:
    """Read a map drawn with letters, its last row at the bottom; other letters stay free.

    ``origin`` is the cell of the lower left letter.
    """
    rows = text.strip("\n").splitlines()
    left, bottom = origin
    return {
        (left + x, bottom + len(rows) - 1 - y): tiles[letter]
        for y, row in enumerate(rows)
        for x, letter in enumerate(row)
        if letter in tiles
    }
