"""Draw every picture of the preset: ``python make_art.py [--output FOLDER]``.

Running it twice gives the same bytes. It needs numpy and Pillow.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from art.canvas import Picture
from art.catalog import PICTURES
from art.palette import rgb_bytes
from PIL import Image

SPRITES = Path(__file__).parent / "Assets" / "Platformer2D" / "Sprites"


def save(picture: Picture, path: Path) -> None:
    """Write an indexed PNG whose colour 0 is transparent."""
    image = Image.fromarray(picture, "P")
    image.putpalette(rgb_bytes())
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, transparency=0, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--output", type=Path, default=SPRITES)
    output = parser.parse_args().output
    for name, draw in PICTURES.items():
        save(draw(), output / f"{name}.png")


if __name__ == "__main__":
    main()
