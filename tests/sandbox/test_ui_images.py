"""Images, raw images and masks on a canvas of 32 x 32 units, a pixel each."""

from __future__ import annotations

import re

import pytest
from test_render import colour, placed
from ui_scene import COLOURS, UiScene, plain, rgba, xy
from unity_scene import box, letters, render, texture

from spark_nb.sandbox.engine import Engine

QUARTERS = ["rrrrgggg"] * 4 + ["bbbbwwww"] * 4
FRAMED = ["rrgg", "rwwg", "bwwg", "bbgg"]


def overlay() -> tuple[UiScene, int]:
    scene = UiScene().camera()
    return scene, scene.canvas()


def sprite(engine: Engine, rows: list[str], border: int = 0, **meta: str) -> str:
    """Put a sprite into the project; return the pointer to it."""
    guid = texture(engine, "sprite", rows)
    text = (engine.project.read("Assets/sprite.png.meta") or b"").decode()
    sides = f"spriteBorder: {{x: {border}, y: {border}, z: {border}, w: {border}}}"
    text = text.replace("spriteBorder: {x: 0, y: 0, z: 0, w: 0}", sides)
    for key, value in {"spritePixelsToUnits": "100", **meta}.items():
        text = re.sub(rf"(?m)^(\s*{key}:).*$", rf"\g<1> {value}", text)
    engine.project.write("Assets/sprite.png.meta", text.encode())
    return f"{{fileID: 21300000, guid: {guid}, type: 3}}"


def shown(
    engine: Engine,
    image: dict[str, object],
    size: tuple[float, float] = (8, 8),
    **options: object,
) -> list[str]:
    """Return the middle rows and columns that an image of that size covers."""
    scene, canvas = overlay()
    scene.rect("Image", canvas, size=size, components={"IMAGE": image}, **options)
    left, top = round(16 - size[0] / 2), round(16 - size[1] / 2)
    rows = letters(render(engine, scene))[top : top + round(size[1])]
    return [row[left : left + round(size[0])] for row in rows]


def test_an_image_stretches_its_sprite_and_is_tinted(engine: Engine) -> None:
    pointer = sprite(engine, ["w"])
    scene, canvas = overlay()
    image = {"m_Sprite": pointer, "m_Color": rgba((1, 0.5, 0, 0.5))}
    scene.rect("Image", canvas, components={"IMAGE": image})
    frame = render(engine, scene)
    assert box(frame) == (12, 12, 20, 20)
    assert colour(frame, 16, 16) == pytest.approx((128, 64, 0), abs=1)


@pytest.mark.parametrize(
    ("pivot", "expected"), [((0.5, 0.5), (8, 12, 24, 20)), ((0.5, 1), (8, 16, 24, 24))]
)
def test_an_image_may_keep_the_aspect_of_its_sprite(
    engine: Engine, pivot: tuple[float, float], expected: tuple[int, ...]
) -> None:
    pointer = sprite(engine, ["wwww", "wwww"])
    scene, canvas = overlay()
    image = {"IMAGE": {"m_Sprite": pointer, "m_PreserveAspect": 1}}
    scene.rect("Image", canvas, size=(16, 16), pivot=pivot, components=image)
    assert box(render(engine, scene)) == expected


@pytest.mark.parametrize(
    ("fields", "rows"),
    [
        ({}, ["rrrggg", "rwwwwg", "rwwwwg", "bwwwwg", "bwwwwg", "bbbggg"]),
        ({"m_FillCenter": 0}, ["rrrggg", "r....g", "r....g", "b....g", "b....g", "bbbggg"]),
        (
            {"m_PixelsPerUnitMultiplier": 0.5},
            ["rrrggg", "rrrggg", "rrwwgg", "bbwwgg", "bbbggg", "bbbggg"],
        ),
    ],
)
def test_a_sliced_image_keeps_its_corners(
    engine: Engine, fields: dict[str, object], rows: list[str]
) -> None:
    pointer = sprite(engine, FRAMED, border=1)
    assert shown(engine, {"m_Sprite": pointer, "m_Type": 1} | fields, (6, 6)) == rows


def test_a_tiled_image_repeats_its_sprite_from_the_lower_left(engine: Engine) -> None:
    pointer = sprite(engine, ["rg", "bw"])
    found = shown(engine, {"m_Sprite": pointer, "m_Type": 2}, (6, 4), at=(0, 0))
    assert found == ["rgrgrg", "bwbwbw"] * 2


