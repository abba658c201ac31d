"""A game's colours. A picture is an array of indices into them; 0 is transparent."""

from __future__ import annotations

from collections.abc import Mapping


class Palette:
    """``colours`` maps a name to its letter, for pictures drawn as text, and its RGB.

    The first is the transparent one. A game keeps to at most 256.
    """

    def __init__(self, colours: Mapping[str, tuple[str, str]]) -> None:
        self.index = {name: at for at, name in enumerate(colours)}
        self.by_letter = {letter: at for at, (letter, _) in enumerate(colours.values())}
        self.rgb = {name: rgb for name, (_, rgb) in colours.items()}
        if len(self.by_letter) < len(colours):
            raise ValueError("Two colours have one letter")

    def rgb_bytes(self) -> bytes:
        """Return the palette as a PNG stores it: red, green and blue of each colour in turn."""
        return b"".join(bytes.fromhex(rgb) for rgb in self.rgb.values())
