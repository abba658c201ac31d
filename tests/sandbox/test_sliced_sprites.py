"""Golden frames of sliced and tiled sprites, 16 pixels to a unit."""

from __future__ import annotations

import pytest
from unity_scene import Scene, box, letters, placed, render, texture

from spark_nb.sandbox.engine import Engine

# A corner pixel of each colour, edges of one, and a middle of another.
FRAME = ["rbbg", "bwwb", "bwwb", "gbbr"]
CORNERS = "{x: 1, y: 1, z: 1, w: 1}"
SLICED, TILED = {"m_DrawMode": "1"}, {"m_DrawMode": "2"}
ADAPTIVE = TILED | {"m_SpriteTileMode": "1"}


def size(width: float, height: float) -> dict[str, str]:
    """Return m_Size for pixels at 16 to a unit."""
    return {"m_Size": f"{{x: {width / 16}, y: {height / 16}}}"}


def bordered(engine: Engine, name: str, rows: list[str], border: str = CORNERS) -> str:
    guid = texture(engine, name, rows)
    path = f"Assets/{name}.png.meta"
    meta = (engine.project.read(path) or b"").decode()
    zero = "spriteBorder: {x: 0, y: 0, z: 0, w: 0}"
    assert zero in meta
    engine.project.write(path, meta.replace(zero, f"spriteBorder: {border}").encode())
    return guid


def shown(engine: Engine, guid: str, **fields: str) -> list[str]:
    """Return what is drawn, without the black around."""
    scene = Scene().camera()
    scene.sprite(guid, **fields)
    frame = render(engine, scene)
    left, top, right, bottom = box(frame) or (0, 0, 0, 0)
    return [row[left:right] for row in letters(frame)[top:bottom]]


def test_corners_stay_edges_stretch_along_and_the_middle_fills_the_rest(engine: Engine) -> None:
    guid = bordered(engine, "f", FRAME)
    expected = ["rbbbbbbg", *["bwwwwwwb"] * 4, "gbbbbbbr"]
    assert shown(engine, guid, **SLICED, **size(8, 6)) == expected


def test_corners_are_scaled_with_the_object_not_with_the_size(engine: Engine) -> None:
    guid = bordered(engine, "f", FRAME)
    scene = Scene().camera()
    scene.sprite(guid, place={"scale": (2, 1)}, **SLICED, **size(6, 4))
    rows = ["rr" + "b" * 8 + "gg", *["bb" + "w" * 8 + "bb"] * 2, "gg" + "b" * 8 + "rr"]
    assert letters(render(engine, scene)) == placed(rows, 10, 14)


def test_borders_shrink_where_there_is_no_room_for_them(engine: Engine) -> None:
    guid = bordered(engine, "f", ["rrgg"] * 2 + ["bbww"] * 2, "{x: 2, y: 2, z: 2, w: 2}")
    assert shown(engine, guid, **SLICED, **size(2, 2)) == ["rg", "bw"]


def test_a_sliced_sprite_without_borders_is_stretched(engine: Engine) -> None:
    guid = texture(engine, "f", ["rg", "bw"])
    assert shown(engine, guid, **SLICED, **size(4, 2)) == ["rrgg", "bbww"]


def test_a_sliced_sprite_is_flipped_whole(engine: Engine) -> None:
    guid = bordered(engine, "f", ["rbbg", "wwww", "wwww", "brrw"])
    rows = shown(engine, guid, m_FlipX="1", **SLICED, **size(6, 4))
    assert rows == ["gbbbbr", "wwwwww", "wwwwww", "wrrrrb"]


def test_tiles_between_borders_repeat_and_the_last_is_cut(engine: Engine) -> None:
    guid = bordered(engine, "f", ["rgbr", "wggw", "wbbw", "rgbr"])
    rows = shown(engine, guid, **TILED, **size(7, 5))
    # The middle row is repeated from below: bb, gg, bb.
    assert rows == ["rgbgbgr", "wbbbbbw", "wgggggw", "wbbbbbw", "rgbgbgr"]


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (2, "rg"),
        (3, "rgg"),  # half as long again: the stretch is at its limit
        (4, "rgrg"),
        (6, "rgrgrg"),
    ],
)
def test_adaptive_tiles_stretch_until_there_is_room_for_one_more(
    engine: Engine, width: int, expected: str
) -> None:
    guid = texture(engine, "t", ["rg", "rg"])
    rows = shown(engine, guid, m_AdaptiveModeThreshold="0.5", **ADAPTIVE, **size(width, 2))
    assert rows == [expected] * 2


def test_a_turned_sliced_sprite_lies_where_an_upright_one_would(engine: Engine) -> None:
    guid = bordered(engine, "f", FRAME)
    scene = Scene().camera()
    scene.sprite(guid, place={"turn": 90}, **SLICED, **size(8, 6))
    rows = ["gbbbbr", *["bwwwwb"] * 6, "rbbbbg"]
    assert letters(render(engine, scene)) == placed(rows, 13, 12)


def test_a_slanted_tiled_sprite_covers_its_whole_area(engine: Engine) -> None:
    guid = texture(engine, "t", ["rg", "gr"])
    scene = Scene().camera()
    scene.sprite(guid, place={"turn": 45}, **TILED, **size(16, 16))
    rows = letters(render(engine, scene))
    counts = {letter: sum(row.count(letter) for row in rows) for letter in "rg"}
    assert sum(counts.values()) == pytest.approx(256, abs=12)
    assert counts["r"] == pytest.approx(counts["g"], rel=0.2)


@pytest.mark.parametrize("turn", [0, 30])
def test_a_vast_tiled_ground_is_drawn_as_far_as_it_is_seen(engine: Engine, turn: int) -> None:
    guid = texture(engine, "t", ["r" * 16] * 16)
    scene = Scene().camera()
    scene.sprite(guid, place={"turn": turn}, **TILED, m_Size="{x: 100, y: 90}")
    assert letters(render(engine, scene)) == ["r" * 32] * 32


def test_too_many_tiles_are_said_and_drawn_as_one(engine: Engine) -> None:
    guid = texture(engine, "t", ["rg"])
    scene = Scene().camera()
    scene.sprite(guid, name="Sea", **TILED, m_Size="{x: 5000, y: 5000}")
    frame = render(engine, scene)
    assert frame.warnings == ("Sprites of more than 16384 tiles are stretched: Sea.",)
    assert letters(frame)[0] == "r" * 16 + "g" * 16
