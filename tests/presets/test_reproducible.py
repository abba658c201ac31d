"""Pictures and scene are what the scripts beside them make."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image


def make(script: Path, output: Path) -> dict[str, bytes]:
    subprocess.run([sys.executable, script, "--output", output], check=True, timeout=60)
    files = sorted(path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def pixels(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGBA"))


def test_art_is_the_same_each_time(folder: Path, tmp_path: Path) -> None:
    script = folder / "make_art.py"
    assert make(script, tmp_path / "once") == make(script, tmp_path / "twice")


def test_committed_art_is_what_the_script_draws(folder: Path, tmp_path: Path) -> None:
    # Pixels, not bytes: another zlib packs the same picture differently.
    drawn = make(folder / "make_art.py", tmp_path / "art")
    committed = folder / "Assets" / "Platformer2D" / "Sprites"
    assert sorted(drawn) == sorted(path.name for path in committed.glob("*.png"))
    for name, content in drawn.items():
        np.testing.assert_array_equal(pixels(content), pixels((committed / name).read_bytes()))


def test_committed_scene_and_metas_are_what_the_script_writes(
    folder: Path, tmp_path: Path, assets: dict[str, bytes]
) -> None:
    written = {
        f"Assets/{path}": content
        for path, content in make(folder / "make_scene.py", tmp_path / "Assets").items()
    }
    by_hand = (".cs", ".asmdef", ".png")
    generated = {path: text for path, text in assets.items() if not path.endswith(by_hand)}
    assert written == generated


def test_art_keeps_to_its_palette(folder: Path, assets: dict[str, bytes]) -> None:
    colours: set[tuple[int, ...]] = set()
    for path, content in assets.items():
        if path.endswith(".png"):
            picture = pixels(content).reshape(-1, 4)
            assert set(np.unique(picture[:, 3])) <= {0, 255}
            colours |= {tuple(colour) for colour in picture[picture[:, 3] == 255].tolist()}
    assert len(colours) <= 32
