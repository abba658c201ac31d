"""Sprite masks: golden frames of what they let through."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from unity_scene import Scene, letters, placed, render, texture

from spark_nb.sandbox.engine import Engine

INSIDE, OUTSIDE = {"m_MaskInteraction": "1"}, {"m_MaskInteraction": "2"}


@pytest.fixture
def red(engine: Engine) -> str:
    return texture(engine, "r", ["r" * 8] * 8)


@pytest.fixture
def ring(engine: Engine) -> str:
    return texture(engine, "ring", ["wwww", "w..w", "w..w", "wwww"])


def mask(guid: str, cutoff: float = 0.2, **fields: str) -> dict[str, dict[str, str]]:
    pointer = f"{{fileID: 21300000, guid: {guid}, type: 3}}"
    return {"SpriteMask": {"m_Sprite": pointer, "m_MaskAlphaCutoff": f"{cutoff}"} | fields}


def ranged(back: int, front: int) -> dict[str, str]:
    return {
        "m_IsCustomRangeActive": "1",
        "m_BackSortingOrder": str(back),
        "m_FrontSortingOrder": str(front),
    }


def shown(engine: Engine, scene: Scene) -> list[str]:
    return letters(render(engine, scene))


def test_a_sprite_is_seen_only_inside_the_mask(engine: Engine, red: str, ring: str) -> None:
    scene = Scene().camera()
    scene.sprite(red, **INSIDE)
    scene.add("Mask", at=(0.125, 0), **mask(ring))
    assert shown(engine, scene) == placed(["rrrr", "r..r", "r..r", "rrrr"], 16, 14)


def test_a_sprite_is_seen_only_outside_the_mask(engine: Engine, red: str, ring: str) -> None:
    scene = Scene().camera()
    scene.sprite(red, **OUTSIDE)
    scene.add("Mask", **mask(ring))
    rows = ["r" * 8] * 2 + ["rr....rr", "rr.rr.rr", "rr.rr.rr", "rr....rr"] + ["r" * 8] * 2
    assert shown(engine, scene) == placed(rows, 12, 12)


def test_a_sprite_that_does_not_ask_is_not_masked(engine: Engine, red: str, ring: str) -> None:
    scene = Scene().camera()
    scene.sprite(red)
    scene.add("Mask", **mask(ring))
    assert shown(engine, scene) == placed(["r" * 8] * 8, 12, 12)


def test_without_a_mask_inside_shows_nothing_and_outside_all(engine: Engine, red: str) -> None:
    for fields, rows in ((INSIDE, []), (OUTSIDE, ["r" * 8] * 8)):
        scene = Scene().camera()
        scene.sprite(red, **fields)
        assert shown(engine, scene) == placed(rows, 12, 12)


def test_masks_add_up(engine: Engine, red: str) -> None:
    dot = texture(engine, "dot", ["ww", "ww"])
    scene = Scene().camera()
    scene.sprite(red, **INSIDE)
    scene.add("One", at=(-0.0625, 0), **mask(dot))
    scene.add("Two", at=(0.0625, 0), **mask(dot))
    assert shown(engine, scene) == placed(["rrrr"] * 2, 14, 15)


@pytest.mark.parametrize(("cutoff", "is_seen"), [(0.2, True), (0.5, True), (0.51, False)])
def test_alpha_below_the_cutoff_does_not_count(
    engine: Engine, red: str, cutoff: float, is_seen: bool
) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (255, 255, 255, 128)).save(out, "png")
    engine.project.write("Assets/half.png", out.getvalue())
    scene = Scene().camera()
    scene.sprite(red, **INSIDE)
    scene.add("Mask", **mask(engine.project.guid("Assets/half.png") or "", cutoff))
    assert (shown(engine, scene)[16][16] == "r") is is_seen


@pytest.mark.parametrize(("order", "is_masked"), [(0, False), (1, True), (3, True), (4, False)])
def test_a_custom_range_goes_from_after_its_back_up_to_its_front(
    engine: Engine, red: str, ring: str, order: int, is_masked: bool
) -> None:
    scene = Scene().camera()
    scene.sprite(red, m_SortingOrder=str(order), **OUTSIDE)
    scene.add("Mask", **mask(ring, **ranged(0, 3)))
    assert (shown(engine, scene)[14][14] == ".") is is_masked


def test_a_mask_in_a_sorting_group_masks_only_that_group(
    engine: Engine, red: str, ring: str
) -> None:
    scene = Scene().camera()
    parent = scene.add("Group", at=(-0.5, 0), SortingGroup={})
    scene.sprite(red, parent=parent, **INSIDE)
    scene.add("Mask", parent=parent, **mask(ring))
    scene.sprite(red, place={"at": (0.5, 0)}, **OUTSIDE)
    rows = [
        "." * 16 + "r" * 8,
        "." * 16 + "r" * 8,
        "..rrrr.........." + "r" * 8,
        "..r..r.........." + "r" * 8,
    ]
    assert shown(engine, scene) == placed(rows + rows[::-1], 4, 12)


def test_a_mask_that_falls_takes_its_hole_along(engine: Engine, red: str, ring: str) -> None:
    scene = Scene().camera()
    scene.sprite(red, **INSIDE)
    scene.add("Mask", at=(0, 0.5), Rigidbody2D={}, **mask(ring))
    early, late = (letters(render(engine, scene, time_s=t)) for t in (0, 0.32))
    assert early == placed([], 0, 0)
    assert any("r" in row for row in late)
    assert letters(render(engine, scene, time_s=0)) == early
