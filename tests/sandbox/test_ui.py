"""Canvases: golden frames of 32 x 32 pixels, one to a unit, the middle at (16, 16)."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from test_render import colour, placed
from ui_scene import UiScene, add_hud, plain, stretched, xy
from unity_animation import clip, controller, numbers, state, vectors
from unity_scene import PATH, box, letters, render, texture

from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.scene.scene import Scene as SceneFile
from spark_nb.sandbox.scene.sprites import SpriteLibrary
from spark_nb.sandbox.scene.ui.font import FontLibrary
from spark_nb.sandbox.scene.ui.scripts import UiScript

GOLDEN = Path(__file__).parent / "golden"
QUARTERS = ["rrrrgggg"] * 4 + ["bbbbwwww"] * 4


def overlay(**options: object) -> tuple[UiScene, int]:
    scene = UiScene().camera()
    return scene, scene.canvas(**options)


def filled(letter: str, left: int, top: int, width: int, height: int) -> list[str]:
    return placed([letter * width] * height, left, top)


def boxes(rows: Iterable[str], names: str) -> dict[str, tuple[int, int, int, int]]:
    """Return left, top, right, bottom of each letter's pixels."""
    found = {}
    for name in names:
        spots = [
            (x, y) for y, row in enumerate(rows) for x, each in enumerate(row) if each == name
        ]
        xs, ys = [x for x, _ in spots], [y for _, y in spots]
        found[name] = (min(xs), min(ys), max(xs) + 1, max(ys) + 1)
    return found


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, (12, 12, 20, 20)),
        ({"at": (4, 2)}, (16, 10, 24, 18)),
        ({"pivot": (0, 0)}, (16, 8, 24, 16)),
        ({"anchors": ((0, 1), (0, 1)), "pivot": (0, 1)}, (0, 0, 8, 8)),
        ({"anchors": ((1, 0), (1, 0)), "at": (-8, 8)}, (20, 20, 28, 28)),
        (stretched(), (0, 0, 32, 32)),
        (stretched(size=(-8, -16)), (4, 8, 28, 24)),
        (stretched(size=(-8, -8), pivot=(0, 0)), (0, 8, 24, 32)),
        ({"anchors": ((0.25, 0), (0.75, 0.5)), "size": (0, 0)}, (8, 16, 24, 32)),
        ({"scale": (2, 0.5)}, (8, 14, 24, 18)),
        ({"scale": (2, 2), "pivot": (1, 0)}, (0, 0, 16, 16)),
        ({"turn": 90, "pivot": (0, 0), "size": (8, 4)}, (12, 8, 16, 16)),
    ],
)
def test_a_rectangle_lies_where_anchors_pivot_and_size_put_it(
    engine: Engine, options: dict[str, object], expected: tuple[int, ...]
) -> None:
    scene, canvas = overlay()
    scene.rect("Panel", canvas, components=plain("r"), **options)
    assert box(render(engine, scene)) == expected


def test_rectangles_hang_from_each_other(engine: Engine) -> None:
    scene, canvas = overlay()
    outer = scene.rect("Outer", canvas, at=(4, 4), size=(16, 8), scale=(1, 2), pivot=(0, 0))
    inner = {"anchors": ((0.5, 0), (1, 1)), "size": (-2, -2)}
    scene.rect("Inner", outer.transform, components=plain("g"), **inner)
    assert letters(render(engine, scene)) == filled("g", 29, 0, 3, 10)


def test_a_turned_picture_turns_with_its_rectangle(engine: Engine) -> None:
    guid = texture(engine, "q", QUARTERS)
    scene, canvas = overlay()
    image = {"IMAGE": {"m_Sprite": f"{{fileID: 21300000, guid: {guid}, type: 3}}"}}
    scene.rect("Turned", canvas, turn=90, components=image)
    assert letters(render(engine, scene)) == placed(["ggggwwww"] * 4 + ["rrrrbbbb"] * 4, 12, 12)


def test_children_are_drawn_in_the_order_that_their_parent_lists(engine: Engine) -> None:
    scene, canvas = overlay()
    red = scene.rect("Red", canvas, components=plain("r"))
    green = scene.rect("Green", canvas, components=plain("g"))
    assert letters(render(engine, scene))[16][16] == "g"
    scene.order(green.transform, red.transform)
    assert letters(render(engine, scene))[16][16] == "r"


def test_what_is_switched_off_is_not_drawn(engine: Engine) -> None:
    scene, canvas = overlay()
    scene.rect("Off", canvas, active=False, components=plain("r"))
    scene.rect("Disabled", canvas, components={"IMAGE": {"m_Enabled": 0}})
    parent = scene.rect("Parent", canvas, active=False)
    scene.rect("Child", parent.transform, components=plain("r"))
    scene.canvas(fields={"m_Enabled": 0})
    assert box(render(engine, scene)) is None


