"""Colours of the UI: red, green, blue, alpha."""

from __future__ import annotations

import math

Colour = tuple[float, ...]  # 0..1
Pixel = tuple[int, int, int, int]
WHITE: Colour = (1.0, 1.0, 1.0, 1.0)


def times(one: Colour, other: Colour) -> Colour:
    return tuple(a * b for a, b in zip(one, other, strict=True))


def faded(colour: Colour, alpha: float) -> Colour:
    return (*colour[:3], colour[3] * alpha)


def coloured(colour: Colour) -> Pixel:
    red, green, blue, alpha = (round(fraction(part) * 255) for part in colour)
    return red, green, blue, alpha


def fraction(value: float) -> float:
    """Return the nearest number of 0 to 1, of what is none 0."""
    return 0.0 if math.isnan(value) else min(max(value, 0.0), 1.0)


def is_clear(colour: Colour) -> bool:
    return coloured(colour)[3] == 0
