"""The preset in the sandbox: drawn whole, and alive while a preview streams."""

from __future__ import annotations

import io
import shutil
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from spark_nb.domain.frame import Frame
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.settings_sync import sync_settings


@pytest.fixture(scope="module")
def frames(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Frame]:
    """One frame for each of the first eight seconds."""
    root = tmp_path_factory.mktemp("project")
    shutil.copytree(folder / "Assets", root / "Assets")
    project = ProjectFolder.open(root)
    sync_settings(project)
    engine = Engine(project)
    shown = [engine.call("render_preview", {"time_s": second}) for second in range(9)]
    return [Frame.model_validate(each.model_dump()) for each in shown]


def pixels(frame: Frame) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(frame.data)).convert("RGB"))


def test_the_sandbox_draws_everything(frames: list[Frame]) -> None:
    assert [frame.warnings for frame in frames] == [()] * 9


def test_something_moves_in_each_of_eight_seconds(frames: list[Frame]) -> None:
    changed = [
        (pixels(one) != pixels(next_one)).any(axis=2).mean() for one, next_one in pairwise(frames)
    ]
    assert min(changed) > 0.01


def test_art_pixels_are_crisp_squares_while_nothing_is_turned(frames: list[Frame]) -> None:
    ground = pixels(frames[0])[300:]
    blocks = ground.reshape(30, 2, 320, 2, 3)
    np.testing.assert_array_equal(blocks[:, :1, :, :1].repeat(2, 1).repeat(2, 3), blocks)
