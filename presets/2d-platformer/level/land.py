"""The ground of a level: cells that become tilemaps, and the tiles that fit themselves in.

A tile's picture depends on its neighbours, as ``TerrainTile.cs`` says; what is written into a
scene here is what Unity finds when it refreshes the map.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from art.tiles import BLADES, COLUMNS, GRASS_ROWS, STONE_ROWS
from forge.unity import physics2d
from forge.unity.assets import scriptable_object
from forge.unity.objects import Component, GameObject
from forge.unity.scene import Scene
from forge.unity.tilemap import Cell, Tile, grid, tilemap, tilemap_renderer
from forge.unity.values import WHITE, Colour, Ref, Value

from level import names
from level.names import material, script, sorting_layer, sprite

DEPTH = 4
"""Cells of earth below the surface, as far down as a camera sees."""


@dataclass(frozen=True)
class Terrain:
    """One kind of tile; ``ends`` tells whether its left and right end look different."""

    name: str
    stem: str
    rows: int
    ends: bool = False

    def picture(self, cell: Cell, cells: set[Cell]) -> str:
        x, y = cell
        row = 0
        while row < self.rows - 1 and (x, y + row + 1) in cells:
            row += 1
        if self.ends and (x - 1, y) not in cells:
            return f"{self.stem}Left_{row}"
        if self.ends and (x + 1, y) not in cells:
            return f"{self.stem}Right_{row}"
        return f"{self.stem}_{row}_{x % COLUMNS}"

    def tile(self, picture: str) -> Tile:
        return Tile(names.tile_path(self.name), sprite("Terrain", picture), "sprite")

    def map(self, cells: set[Cell]) -> dict[Cell, Tile]:
        return {cell: self.tile(self.picture(cell, cells)) for cell in cells}

    def asset(self) -> str:
        """Return the text of the tile asset to paint with."""
        rows = range(self.rows)
        ends: dict[str, Value] = {
            f"{side.lower()}Ends": [self._sprite(f"{side}_{row}") for row in rows] * self.ends
            for side in ("Left", "Right")
        }
        middles: list[Value] = [
            self._sprite(f"_{row}_{column}") for row in rows for column in range(COLUMNS)
        ]
        fields = self.tile(f"{self.stem}_0_0").fields()
        fields |= {"columns": COLUMNS, "middles": middles, **ends}
        return scriptable_object(names.script_path("TerrainTile"), self.name, fields)

    def _sprite(self, ending: str) -> Ref:
        return sprite("Terrain", f"{self.stem}{ending}")


GROUND = Terrain("Ground", "Grass", GRASS_ROWS, ends=True)
STONE = Terrain("Stone", "Stone", STONE_ROWS)
PLANK = Terrain("Plank", "Plank", 1)
TERRAINS = (GROUND, STONE, PLANK)


@dataclass
class Land:
    """Collects cells; edges are in whole units, ``right`` and ``top`` not included."""

    ground_cells: set[Cell] = field(default_factory=set)
    stone_cells: set[Cell] = field(default_factory=set)
    plank_cells: set[Cell] = field(default_factory=set)

    def ground(self, left: int, right: int, top: int) -> None:
        """A stretch of turf over earth; one stands at ``top``."""
        self.ground_cells |= _cells(left, right, top - DEPTH - 1, top)

    def stone(self, left: int, right: int, bottom: int, top: int) -> None:
        """Masonry with a mossy cap; one stands at ``top``."""
        self.stone_cells |= _cells(left, right, bottom, top)

    def plank(self, left: int, right: int, top: int) -> None:
        """A walkway that one jumps up through; one stands at ``top``."""
        self.plank_cells |= _cells(left, right, top - 1, top)

    def add_to(self, scene: Scene, tint: Colour = WHITE) -> None:
        scene.add(GameObject("Grid", (0, 0), [grid()]))
        lift = BLADES / names.PIXELS_PER_UNIT
        solid = [
            physics2d.rigidbody(kind="static"),
            physics2d.tilemap_collider(composite=True),
            physics2d.composite_collider(material=material("Ground")),
            script("MergedGround"),
        ]
        one_way = [
            physics2d.tilemap_collider(effector=True, material=material("Wood")),
            physics2d.platform_effector(),
            script("OneWayPlatform"),
        ]
        stone = STONE.map(self.stone_cells)
        _add(scene, "Stone", stone, names.WALL, tint, solid)
        _add(scene, "Planks", PLANK.map(self.plank_cells), names.WALL + 2, tint, one_way)
        ground = GROUND.map(self.ground_cells)
        _add(scene, "Ground", ground, names.GROUND, tint, solid, lift)


def _cells(left: int, right: int, bottom: int, top: int) -> set[Cell]:
    return {(x, y) for x in range(left, right) for y in range(bottom, top)}


def _add(
    scene: Scene,
    name: str,
    cells: dict[Cell, Tile],
    order: int,
    tint: Colour,
    solid: list[Component],
    lift: float = 0,
) -> None:
    """Add one map to the grid, ``lift`` units higher than its cells say."""
    if cells:
        drawn = tilemap_renderer(order, layer=sorting_layer(order))
        parts = [tilemap(cells, tint), drawn, *solid]
        scene.add(GameObject(name, (0, lift), parts, parent="Grid"))
