from __future__ import annotations

import io

import pytest
from PIL import Image

from spark_nb.domain.unity import RenderPreview
from spark_nb.testing import FolderService, FrameMismatch, assert_frame

GREEN = (40, 120, 40, 255)


@pytest.fixture
def picture():
    return Image.new("RGBA", (40, 30), GREEN)


@pytest.fixture
def golden(tmp_path, picture):
    path = tmp_path / "hero.png"
    picture.save(path)
    return path


def test_the_same_picture_passes_whatever_it_is_given_as(golden, picture):
    file = io.BytesIO()
    picture.save(file, "png")
    assert_frame(picture, golden)
    assert_frame(file.getvalue(), golden)


def test_a_frame_passes_against_its_golden(tmp_path):
    frame = FolderService()._render(RenderPreview(width=32, height=16, time_s=1.0))
    assert_frame(frame, tmp_path / "a.png", update=True)
    assert_frame(frame, tmp_path / "a.png")


def test_colours_that_no_eye_tells_apart_are_the_same(golden, picture):
    picture.paste((41, 121, 40, 255), (0, 0, 40, 30))
    assert_frame(picture, golden)


def test_one_pixel_that_can_be_seen_fails(golden, picture):
    picture.putpixel((3, 4), (200, 120, 40, 255))
    with pytest.raises(FrameMismatch, match=r"hero\.png: 1 of 1200 pixels look different"):
        assert_frame(picture, golden)


def test_what_is_within_tolerance_passes_and_what_is_beyond_fails(golden, picture):
    picture.paste((200, 120, 40, 255), (0, 0, 12, 1))  # one in a hundred
    assert_frame(picture, golden, tolerance=0.01)
    with pytest.raises(FrameMismatch, match=r"1\.00%; tolerance 0\.90%"):
        assert_frame(picture, golden, tolerance=0.009)


def test_transparency_is_seen(golden, picture):
    picture.putalpha(128)
    with pytest.raises(FrameMismatch, match="1200 of 1200"):
        assert_frame(picture, golden)


def test_another_size_is_told(golden, picture):
    with pytest.raises(FrameMismatch, match="20 x 30 instead of 40 x 30 pixels"):
        assert_frame(picture.crop((0, 0, 20, 30)), golden, tolerance=0.9)
    assert golden.with_suffix(".failed.png").exists()


def test_a_missing_golden_says_how_to_make_it(tmp_path, picture):
    with pytest.raises(FrameMismatch, match=r"no golden frame .*--spark-update-goldens") as raised:
        assert_frame(picture, tmp_path / "none.png")
    assert raised.value.comparison is None
    assert list(tmp_path.iterdir()) == []


def test_expected_actual_and_difference_stand_side_by_side(golden, picture):
    picture.paste((200, 120, 40, 255), (10, 10, 20, 20))
    with pytest.raises(FrameMismatch) as raised:
        assert_frame(picture, golden)
    with Image.open(raised.value.comparison) as sheet:
        y, columns = 24 + 15, [8 + 15, 8 + 48 + 15, 8 + 2 * 48 + 15]
        assert [sheet.getpixel((x, y)) for x in columns] == [
            GREEN[:3],
            (200, 120, 40),
            (217, 72, 15),
        ]


def test_the_comparison_goes_when_the_frame_is_right_again(golden, picture):
    with pytest.raises(FrameMismatch):
        assert_frame(Image.new("RGBA", (40, 30)), golden)
    assert_frame(picture, golden)
    assert list(golden.parent.iterdir()) == [golden]


def test_goldens_are_written_when_the_environment_says_so(tmp_path, picture, monkeypatch):
    monkeypatch.setenv("SPARK_UPDATE_GOLDENS", "1")
    assert_frame(picture, tmp_path / "new" / "hero.png")
    monkeypatch.delenv("SPARK_UPDATE_GOLDENS")
    assert_frame(picture, tmp_path / "new" / "hero.png")


@pytest.mark.parametrize("tolerance", [-0.1, 1, float("nan")])
def test_a_tolerance_that_is_no_share_is_refused(golden, picture, tolerance):
    with pytest.raises(ValueError, match="share of pixels"):
        assert_frame(picture, golden, tolerance=tolerance)


def test_what_is_no_picture_is_refused(golden):
    with pytest.raises(TypeError, match="not str"):
        assert_frame("hero.png", golden)
