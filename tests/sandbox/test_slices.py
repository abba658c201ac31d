"""Pictures with borders, stretched and repeated."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from spark_nb.sandbox.scene.slices import Borders, repeat_slices, sliced, stretch_slices, tiled

FRAMED = ["rggb", "gwww", "gwrw", "bggr"]
ONES = Borders(1, 1, 1, 1)
_COLOURS = {"r": (255, 0, 0, 255), "g": (0, 255, 0, 255), "b": (0, 0, 255, 255)}
_COLOURS |= {"w": (255, 255, 255, 255), ".": (0, 0, 0, 0)}


def picture(rows: list[str]) -> Image.Image:
    return Image.fromarray(np.array([[_COLOURS[name] for name in row] for row in rows], np.uint8))


def letters(image: Image.Image) -> list[str]:
    names = {colour: name for name, colour in _COLOURS.items()}
    return ["".join(names[tuple(pixel)] for pixel in row) for row in np.asarray(image).tolist()]


def test_corners_keep_their_size_and_the_rest_stretches() -> None:
    shown = stretch_slices(picture(FRAMED), ONES, (6, 6), ONES, smooth=False)
    assert letters(shown) == ["rggggb", "gwwwww", "gwwwww", "gwwrrw", "gwwrrw", "bggggr"]


def test_borders_are_drawn_as_wide_as_asked() -> None:
    shown = stretch_slices(picture(FRAMED), ONES, (6, 4), ONES.scaled(2, 1), smooth=False)
    assert letters(shown) == ["rrggbb", "ggwwww", "ggwrww", "bbggrr"]


def test_borders_without_room_shrink_together() -> None:
    shown = stretch_slices(picture(FRAMED), ONES, (2, 6), ONES.scaled(4, 1), smooth=False)
    assert letters(shown) == ["rb", "gw", "gw", "gw", "gw", "br"]


def test_a_hollow_picture_has_no_centre() -> None:
    shown = stretch_slices(picture(FRAMED), ONES, (4, 4), ONES, smooth=False, hollow=True)
    assert letters(shown) == ["rggb", "g..w", "g..w", "bggr"]


def test_edges_and_centre_repeat_from_the_lower_left() -> None:
    shown = repeat_slices(picture(FRAMED), ONES, (5, 5))
    assert letters(shown) == ["rgggb", "gwrww", "gwwww", "gwrww", "bgggr"]


@pytest.mark.parametrize("borders", [Borders(), Borders(9, 9, 9, 9)])
def test_a_picture_without_a_centre_or_without_borders_has_no_gaps(borders: Borders) -> None:
    shown = stretch_slices(picture(["ww", "ww"]), borders, (8, 8), borders, smooth=True)
    assert letters(shown) == ["wwwwwwww"] * 8


def test_borders_that_meet_are_drawn_out_between() -> None:
    sides = Borders(1, 0, 1, 0)
    shown = stretch_slices(picture(["rg"]), sides, (6, 1), sides, smooth=False)
    assert letters(shown) == ["rrrggg"]
    assert letters(repeat_slices(picture(["w"]), ONES, (4, 2))) == ["wwww"] * 2


@pytest.mark.parametrize(
    ("borders", "wanted", "expected"),
    [
        ((2, 3), 20, [(0, 2, 0, 2), (2, 7, 2, 17), (7, 10, 17, 20)]),
        ((0, 0), 20, [(0, 10, 0, 20)]),
        ((4, 4), 2, [(0, 4, 0, 1), (6, 10, 1, 2)]),
        ((5, 5), 30, [(0, 5, 0, 5), (4.5, 5.5, 5, 25), (5, 10, 25, 30)]),
        ((2, 3), 0, []),
    ],
)
def test_sliced_spans(borders, wanted, expected) -> None:
    assert [span[:4] for span in sliced(10, borders, wanted)] == expected


@pytest.mark.parametrize(
    ("borders", "wanted", "stretch", "expected"),
    [
        ((0, 0), 25, None, [(0, 10, 0, 10), (0, 10, 10, 20), (0, 5, 20, 25)]),
        ((0, 0), 20, None, [(0, 10, 0, 10), (0, 10, 10, 20)]),
        ((1, 1), 12, None, [(0, 1, 0, 1), (1, 9, 1, 9), (1, 3, 9, 11), (9, 10, 11, 12)]),
        ((0, 0), 26, 0.5, [(0, 10, 0, 26 / 3), (0, 10, 26 / 3, 52 / 3), (0, 10, 52 / 3, 26)]),
        ((0, 0), 25, 0.5, [(0, 10, 0, 12.5), (0, 10, 12.5, 25)]),
        ((0, 0), 11, 0.0, [(0, 10, 0, 5.5), (0, 10, 5.5, 11)]),
        ((0, 0), 4, 0.0, [(0, 10, 0, 4)]),
        ((5, 5), 11, None, [(0, 5, 0, 5), (4.5, 5.5, 5, 6), (5, 10, 6, 11)]),
    ],
)
def test_tiled_spans(borders, wanted, stretch, expected) -> None:
    spans = [span[:4] for span in tiled(10, borders, wanted, stretch)]
    assert spans == [pytest.approx(span) for span in expected]
