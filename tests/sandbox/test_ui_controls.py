"""Sliders, scroll bars and views, toggles and buttons as they look when the scene starts."""

from __future__ import annotations

import pytest
from test_render import colour
from test_ui import boxes
from ui_scene import Placed, UiScene, plain, rgba, stretched
from unity_scene import box, letters, render, texture

from spark_nb.sandbox.engine import Engine

DRIVEN = {"anchors": ((0, 0), (0, 0)), "size": (0, 0)}  # what Unity writes for driven values
SELECTABLE = {"m_Interactable": 1, "m_Transition": 1}


def overlay() -> tuple[UiScene, int]:
    scene = UiScene().camera()
    return scene, scene.canvas()


def to(placed: Placed) -> str:
    return f"{{fileID: {placed.transform}}}"


def add(scene: UiScene, owner: Placed, script: str, fields: dict[str, object]) -> None:
    """Add a component to an object made before, for it points to objects made since."""
    file_id = next(scene.ids)
    head = f"--- !u!224 &{owner.transform}\n"
    before, after = scene.text.split(head)
    game_object = after.split("m_GameObject: {fileID: ")[1].split("}")[0]
    listed = f"--- !u!1 &{game_object}\nGameObject:\n  m_Component:\n"
    more = f"{listed}  - component: {{fileID: {file_id}}}\n"
    scene.text = (before + head + after).replace(listed, more)
    scene.component(script, file_id, int(game_object), fields)


@pytest.mark.parametrize(
    ("fields", "fill", "handle"),
    [
        ({"m_Value": 0.25}, (0, 12, 8, 20), (6, 12, 10, 20)),
        ({"m_Value": 15, "m_MinValue": 10, "m_MaxValue": 20}, (0, 12, 16, 20), (14, 12, 18, 20)),
        (
            {"m_Value": 2.6, "m_MaxValue": 4, "m_WholeNumbers": 1},
            (0, 12, 24, 20),
            (22, 12, 26, 20),
        ),
        ({"m_Value": 0.25, "m_Direction": 1}, (24, 12, 32, 20), (22, 12, 26, 20)),
        ({"m_Value": 0.25, "m_Direction": 2}, (0, 18, 32, 20), (0, 16, 32, 20)),
        ({"m_Value": 0.25, "m_Direction": 3}, (0, 12, 32, 14), (0, 12, 32, 16)),
    ],
)
def test_a_slider_fills_up_to_its_value(
    engine: Engine, fields: dict[str, object], fill: tuple[int, ...], handle: tuple[int, ...]
) -> None:
    upright = fields.get("m_Direction", 0) in (2, 3)
    for part, expected, size in (
        ("m_FillRect", fill, (0, 0)),
        ("m_HandleRect", handle, (0, 4) if upright else (4, 0)),
    ):
        scene, canvas = overlay()
        slider = scene.rect("Slider", canvas, size=(32, 8))
        inner = scene.rect(
            "Part", slider.transform, components=plain("r"), **DRIVEN | {"size": size}
        )
        add(scene, slider, "SLIDER", {"m_MaxValue": 1, part: to(inner)} | fields)
        assert box(render(engine, scene)) == expected


def test_a_slider_fills_an_image_that_is_filled(engine: Engine) -> None:
    guid = texture(engine, "w", ["w"])
    filled = {
        "m_Sprite": f"{{fileID: 21300000, guid: {guid}, type: 3}}",
        "m_Type": 3,
        "m_FillMethod": 0,
        "m_FillAmount": 1,
    }
    scene, canvas = overlay()
    slider = scene.rect("Slider", canvas, size=(32, 8))
    inner = scene.rect("Fill", slider.transform, components={"IMAGE": filled}, **DRIVEN)
    add(scene, slider, "SLIDER", {"m_Value": 0.5, "m_FillRect": to(inner)})
    assert box(render(engine, scene)) == (0, 12, 16, 20)


def test_a_slider_without_a_range_is_empty(engine: Engine) -> None:
    scene, canvas = overlay()
    slider = scene.rect("Slider", canvas, size=(32, 8))
    inner = scene.rect("Fill", slider.transform, components=plain("r"), **DRIVEN)
    fields = {"m_Value": 3, "m_MinValue": 3, "m_MaxValue": 3, "m_FillRect": to(inner)}
    add(scene, slider, "SLIDER", fields)
    assert box(render(engine, scene)) is None


