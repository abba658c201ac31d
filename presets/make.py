"""Make every file of a preset that a script makes: ``python presets/make.py 2d-platformer``.

Art, sounds, scenes, prefabs and each ``.meta`` come from the preset's ``recipe.py``; C# is written
by hand. Running it twice gives the same bytes. ``--output FOLDER`` writes there instead.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("preset", help="the name of a folder beside this file")
    parser.add_argument(
        "--output", type=Path, help="a folder that takes the place of the preset's"
    )
    chosen = parser.parse_args()
    preset = HERE / chosen.preset
    if not (preset / "recipe.py").is_file():
        parser.error(f"{preset} has no recipe.py")
    sys.path[:0] = [str(HERE), str(preset)]
    project = importlib.import_module("recipe").build(preset)
    project.write(chosen.output or preset)


if __name__ == "__main__":
    main()
