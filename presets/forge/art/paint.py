"""Pictures in the colours of one palette: drawn from text, shaded, outlined."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from forge.art.canvas import Field, Picture, sphere_light
from forge.art.palette import Palette

_BAYER = (
    np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], dtype=np.float64)
    + 0.5
) / 16


class Paint:
    def __init__(self, palette: Palette) -> None:
        self._index = palette.index
        self._letters = palette.by_letter

    def blank(self, width: int, height: int, colour: str = "clear") -> Picture:
        return np.full((height, width), self._index[colour], dtype=np.uint8)

    def from_text(self, rows: str) -> Picture:
        """Return the picture drawn with palette letters, one line a row; short ones are padded."""
        lines = rows.strip("\n").splitlines()
        width = max(len(line) for line in lines)
        return np.array(
            [[self._letters[letter] for letter in line.ljust(width, ".")] for line in lines],
            dtype=np.uint8,
        )

    def outlined(self, picture: Picture, colour: str = "ink") -> Picture:
        """Return the picture one pixel larger on each side, with an outline around its shape."""
        padded = np.pad(picture, 1)
        solid = padded != 0
        around = np.zeros_like(solid)
        around[1:] |= solid[:-1]
        around[:-1] |= solid[1:]
        around[:, 1:] |= solid[:, :-1]
        around[:, :-1] |= solid[:, 1:]
        padded[around & ~solid] = self._index[colour]
        return padded

    def shade(self, values: Field, ramp: Sequence[str], dither: float = 1.0) -> Picture:
        """Return colours of ``ramp`` (dark to light) for values in 0..1.

        ``dither`` is the width of the patterned band between two colours: 0 none, 1 all the way.
        """
        height, width = values.shape
        pattern = np.tile(_BAYER, (height // 4 + 1, width // 4 + 1))[:height, :width]
        steps = values * (len(ramp) - 1) + 0.5 + (pattern - 0.5) * dither
        chosen = np.clip(np.floor(steps), 0, len(ramp) - 1).astype(np.intp)
        return np.array([self._index[name] for name in ramp], dtype=np.uint8)[chosen]

    def ball(
        self, width: int, height: int, ramp: Sequence[str], dither: float = 0.6, gain: float = 1.0
    ) -> Picture:
        """Return a shaded ball without outline."""
        light, inside = sphere_light(width, height)
        picture = self.shade(np.clip(light * gain, 0, 1), ramp, dither)
        picture[~inside] = 0
        return picture
