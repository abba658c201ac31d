"""The colours of the game: fog in eight steps, an evening in six, and what stands between them.

The drawing functions here put down these colours.
"""

from __future__ import annotations

from forge.art.paint import Paint
from forge.art.palette import Palette

PALETTE = Palette(
    {
        # name: (letter, RGB)
        "clear": (".", "000000"),
        "ink": ("K", "1c1b2e"),
        "night": ("1", "262c47"),
        "deep": ("2", "36415f"),
        "slate": ("3", "4f627d"),
        "steel": ("4", "70869b"),
        "mist": ("5", "95a9b4"),
        "fog": ("6", "b8c7c8"),
        "pale": ("7", "d8e1d8"),
        "milk": ("8", "f3f3e4"),
        "plum": ("p", "47304f"),
        "wine": ("q", "74405f"),
        "rose": ("r", "ac5565"),
        "coral": ("c", "dd7c63"),
        "amber": ("a", "f3ab68"),
        "honey": ("h", "fbd488"),
        "straw": ("y", "fff0be"),
        "soot": ("s", "2f2430"),
        "walnut": ("t", "50363a"),
        "oak": ("u", "785043"),
        "pine": ("v", "a27552"),
        "birch": ("x", "cda273"),
        "fir": ("f", "1f3a41"),
        "moss": ("g", "35604f"),
        "grass": ("G", "62905a"),
        "lime": ("L", "a5bf6e"),
        "verdigris": ("z", "2e7470"),
        "patina": ("Z", "58a893"),
        "jade": ("j", "9bd4b0"),
        "shade": ("S", "7f4550"),
        "tan": ("T", "bd7a68"),
        "skin": ("k", "e8ae8d"),
        "glow": ("l", "fbd9b8"),
        "umber": ("U", "70382f"),
        "rust": ("R", "a94d2f"),
        "ginger": ("I", "d97f3c"),
        "apricot": ("A", "f6b25f"),
        "navy": ("N", "222c52"),
        "blue": ("B", "35477c"),
        "sky": ("b", "5673ac"),
        "red": ("D", "b5374a"),
        "blush": ("d", "e58a78"),
        "mustard": ("m", "b5822f"),
        "corn": ("n", "dfb04a"),
    }
)

INDEX = PALETTE.index
_PAINT = Paint(PALETTE)
blank, from_text, outlined = _PAINT.blank, _PAINT.from_text, _PAINT.outlined
shade, ball = _PAINT.shade, _PAINT.ball
FOG = ("deep", "slate", "steel", "mist", "fog", "pale", "milk")
WOOD = ("soot", "walnut", "oak", "pine", "birch")
