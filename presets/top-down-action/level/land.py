"""The ground of a scene: cells that become tilemaps, and the tiles that fit themselves in.

A tile's picture depends on its cell and its neighbours, as ``GroundTile.cs`` says; what is written
into a scene here is what Unity finds when it refreshes the map.
"""

from __future__ import annotations

from dataclasses import dataclass

from art.tiles import EAST, INNER_PATHS, NORTH, SOUTH, VARIANTS, WEST
from forge.unity import physics2d
from forge.unity.assets import scriptable_object
from forge.unity.objects import Component, GameObject
from forge.unity.rendering import sprite_renderer
from forge.unity.scene import Scene
from forge.unity.tilemap import Cell, Tile, grid, tilemap, tilemap_renderer
from forge.unity.values import Value

from level import names
from level.names import sprite

_ALL_AROUND = NORTH + EAST + SOUTH + WEST


def varied(x: int, y: int, count: int) -> int:
    """Return which picture lies in a cell: ``TileLook.Varied`` in Python."""
    mask = 0xFFFFFFFF
    mixed = (x * 374761393 + y * 668265263) & mask
    mixed = ((mixed ^ mixed >> 13) * 1274126177) & mask
    mixed ^= mixed >> 16
    return (mixed >> 3) % ((count + 1) // 2 if mixed % 8 < 6 else count)


def fitting(x: int, y: int, cells: set[Cell]) -> int:
    sides = ((NORTH, 0, 1), (EAST, 1, 0), (SOUTH, 0, -1), (WEST, -1, 0))
    return sum(side for side, right, up in sides if (x + right, y + up) in cells)


@dataclass(frozen=True)
class Ground:
    """One kind of tile. ``solid`` ones stop whoever walks; ``inner`` are looks amid its kind."""

    name: str
    fits: bool = False
    solid: bool = False
    inner: int = 0

    @property
    def pictures(self) -> int:
        return 16 + self.inner if self.fits else VARIANTS

    def tile(self, number: int) -> Tile:
        picture = sprite("Ground", f"{self.name}_{number}")
        return Tile(names.AT.tile(self.name), picture, "grid" if self.solid else "none")

    def map(self, cells: set[Cell]) -> dict[Cell, Tile]:
        return {cell: self.tile(self._look(cell, cells)) for cell in cells}

    def _look(self, cell: Cell, cells: set[Cell]) -> int:
        if not self.fits:
            return varied(*cell, self.pictures)
        look = fitting(*cell, cells)
        return look if look < _ALL_AROUND else look + varied(*cell, self.inner + 1)

    def asset(self) -> str:
        """Return the text of the tile asset to paint with."""
        pictures: list[Value] = [self.tile(number).sprite for number in range(self.pictures)]
        fields = {**self.tile(0).fields(), "fits": self.fits, "pictures": pictures}
        return scriptable_object(names.AT.script("GroundTile"), self.name, fields)


GRASS, FLOOR = Ground("Grass"), Ground("Floor")
PATH, CARPET = Ground("Path", fits=True, inner=len(INNER_PATHS)), Ground("Carpet", fits=True)
HEDGE, WALL = Ground("Hedge", fits=True, solid=True), Ground("Wall", fits=True, solid=True)
GROUNDS = (GRASS, PATH, HEDGE, FLOOR, WALL, CARPET)


def box(left: int, bottom: int, right: int, top: int) -> set[Cell]:
    """Return the cells from ``left`` and ``bottom`` up to ``right`` and ``top``, not included."""
    return {(x, y) for x in range(left, right) for y in range(bottom, top)}


def disc(x: float, y: float, radius: float) -> set[Cell]:
    around = int(radius) + 2
    cells = box(int(x) - around, int(y) - around, int(x) + around, int(y) + around)
    return {c for c in cells if (c[0] + 0.5 - x) ** 2 + (c[1] + 0.5 - y) ** 2 <= radius**2}


def rectangles(cells: set[Cell]) -> list[tuple[int, int, int, int]]:
    """Return boxes (left, bottom, right, top) that cover the cells once, the widest from below."""
    left, found = set(cells), []
    while left:
        x, y = start = min(left, key=lambda cell: (cell[1], cell[0]))
        right, top = x + 1, y + 1
        while (right, y) in left:
            right += 1
        while box(x, top, right, top + 1) <= left:
            top += 1
        left -= box(*start, right, top)
        found.append((*start, right, top))
    return found


def add_night(scene: Scene, cells: set[Cell]) -> None:
    """Cover what lies behind walls, so that no lamp shines there."""
    for left, bottom, right, top in rectangles(cells):
        size = (right - left, top - bottom)
        image = sprite_renderer(
            sprite("Night"), names.OVER_LIGHT, layer=names.SCENERY, size=size, tiled=True
        )
        scene.add(GameObject("Night", (left + size[0] / 2, bottom + size[1] / 2), [image]))


def add_ground(scene: Scene, layers: list[tuple[Ground, set[Cell]]]) -> None:
    """Add a map for each kind, the first one lowest."""
    scene.add(GameObject("Grid", (0, 0), [grid()]))
    for order, (ground, cells) in enumerate(layers):
        drawn = tilemap_renderer(order, layer=names.BACKGROUND)
        parts: list[Component] = [tilemap(ground.map(cells)), drawn]
        if ground.solid:
            parts += [
                physics2d.rigidbody(kind="static"),
                physics2d.tilemap_collider(composite=True),
                physics2d.composite_collider(material=names.SLIPPERY),
                names.script("SolidMap"),
            ]
        scene.add(GameObject(ground.name, (0, 0), parts, parent="Grid"))