def test_a_canvas_lies_over_sprites_unless_it_is_in_the_world(engine: Engine) -> None:
    scene = UiScene().camera()
    scene.sprite(texture(engine, "g", ["g" * 8] * 8), m_SortingOrder="9")
    scene.rect("Red", scene.canvas(), components=plain("r"), size=(4, 4))
    assert boxes(letters(render(engine, scene)), "rg") == {
        "r": (14, 14, 18, 18),
        "g": (12, 12, 20, 20),
    }


def test_a_canvas_in_the_world_stands_and_sorts_as_a_sprite(engine: Engine) -> None:
    scene = UiScene().camera()
    red, blue = (texture(engine, name, [name * 8] * 8) for name in "rb")
    scene.sprite(red, m_SortingOrder="0")
    scene.sprite(blue, place={"at": (0, -0.25)}, m_SortingOrder="2")
    canvas = scene.canvas(
        mode=2,
        at=(0.25, 0.25),
        size=(32, 32),
        scale=(1 / 16, 1 / 16),
        fields={"m_SortingOrder": 1},
    )
    scene.rect("Green", canvas, components=plain("g"), size=(8, 8), at=(-4, -4))
    found = boxes(letters(render(engine, scene)), "gb")
    assert found == {"g": (12, 12, 20, 16), "b": (12, 16, 20, 24)}


def test_a_canvas_before_a_camera_fills_its_picture_and_sorts(engine: Engine) -> None:
    scene = UiScene().camera()
    camera = scene.text.split("--- !u!20 &")[1].split("\n")[0]
    scene.sprite(texture(engine, "b", ["b" * 8] * 8), m_SortingOrder="1")
    fields = {"m_Camera": f"{{fileID: {camera}}}", "m_PlaneDistance": 5, "m_SortingOrder": 0}
    canvas = scene.canvas(mode=1, scale=(0, 0), size=(0, 0), fields=fields)
    scene.rect("Green", canvas, components=plain("g"), **stretched(size=(-8, -8)))
    assert boxes(letters(render(engine, scene)), "gb") == {
        "g": (4, 4, 28, 28),
        "b": (12, 12, 20, 20),
    }


def test_a_canvas_for_a_camera_without_one_lies_over_the_screen(engine: Engine) -> None:
    scene = UiScene().camera()
    scene.sprite(texture(engine, "b", ["b" * 8] * 8), m_SortingOrder="1")
    scene.rect("Green", scene.canvas(mode=1), components=plain("g"))
    assert letters(render(engine, scene))[16][16] == "g"


def test_overlays_are_stacked_by_their_order(engine: Engine) -> None:
    scene = UiScene().camera()
    for letter, order in (("r", 1), ("g", 2), ("b", 0)):
        canvas = scene.canvas(fields={"m_SortingOrder": order})
        scene.rect(letter, canvas, components=plain(letter))
    assert letters(render(engine, scene))[16][16] == "g"


@pytest.mark.parametrize(("overrides", "front"), [(0, "r"), (1, "g")])
def test_a_canvas_in_a_canvas_may_sort_for_itself(
    engine: Engine, overrides: int, front: str
) -> None:
    scene, canvas = overlay()
    inner = scene.rect(
        "Inner",
        canvas,
        components={"Canvas": {"m_OverrideSorting": overrides, "m_SortingOrder": 5}},
    )
    scene.rect("Green", inner.transform, components=plain("g"))
    scene.rect("Red", canvas, components=plain("r"))
    assert letters(render(engine, scene))[16][16] == front


@pytest.mark.parametrize(
    ("scaler", "side"),
    [
        ({}, 4),
        ({"m_ScaleFactor": 2}, 8),
        ({"m_UiScaleMode": 1, "m_ReferenceResolution": xy((8, 16))}, 16),
        ({"m_UiScaleMode": 1, "m_ReferenceResolution": xy((8, 16)), "m_MatchWidthOrHeight": 1}, 8),
        (
            {
                "m_UiScaleMode": 1,
                "m_ReferenceResolution": xy((4, 16)),
                "m_MatchWidthOrHeight": 0.5,
            },
            16,
        ),
        ({"m_UiScaleMode": 1, "m_ReferenceResolution": xy((8, 16)), "m_ScreenMatchMode": 1}, 8),
        ({"m_UiScaleMode": 1, "m_ReferenceResolution": xy((8, 16)), "m_ScreenMatchMode": 2}, 16),
        ({"m_UiScaleMode": 2, "m_PhysicalUnit": 2, "m_FallbackScreenDPI": 3}, 12),
        ({"m_UiScaleMode": 2, "m_PhysicalUnit": 3, "m_FallbackScreenDPI": 144}, 8),
    ],
)
def test_a_scaler_says_how_many_pixels_a_unit_is(
    engine: Engine, scaler: dict[str, object], side: int
) -> None:
    scene, canvas = overlay(components={"CANVAS_SCALER": scaler})
    scene.rect("Panel", canvas, size=(4, 4), components=plain("r"))
    half = side // 2
    assert box(render(engine, scene)) == (16 - half, 16 - half, 16 + half, 16 + half)


