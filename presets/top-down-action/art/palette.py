"""The colours of the game: cool ones of a garden at night, and the warm ones of its lights.

The drawing functions here put down these colours.
"""

from __future__ import annotations

from forge.art.paint import Paint
from forge.art.palette import Palette

PALETTE = Palette(
    {
        # name: (letter, RGB)
        "clear": (".", "000000"),
        "ink": ("K", "12101f"),
        "abyss": ("0", "181a30"),
        "night": ("1", "212847"),
        "slate": ("2", "343b5e"),
        "stone": ("3", "505a7e"),
        "pale": ("4", "7b88a6"),
        "moon": ("5", "aebccb"),
        "white": ("w", "f4f3e4"),
        "mould": ("m", "102a35"),
        "pine": ("P", "173a40"),
        "leaf": ("l", "21504a"),
        "grass": ("g", "2f6952"),
        "fern": ("f", "4b8759"),
        "lime": ("i", "86b86a"),
        "umber": ("u", "332031"),
        "bark": ("b", "573a3c"),
        "clay": ("c", "8a5d45"),
        "sand": ("a", "bf8f5e"),
        "maroon": ("R", "8e2f47"),
        "red": ("r", "cf4b45"),
        "orange": ("o", "f18440"),
        "gold": ("y", "ffc457"),
        "cream": ("e", "ffeab0"),
        "skin": ("s", "f6cb9c"),
        "shade": ("S", "c78a6c"),
        "dusk": ("D", "271c42"),
        "plum": ("p", "432f6b"),
        "violet": ("v", "6f4ea3"),
        "lilac": ("x", "ab89d8"),
        "teal": ("t", "2a6d8c"),
        "aqua": ("q", "56b7c6"),
        "glow": ("z", "b7f3e6"),
        "pink": ("k", "e783a6"),
        "rose": ("j", "ffc0cc"),
    }
)

INDEX = PALETTE.index
_PAINT = Paint(PALETTE)
blank, from_text, outlined = _PAINT.blank, _PAINT.from_text, _PAINT.outlined
shade, ball = _PAINT.shade, _PAINT.ball
