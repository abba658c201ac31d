"""Golden frames of textures larger and smaller than they are, as their filter says."""

from __future__ import annotations

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from unity_scene import Scene, render, texture

from spark_nb.sandbox.engine import Engine

WHITE = {"m_BackGroundColor": "{r: 1, g: 1, b: 1, a: 1}"}


def drawn(engine: Engine, rows: list[str], scale: float, turn: float = 0, *, smooth: bool):
    """Return the pixels of a sprite at a scale, on white."""
    scene = Scene().camera(**WHITE)
    guid = texture(engine, "t", rows, smooth=smooth)
    scene.sprite(guid, place={"scale": (scale, scale), "turn": turn})
    return pixels(render(engine, scene).data)


def pixels(data: bytes) -> NDArray[np.uint8]:
    with Image.open(io.BytesIO(data)) as image:
        return np.asarray(image.convert("RGB"))


def colours(shown: NDArray[np.uint8]) -> set[tuple[int, ...]]:
    return {tuple(pixel) for pixel in shown.reshape(-1, 3).tolist()}


@pytest.mark.parametrize("turn", [0, 90, 30])
@pytest.mark.parametrize("scale", [0.25, 0.4, 1.7, 3])
def test_point_filtering_makes_no_new_colours(engine: Engine, scale: float, turn: float) -> None:
    shown = drawn(engine, ["rgrgrgrg" * 2] * 16, scale, turn, smooth=False)
    red, green, white = (255, 0, 0), (0, 255, 0), (255, 255, 255)
    assert colours(shown) <= {red, green, white}
    assert colours(shown) & {red, green}


@pytest.mark.parametrize("turn", [0, 90, 45])
def test_bilinear_filtering_averages_what_is_scaled_down(engine: Engine, turn: float) -> None:
    shown = drawn(engine, ["rgrgrgrg" * 4] * 32, 0.25, turn, smooth=True)
    np.testing.assert_allclose(shown[15:17, 15:17], [[[128, 128, 0]] * 2] * 2, atol=20)


def test_bilinear_filtering_blends_from_texel_to_texel(engine: Engine) -> None:
    shown = drawn(engine, ["rg"] * 2, 8, smooth=True)
    row = shown[16, 8:24].astype(int)
    assert (row[0].tolist(), row[-1].tolist()) == ([255, 0, 0], [0, 255, 0])
    assert (np.diff(row[:, 1]) >= 0).all()
    np.testing.assert_allclose(row.sum(axis=1), 255, atol=2)


@pytest.mark.parametrize("turn", [0, 30])
@pytest.mark.parametrize("scale", [0.5, 4])
def test_clear_texels_lend_no_colour_to_their_neighbours(
    engine: Engine, scale: float, turn: float
) -> None:
    shown = drawn(engine, ["....", ".ww.", ".ww.", "...."], scale, turn, smooth=True)
    assert shown.min() >= 254
