"""What the figures share: how large a frame is, mirrored, flashed and sinking pictures."""

from __future__ import annotations

import numpy as np
from forge.art.canvas import Picture

from art.palette import INDEX

FRAME = 24
FACINGS = ("Down", "Up", "Left", "Right")


def mirrored(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[:, ::-1])


def tinted(picture: Picture, colour: str) -> Picture:
    """Everything within the outline in one colour, as in a flash."""
    inside = (picture != 0) & (picture != INDEX["ink"])
    return np.where(inside, INDEX[colour], picture).astype(np.uint8)


def settled(picture: Picture, height: float) -> Picture:
    """The picture squashed onto its lower edge to a part of its height."""
    rows = round(picture.shape[0] * height)
    chosen = np.minimum((np.arange(rows) / height).astype(int), picture.shape[0] - 1)
    sunk = np.zeros_like(picture)
    sunk[picture.shape[0] - rows :] = picture[chosen]
    return sunk


def recoloured(picture: Picture, changes: dict[str, str]) -> Picture:
    """Each colour that is a key of ``changes`` as the one it names."""
    table = np.arange(256, dtype=np.uint8)
    for old, new in changes.items():
        table[INDEX[old]] = INDEX[new]
    return table[picture]
