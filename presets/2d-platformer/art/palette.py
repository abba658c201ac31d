"""The colours of the game: 24 to play with, pale ones far away by day, and dim ones at dusk.

The drawing functions here put down these colours.
"""

from __future__ import annotations

from forge.art.paint import Paint
from forge.art.palette import Palette

PALETTE = Palette(
    {
        # name: (letter, RGB)
        "clear": (".", "000000"),
        "ink": ("K", "2a1e33"),
        "plum": ("p", "4f3150"),
        "umber": ("u", "5e3b3c"),
        "bark": ("b", "875040"),
        "clay": ("c", "b87a4b"),
        "sand": ("s", "dfae6e"),
        "cream": ("e", "f6dfaa"),
        "white": ("w", "fbf8ee"),
        "pine": ("P", "1e4a4c"),
        "leaf": ("l", "2f7650"),
        "grass": ("g", "5aa84c"),
        "lime": ("y", "a6d45b"),
        "slate": ("t", "474e6e"),
        "stone": ("n", "7882a0"),
        "pale": ("a", "b3bdcf"),
        "crimson": ("R", "9c2f4a"),
        "red": ("r", "dd4f4e"),
        "orange": ("o", "f08f3e"),
        "gold": ("d", "ffd04f"),
        "navy": ("N", "2c4a8f"),
        "blue": ("B", "4288d0"),
        "aqua": ("q", "86d0e6"),
        "pink": ("k", "ee8ba0"),
        "violet": ("v", "8a4f9e"),
        "zenith": ("1", "74b4de"),
        "azure": ("2", "98cce6"),
        "veil": ("3", "c2e2ea"),
        "haze": ("4", "f9ebd2"),
        "mist": ("5", "a9c9da"),
        "frost": ("6", "c9dfe6"),
        "sage": ("7", "94c2b6"),
        "moss": ("8", "7fb0a6"),
        "twilight": ("9", "4b4487"),
        "mauve": ("0", "86609f"),
        "rose": ("A", "d37d93"),
        "ember": ("C", "f2a87f"),
        "glow": ("D", "fad9a6"),
        "dim": ("E", "6d5f98"),
        "dawn": ("F", "b08bab"),
        "gloom": ("G", "3d3a68"),
        "murk": ("H", "544c7e"),
    }
)

INDEX = PALETTE.index
_PAINT = Paint(PALETTE)
blank, from_text, outlined = _PAINT.blank, _PAINT.from_text, _PAINT.outlined
shade, ball = _PAINT.shade, _PAINT.ball
