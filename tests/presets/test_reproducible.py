"""What a preset holds is what its recipe makes."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import soundfile
from PIL import Image

from spark_nb.domain.preset import Preset
from tests.presets.unity_files import PICTURES, SOUNDS


def made(folder: Path, output: Path) -> dict[str, bytes]:
    command = [sys.executable, folder.parent / "make.py", folder.name, "--output", output]
    subprocess.run(command, check=True, timeout=60)
    files = sorted(path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def pixels(picture: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGBA"))


def test_committed_files_are_what_the_recipe_makes(
    folder: Path, tmp_path: Path, assets: dict[str, bytes]
) -> None:
    # Pixels and samples, not bytes: another zlib or libvorbis packs the same differently.
    files = made(folder, tmp_path / "made")
    assert sorted(files) == sorted(path for path in assets if not path.endswith(".cs"))
    for path, content in files.items():
        if path.endswith(PICTURES):
            np.testing.assert_array_equal(pixels(content), pixels(assets[path]), path)
        elif path.endswith(SOUNDS):
            one, other = (soundfile.read(io.BytesIO(data))[0] for data in (content, assets[path]))
            np.testing.assert_allclose(one, other, atol=0.02, err_msg=path)
        else:
            assert (path, content) == (path, assets[path])


def test_making_it_twice_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    assert made(folder, tmp_path / "once") == made(folder, tmp_path / "twice")


def test_art_keeps_to_its_palette(assets: dict[str, bytes], preset: Preset) -> None:
    colours: set[tuple[int, ...]] = set()
    for path, content in assets.items():
        if path.endswith(PICTURES):
            picture = pixels(content).reshape(-1, 4)
            if "pixel-art" in preset.tags:
                assert set(np.unique(picture[:, 3])) <= {0, 255}
            colours |= {tuple(colour) for colour in picture[picture[:, 3] == 255].tolist()}
    assert len(colours) <= 64