def test_a_sprite_too_small_to_tile_is_stretched(engine: Engine) -> None:
    pointer = sprite(engine, ["r"], spritePixelsToUnits="100000")
    assert shown(engine, {"m_Sprite": pointer, "m_Type": 2}, (8, 8)) == ["r" * 8] * 8


def _fill(method: int, origin: int, amount: float, *, clockwise: int = 1) -> dict[str, object]:
    return {
        "m_Type": 3,
        "m_FillMethod": method,
        "m_FillOrigin": origin,
        "m_FillAmount": amount,
        "m_FillClockwise": clockwise,
    }


LEFT, RIGHT = ["ww.."] * 4, ["..ww"] * 4
UPPER, LOWER = ["wwww"] * 2 + ["...."] * 2, ["...."] * 2 + ["wwww"] * 2
UPPER_LEFT, UPPER_RIGHT = ["ww.."] * 2 + ["...."] * 2, ["..ww"] * 2 + ["...."] * 2
LOWER_LEFT, LOWER_RIGHT = ["...."] * 2 + ["ww.."] * 2, ["...."] * 2 + ["..ww"] * 2


@pytest.mark.parametrize(
    ("fill", "rows"),
    [
        (_fill(0, 0, 0.5), LEFT),
        (_fill(0, 1, 0.5), RIGHT),
        (_fill(1, 0, 0.5), LOWER),
        (_fill(1, 1, 0.5), UPPER),
        (_fill(0, 0, 0), ["...."] * 4),
        (_fill(4, 2, 1), ["wwww"] * 4),
        (_fill(2, 0, 0.4), ["www.", "ww..", "w...", "...."]),
        (_fill(2, 0, 0.4, clockwise=0), ["....", "...w", "..ww", ".www"]),
        (_fill(2, 1, 0.4), [".www", "..ww", "...w", "...."]),
        (_fill(2, 2, 0.4), ["....", "...w", "..ww", ".www"]),
        (_fill(2, 3, 0.4), ["....", "w...", "ww..", "www."]),
        (_fill(3, 0, 0.5), LEFT),
        (_fill(3, 0, 0.5, clockwise=0), RIGHT),
        (_fill(3, 1, 0.5), UPPER),
        (_fill(3, 2, 0.5), RIGHT),
        (_fill(3, 3, 0.5), LOWER),
        (_fill(4, 0, 0.25), LOWER_LEFT),
        (_fill(4, 1, 0.25), LOWER_RIGHT),
        (_fill(4, 2, 0.25), UPPER_RIGHT),
        (_fill(4, 3, 0.25), UPPER_LEFT),
        (_fill(4, 0, 0.25, clockwise=0), LOWER_RIGHT),
        (_fill(4, 2, 0.5), RIGHT),
        (_fill(4, 2, 0.5, clockwise=0), LEFT),
    ],
)
def test_a_filled_image_shows_its_part(
    engine: Engine, fill: dict[str, object], rows: list[str]
) -> None:
    pointer = sprite(engine, ["w"])
    assert shown(engine, {"m_Sprite": pointer} | fill, (4, 4)) == rows


def test_an_image_without_a_sprite_is_plain_whatever_its_type(engine: Engine) -> None:
    assert shown(engine, _fill(0, 0, 0.5), (4, 4)) == ["wwww"] * 4


@pytest.mark.parametrize("file_id", [10901, 10905, 10907, 10911, 10913, 10915, 10917])
def test_sprites_inside_unity_have_stand_ins(engine: Engine, file_id: int) -> None:
    scene, canvas = overlay()
    pointer = f"{{fileID: {file_id}, guid: 0000000000000000f000000000000000, type: 0}}"
    image = {"IMAGE": {"m_Sprite": pointer, "m_Type": 1}}
    scene.rect("Image", canvas, size=(24, 24), components=image)
    frame = render(engine, scene)
    left, top, right, bottom = box(frame) or (0, 0, 0, 0)
    assert (right - left, bottom - top) <= (24, 24)
    assert min(right - left, bottom - top) >= 8
    assert colour(frame, 4, 4) == (0, 0, 0)  # a corner, which is round or empty
    assert frame.warnings == ()


def test_a_sprite_that_is_missing_is_named(engine: Engine) -> None:
    scene, canvas = overlay()
    image = {"IMAGE": {"m_Sprite": "{fileID: 21300000, guid: abc, type: 3}"}}
    scene.rect("Icon", canvas, components=image)
    assert render(engine, scene).warnings == ("Sprites are missing from the project: Icon.",)


