"""What colliders take from other assets of the project."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from spark_nb.sandbox.physics.material import Material, read_material
from spark_nb.sandbox.physics.solid import Point, polygons
from spark_nb.sandbox.physics.tilemap_collider import Paths
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.field import Reference
from spark_nb.sandbox.scene.sprite import Sprite
from spark_nb.sandbox.scene.tiles import Tile, tile_sprite

_SOLID_ALPHA = 1
_TOLERANCE_PX = 1.0


class AssetSurfaces:
    """Reads them from the assets of one project revision; ``sprites`` finds a sprite."""

    def __init__(self, assets: SceneAssets, sprites: Callable[[Reference], Sprite | None]) -> None:
        self._assets = assets
        self._sprites = sprites
        self._outlines: dict[Sprite, Paths] = {}

    def material(self, guid: str) -> Material:
        documents = self._assets.documents(guid).values()
        return next((read_material(found.fields) for found in documents), Material())

    def outline(self, tile: Tile) -> Paths:
        """Return the physics shape of a tile's sprite, in units about its pivot."""
        pointer = tile_sprite(tile, self._assets)
        sprite = self._sprites(pointer) if pointer else None
        if sprite is None:
            return ()
        if sprite not in self._outlines:
            self._outlines[sprite] = _outline(sprite)
        return self._outlines[sprite]


def _outline(sprite: Sprite) -> Paths:
    """Return the shape that was drawn for it, else the outline of what is not clear."""
    width, height = sprite.image.size
    left, low = sprite.pivot[0] * width, sprite.pivot[1] * height
    paths = sprite.physics_shape or tuple(_traced(sprite))
    return tuple(
        tuple(
            (
                (x + width / 2 - left) / sprite.pixels_per_unit,
                (y + height / 2 - low) / sprite.pixels_per_unit,
            )
            for x, y in path
        )
        for path in paths
    )


def _traced(sprite: Sprite) -> list[tuple[Point, ...]]:
    """Return the outlines of opaque pixels, in pixels about the middle, y upwards."""
    solid = np.asarray(sprite.image.getchannel("A")) >= _SOLID_ALPHA
    height, width = solid.shape
    runs = []
    for row, pixels in enumerate(solid):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], pixels.view(np.int8), [0]))))
        top = height / 2 - row
        runs += [
            shapely.box(start - width / 2, top - 1, end - width / 2, top)
            for start, end in edges.reshape(-1, 2).tolist()
        ]
    outline = shapely.union_all(runs).simplify(_TOLERANCE_PX)
    rings = [ring for part in polygons(outline) for ring in (part.exterior, *part.interiors)]
    return [tuple((x, y) for x, y in ring.coords[:-1]) for ring in rings]