@pytest.mark.parametrize(("direction", "expected"), [(0, (12, 12, 20, 20)), (3, (0, 15, 32, 17))])
def test_the_handle_of_a_scroll_bar_is_as_long_as_what_shows(
    engine: Engine, direction: int, expected: tuple[int, ...]
) -> None:
    scene, canvas = overlay()
    bar = scene.rect("Bar", canvas, size=(32, 8))
    handle = scene.rect("Handle", bar.transform, components=plain("r"), **DRIVEN)
    fields = {"m_Value": 0.5, "m_Size": 0.25, "m_Direction": direction}
    add(scene, bar, "SCROLLBAR", fields | {"m_HandleRect": to(handle)})
    assert box(render(engine, scene)) == expected


@pytest.mark.parametrize(("is_on", "seen"), [(1, (12, 12, 20, 20)), (0, None)])
def test_a_toggle_shows_its_mark_when_it_is_on(
    engine: Engine, is_on: int, seen: tuple[int, ...] | None
) -> None:
    scene, canvas = overlay()
    toggle = scene.rect("Toggle", canvas)
    mark = scene.rect("Mark", toggle.transform, components=plain("g"))
    pointer = f"{{fileID: {mark.components['IMAGE']}}}"
    add(scene, toggle, "TOGGLE", {"m_IsOn": is_on, "m_Graphic": pointer})
    assert box(render(engine, scene)) == seen


@pytest.mark.parametrize(
    ("fields", "group", "red"),
    [
        ({}, {}, 128),
        ({"m_Interactable": 0}, {}, 64),
        ({}, {"m_Interactable": 0}, 64),
        ({"m_Transition": 0}, {}, 255),
    ],
)
def test_a_button_tints_its_graphic(
    engine: Engine, fields: dict[str, object], group: dict[str, object], red: int
) -> None:
    scene, canvas = overlay()
    button = scene.rect("Button", canvas, components={"CanvasGroup": group})
    face = scene.rect("Face", button.transform, components=plain("r"))
    normal, disabled = rgba((0.25, 1, 1, 1)), rgba((0.125, 1, 1, 1))
    colours = f"{{m_NormalColor: {normal}, m_DisabledColor: {disabled}, m_ColorMultiplier: 2}}"
    target = {"m_TargetGraphic": f"{{fileID: {face.components['IMAGE']}}}", "m_Colors": colours}
    add(scene, button, "4e29b1a8efbd4b44bb3f3716e73f07ff", SELECTABLE | target | fields)
    assert colour(render(engine, scene), 16, 16) == pytest.approx((red, 0, 0), abs=1)


def scroll_view(scene: UiScene, canvas: int, content: float, visibility: int) -> None:
    """Add a view of 24 x 24 units with a bar of 4 units at its right edge."""
    view = scene.rect("View", canvas, size=(24, 24))
    mask = {"RECT_MASK": {}} | plain("b")
    port = scene.rect("Viewport", view.transform, components=mask, **DRIVEN | {"pivot": (0, 1)})
    inner = scene.rect(
        "Content",
        port.transform,
        anchors=((0, 1), (1, 1)),
        pivot=(0, 1),
        size=(0, content),
    )
    scene.rect("Green", inner.transform, components=plain("g"), **stretched(size=(-8, 0)))
    bar = scene.rect(
        "Bar",
        view.transform,
        anchors=((1, 0), (1, 0)),
        pivot=(1, 1),
        size=(4, 0),
        components=plain("w"),
    )
    handle = scene.rect("Handle", bar.transform, components=plain("r"), **DRIVEN)
    add(scene, bar, "SCROLLBAR", {"m_Direction": 2, "m_Size": 1, "m_HandleRect": to(handle)})
    fields = {"m_Content": to(inner), "m_Viewport": to(port), "m_VerticalScrollbar": to(bar)}
    fields |= {"m_Horizontal": 0, "m_Vertical": 1}
    modes = {"m_VerticalScrollbarVisibility": visibility, "m_VerticalScrollbarSpacing": 2}
    add(scene, view, "SCROLL_VIEW", fields | modes)


def test_a_scroll_view_gives_its_bar_room_when_the_content_is_long(engine: Engine) -> None:
    scene, canvas = overlay()
    scroll_view(scene, canvas, content=48, visibility=2)
    found = boxes(letters(render(engine, scene)), "bgrw")
    assert found == {
        "b": (4, 4, 22, 28),
        "g": (8, 4, 18, 28),
        "r": (24, 4, 28, 16),
        "w": (24, 16, 28, 28),
    }


def test_a_scroll_view_hides_its_bar_when_all_fits(engine: Engine) -> None:
    scene, canvas = overlay()
    scroll_view(scene, canvas, content=20, visibility=2)
    rows = letters(render(engine, scene))
    assert boxes(rows, "bg") == {"b": (4, 4, 28, 28), "g": (8, 4, 24, 24)}
    assert "r" not in "".join(rows)