@pytest.mark.parametrize(("ignores", "red"), [(0, 64), (1, 128)])
def test_groups_fade_what_hangs_from_them(engine: Engine, ignores: int, red: int) -> None:
    scene, canvas = overlay()
    outer = scene.rect("Outer", canvas, components={"CanvasGroup": {"m_Alpha": 0.5}})
    group = {"CanvasGroup": {"m_Alpha": 0.5, "m_IgnoreParentGroups": ignores}}
    scene.rect("Inner", outer.transform, components=group | plain("r"))
    assert colour(render(engine, scene), 16, 16) == pytest.approx((red, 0, 0), abs=1)


def animated(engine: Engine, **lists: str) -> list[list[str]]:
    """Return the letters at the start and after a second, while a clip plays on a red panel."""
    motion = clip(engine, "Moves", stop=1, loop=False, **lists)
    animator = {"Animator": {"m_Controller": controller(engine, "C", state(1, motion))}}
    scene, canvas = overlay(components=animator)
    scene.rect("Panel", canvas, at=(4, 0), components=plain("r") | {"CanvasGroup": {"m_Alpha": 1}})
    return [letters(render(engine, scene, time_s=time_s)) for time_s in (0.0, 1.0)]


def test_clips_move_rectangles(engine: Engine) -> None:
    keys = [(0, 4, 8, 8), (1, 12, 8, 8)]
    changes = numbers("Panel", 224, "m_AnchoredPosition.x", keys)
    shown = animated(engine, m_FloatCurves=changes)
    assert shown == [filled("r", 16, 12, 8, 8), filled("r", 24, 12, 8, 8)]


def test_clips_scale_rectangles_where_they_lie(engine: Engine) -> None:
    flat = "{x: 0, y: 0, z: 0}"
    keys = [(0, "{x: 1, y: 1, z: 1}", flat, flat), (1, "{x: 2, y: 1, z: 1}", flat, flat)]
    shown = animated(engine, m_ScaleCurves=vectors("Panel", keys))
    assert shown == [filled("r", 16, 12, 8, 8), filled("r", 12, 12, 16, 8)]


@pytest.mark.parametrize(
    ("class_id", "attribute", "script"),
    [(225, "m_Alpha", ""), (114, "m_Color.r", UiScript.IMAGE.value), (1, "m_IsActive", "")],
)
def test_clips_change_what_is_on_a_canvas(
    engine: Engine, class_id: int, attribute: str, script: str
) -> None:
    changes = numbers("Panel", class_id, attribute, [(0, 1, 0, "Infinity"), (1, 0, 0, 0)], script)
    shown = animated(engine, m_FloatCurves=changes)
    assert shown == [filled("r", 16, 12, 8, 8), ["." * 32] * 32]


def test_a_canvas_that_looks_the_same_is_not_painted_again(engine: Engine) -> None:
    fades = numbers(
        "Panel", 225, "m_Alpha", [(0, 1, 0, 0), (0.5, 1, 0, "Infinity"), (1, 0.5, 0, 0)]
    )
    animated(engine, m_FloatCurves=fades)
    project = engine.project
    snapshot = project.snapshot()
    library, fonts = SpriteLibrary(project), FontLibrary(project)
    scene = SceneFile(PATH, project, snapshot, library, fonts)
    first, second, third = (
        scene.canvases.overlay(scene.at(time_s), (32, 32))[0].image for time_s in (0.1, 0.3, 1.0)
    )
    assert first is second
    assert first is not third


def test_a_canvas_on_a_moving_body_moves_along(engine: Engine) -> None:
    scene = UiScene().camera()
    body = scene.add("Body", Rigidbody2D={"m_BodyType": "0", "m_GravityScale": "1"})
    canvas = scene.rect(
        "Bar",
        body,
        size=(8, 8),
        scale=(1 / 16, 1 / 16),
        components={"Canvas": {"m_RenderMode": 2}},
    )
    scene.rect("Red", canvas.transform, components=plain("r"))
    start, later = (letters(render(engine, scene, time_s=time_s)) for time_s in (0.0, 0.2))
    assert start == filled("r", 12, 12, 8, 8)
    assert boxes(later, "r")["r"][1] == pytest.approx(12 + 16 * 9.81 * 0.2**2 / 2, abs=1.1)


def test_a_hud_looks_as_it_did(engine: Engine) -> None:
    """The picture was looked at; another FreeType may shade edges of letters otherwise."""
    scene = add_hud(UiScene().camera(m_BackGroundColor="{r: 0.35, g: 0.55, b: 0.7, a: 1}"))
    frame = render(engine, scene, width=320, height=180)
    with Image.open(io.BytesIO(frame.data)) as shown, Image.open(GOLDEN / "hud.png") as golden:
        difference = np.abs(np.asarray(shown.convert("RGB"), int) - np.asarray(golden, int))
    assert difference.mean() < 0.5
    assert (difference.max(axis=2) > 48).mean() < 0.002