@pytest.mark.parametrize(
    ("uv", "rows"),
    [
        ("{x: 0, y: 0, width: 1, height: 1}", ["rrgg", "rrgg", "bbww", "bbww"]),
        ("{x: 0.5, y: 0, width: 0.5, height: 0.5}", ["wwww"] * 4),
        ("{x: 0.5, y: 0, width: 1, height: 1}", ["ggrr", "ggrr", "wwbb", "wwbb"]),
        ("{x: 0, y: 0, width: 2, height: 1}", ["rgrg", "rgrg", "bwbw", "bwbw"]),
        ("{x: 1, y: 0, width: -1, height: 1}", ["ggrr", "ggrr", "wwbb", "wwbb"]),
    ],
)
def test_a_raw_image_shows_a_part_of_a_texture(engine: Engine, uv: str, rows: list[str]) -> None:
    pointer = sprite(engine, ["rg", "bw"]).replace("21300000", "2800000")
    scene, canvas = overlay()
    raw = {"RAW_IMAGE": {"m_Texture": pointer, "m_UVRect": uv}}
    scene.rect("Raw", canvas, size=(4, 4), components=raw)
    assert [row[14:18] for row in letters(render(engine, scene))[14:18]] == rows


def test_a_raw_image_without_a_texture_is_plain(engine: Engine) -> None:
    scene, canvas = overlay()
    scene.rect("Raw", canvas, components={"RAW_IMAGE": {"m_Color": rgba(COLOURS["g"])}})
    assert letters(render(engine, scene))[16][16] == "g"


@pytest.mark.parametrize(("shows", "middle"), [(0, "."), (1, "w")])
def test_a_mask_lets_its_children_show_only_over_its_own_shape(
    engine: Engine, shows: int, middle: str
) -> None:
    pointer = sprite(engine, ["w.", ".w"])
    scene, canvas = overlay()
    mask = {"IMAGE": {"m_Sprite": pointer}, "MASK": {"m_ShowMaskGraphic": shows}}
    parent = scene.rect("Mask", canvas, components=mask)
    scene.rect("Green", parent.transform, at=(4, 0), components=plain("g"))
    left = middle * 4
    expected = placed([f"{left}...."] * 4 + ["....gggg"] * 4, 12, 12)
    assert letters(render(engine, scene)) == expected


def test_masks_in_masks_leave_what_both_let_through(engine: Engine) -> None:
    scene, canvas = overlay()
    hidden = {"MASK": {"m_ShowMaskGraphic": 0}}
    outer = scene.rect("Outer", canvas, components=plain("w") | hidden)
    inner = scene.rect("Inner", outer.transform, at=(4, 4), components=plain("w") | hidden)
    scene.rect("Green", inner.transform, size=(32, 32), components=plain("g"))
    assert letters(render(engine, scene)) == placed(["gggg"] * 4, 16, 12)


@pytest.mark.parametrize(("maskable", "expected"), [(1, (14, 13, 19, 19)), (0, (0, 0, 32, 32))])
def test_a_rectangle_mask_cuts_off_what_is_outside(
    engine: Engine, maskable: int, expected: tuple[int, ...]
) -> None:
    scene, canvas = overlay()
    mask = {"RECT_MASK": {"m_Padding": "{x: 2, y: 1, z: 1, w: 1}"}}
    parent = scene.rect("Mask", canvas, components=mask)
    inner = {"IMAGE": {"m_Color": rgba(COLOURS["r"]), "m_Maskable": maskable}}
    scene.rect("Red", parent.transform, size=(40, 40), components=inner)
    assert box(render(engine, scene)) == expected


@pytest.mark.parametrize(
    ("script", "copies"),
    [("SHADOW", [(14, 13)]), ("OUTLINE", [(14, 13), (14, 19), (18, 13), (18, 19)])],
)
def test_shadows_and_outlines_are_copies_behind(
    engine: Engine, script: str, copies: list[tuple[int, int]]
) -> None:
    scene, canvas = overlay()
    effect = {"m_EffectColor": rgba(COLOURS["b"]), "m_EffectDistance": xy((-2, 3))}
    scene.rect("Red", canvas, size=(2, 2), components=plain("r") | {script: effect})
    rows = letters(render(engine, scene))
    blue = {(x, y) for y, row in enumerate(rows) for x, each in enumerate(row) if each == "b"}
    assert blue == {
        (left + dx - 1, top + dy - 1) for left, top in copies for dx in (0, 1) for dy in (0, 1)
    }
    assert rows[15][15:17] == "rr"
