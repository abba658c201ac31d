"""The tiles of the ground: turf over earth, masonry, planks, cut from the pictures of terrain."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture, stamp
from forge.unity.texture_meta import Frame

from art import terrain
from art.palette import blank

TILE = 16
COLUMNS = 4
GRASS_ROWS, STONE_ROWS = 4, 3
BLADES = 3
"""Pixels by which the turf rises above what one stands on."""
_WIDTH = (COLUMNS + 2) * TILE
_TURF = (((0, 0), (TILE, 0), (TILE, TILE - BLADES), (0, TILE - BLADES)),)
_BOARD = (((0, 8), (TILE, 8), (TILE, TILE), (0, TILE)),)


def sheet() -> Picture:
    """Rows from the top: turf, three of earth, masonry with its cap, planks.

    Turf and earth have a left and a right end behind the four columns that repeat.
    """
    earth = np.vstack([terrain.grass_top(), terrain.dirt()[: (GRASS_ROWS - 1) * TILE]])
    masonry = np.vstack([terrain.stone_bricks()] * 2)[: STONE_ROWS * TILE]
    masonry[:8] = terrain.stone_top()
    planks = np.vstack([terrain.plank(), blank(COLUMNS * TILE, 8)])
    picture = blank(_WIDTH, (GRASS_ROWS + STONE_ROWS + 1) * TILE)
    stamp(picture, np.vstack([earth, masonry, planks]), 0, 0)
    left = _left_end(earth)
    stamp(picture, left, COLUMNS * TILE, 0)
    stamp(picture, left[:, ::-1], (COLUMNS + 1) * TILE, 0)
    return picture


def _left_end(earth: Picture) -> Picture:
    """The first column of the ground with a rounded tuft and a rim below it."""
    column = earth[:, :TILE].copy()
    rim = np.vstack([terrain.ground_edge()] * 2)[: column.shape[0] - 8]
    column[8:, :8] = 0
    stamp(column, rim, 0, 8)
    column[:12, :9] = 0
    tuft = terrain.grass_edge()[:, 1:]
    stamp(column, tuft, 0, 0)
    column[12:, :1] = rim[4:, :1]
    return column


def frames() -> tuple[Frame, ...]:
    rows = [
        *([*_named("Grass", row), f"GrassLeft_{row}", f"GrassRight_{row}"] for row in range(4)),
        *(_named("Stone", row) for row in range(STONE_ROWS)),
        _named("Plank", 0),
    ]
    height = len(rows) * TILE
    return tuple(
        Frame(name, x * TILE, height - (y + 1) * TILE, TILE, TILE, shape=_shape(name))
        for y, row in enumerate(rows)
        for x, name in enumerate(row)
    )


def _named(stem: str, row: int) -> list[str]:
    return [f"{stem}_{row}_{column}" for column in range(COLUMNS)]


def _shape(name: str) -> tuple[tuple[tuple[float, float], ...], ...]:
    """What physics sees of a tile: turf below its blades, a plank's boards, else all of it."""
    if name.startswith("Plank"):
        return _BOARD
    surface = name.startswith("Grass_0") or name in ("GrassLeft_0", "GrassRight_0")
    return _TURF if surface else (((0, 0), (TILE, 0), (TILE, TILE), (0, TILE)),)
