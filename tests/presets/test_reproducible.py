"""What a preset holds is what its recipe makes."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image

from spark_nb.domain.preset import Preset
from tests.presets.unity_files import PICTURES, SOUNDS


@pytest.fixture(scope="module")
def made_twice(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """What two runs of the recipe write, by project path."""
    once, twice = (tmp_path_factory.mktemp(name) for name in ("once", "twice"))
    make = [sys.executable, folder.parent / "make.py", folder.name, "--output"]
    runs = [subprocess.Popen([*make, output]) for output in (once, twice)]
    assert [run.wait(timeout=60) for run in runs] == [0, 0]
    return _files(once), _files(twice)


def _files(output: Path) -> dict[str, bytes]:
    files = sorted(path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in files}


def pixels(picture: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGBA"))


def test_committed_files_are_what_the_recipe_makes(
    made_twice: tuple[dict[str, bytes], dict[str, bytes]], assets: dict[str, bytes]
) -> None:
    # Pixels and samples, not bytes: another zlib or libvorbis packs the same differently.
    files, _ = made_twice
    assert sorted(files) == sorted(path for path in assets if not path.endswith(".cs"))
    for path, content in files.items():
        if path.endswith(PICTURES):
            np.testing.assert_array_equal(pixels(content), pixels(assets[path]), path)
        elif path.endswith(SOUNDS):
            one, other = (soundfile.read(io.BytesIO(data))[0] for data in (content, assets[path]))
            np.testing.assert_allclose(one, other, atol=0.02, err_msg=path)
        else:
            assert (path, content) == (path, assets[path])


def test_making_it_twice_gives_the_same_bytes(
    made_twice: tuple[dict[str, bytes], dict[str, bytes]],
) -> None:
    once, twice = made_twice
    assert once == twice


def test_art_keeps_to_its_palette(assets: dict[str, bytes], preset: Preset) -> None:
    colours: set[tuple[int, ...]] = set()
    for path, content in assets.items():
        if path.endswith(PICTURES):
            picture = pixels(content).reshape(-1, 4)
            if "pixel-art" in preset.tags:
                assert set(np.unique(picture[:, 3])) <= {0, 255}
            colours |= {tuple(colour) for colour in picture[picture[:, 3] == 255].tolist()}
    assert len(colours) <= 64
