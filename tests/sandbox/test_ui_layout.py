"""Layout components and controls, whose results files do not hold."""

from __future__ import annotations

import pytest
from test_ui import boxes
from ui_scene import KEEPS_SIZES, UiScene, plain, xy
from unity_scene import box, letters, render, texture

from spark_nb.sandbox.engine import Engine

Boxes = dict[str, tuple[int, int, int, int]]
DRIVEN = {"anchors": ((0, 0), (0, 0)), "size": (0, 0)}  # what Unity writes for driven values


def overlay() -> tuple[UiScene, int]:
    scene = UiScene().camera()
    return scene, scene.canvas()


def padding(left: int, right: int, top: int, low: int) -> str:
    return f"{{m_Left: {left}, m_Right: {right}, m_Top: {top}, m_Bottom: {low}}}"


def element(**sizes: object) -> dict[str, dict[str, object]]:
    """Return a LayoutElement; sizes that are not named are off, as Unity writes them."""
    names = ("MinWidth", "MinHeight", "PreferredWidth", "PreferredHeight")
    off = {f"m_{name}": -1 for name in (*names, "FlexibleWidth", "FlexibleHeight")}
    return {"LAYOUT_ELEMENT": off | {"m_LayoutPriority": 1} | sizes}


def arranged(
    engine: Engine,
    group: dict[str, dict[str, object]],
    members: dict[str, dict[str, object]],
    size: tuple[float, float] = (32, 32),
) -> Boxes:
    """Return where a group of that size puts its members, by the letters of their colours."""
    scene, canvas = overlay()
    parent = scene.rect("Group", canvas, size=size, components=group)
    for letter, options in members.items():
        components = plain(letter) | options.pop("components", {})  # type: ignore[operator]
        scene.rect(letter, parent.transform, components=components, **DRIVEN | options)  # type: ignore[arg-type]
    return boxes(letters(render(engine, scene)), "".join(members))


CONTROLS = KEEPS_SIZES | {"m_ChildControlWidth": 1, "m_ChildControlHeight": 1}
SMALL = {"r": {"size": (4, 4)}, "g": {"size": (6, 8)}}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"r": (0, 0, 4, 4), "g": (4, 0, 10, 8)}),
        ({"m_Spacing": 2}, {"r": (0, 0, 4, 4), "g": (6, 0, 12, 8)}),
        ({"m_Padding": padding(3, 1, 2, 5)}, {"r": (3, 2, 7, 6), "g": (7, 2, 13, 10)}),
        ({"m_ChildAlignment": 4}, {"r": (11, 14, 15, 18), "g": (15, 12, 21, 20)}),
        ({"m_ChildAlignment": 8}, {"r": (22, 28, 26, 32), "g": (26, 24, 32, 32)}),
        ({"m_ReverseArrangement": 1}, {"r": (6, 0, 10, 4), "g": (0, 0, 6, 8)}),
        ({"m_ChildForceExpandWidth": 1}, {"r": (0, 0, 4, 4), "g": (15, 0, 21, 8)}),
    ],
)
def test_a_horizontal_group_puts_its_children_in_a_row(
    engine: Engine, fields: dict[str, object], expected: Boxes
) -> None:
    members = {letter: dict(options) for letter, options in SMALL.items()}
    assert arranged(engine, {"HORIZONTAL_GROUP": KEEPS_SIZES | fields}, members) == expected


def test_a_vertical_group_puts_its_children_in_a_column(engine: Engine) -> None:
    members = {letter: dict(options) for letter, options in SMALL.items()}
    group = {"VERTICAL_GROUP": KEEPS_SIZES | {"m_Spacing": 1, "m_ChildAlignment": 1}}
    found = arranged(engine, group, members)
    assert found == {"r": (14, 0, 18, 4), "g": (13, 5, 19, 13)}


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (32, {"r": (0, 0, 12, 4), "g": (12, 0, 32, 8)}),  # spare units go to those who share
        (18, {"r": (7, 0, 13, 4), "g": (13, 0, 25, 8)}),  # what both like
        (12, {"r": (10, 0, 14, 4), "g": (14, 0, 22, 8)}),  # half way from what they need
        (6, {"r": (13, 0, 15, 4), "g": (15, 0, 19, 8)}),  # what they need
    ],
)
def test_a_group_gives_room_as_its_children_ask(
    engine: Engine, width: int, expected: Boxes
) -> None:
    red = element(m_MinWidth=2, m_PreferredWidth=6, m_FlexibleWidth=3, m_PreferredHeight=4)
    green = element(m_MinWidth=4, m_PreferredWidth=12, m_FlexibleWidth=4, m_PreferredHeight=8)
    members = {"r": {"components": red}, "g": {"components": green}}
    group = {"HORIZONTAL_GROUP": CONTROLS}
    assert arranged(engine, group, members, (width, 32)) == expected


def test_a_group_fills_itself_with_children_it_expands(engine: Engine) -> None:
    expands = {"m_ChildForceExpandWidth": 1, "m_ChildForceExpandHeight": 1}
    members: dict[str, dict[str, object]] = {"r": {}, "g": {}}
    found = arranged(engine, {"VERTICAL_GROUP": CONTROLS | expands}, members)
    assert found == {"r": (0, 0, 32, 16), "g": (0, 16, 32, 32)}


def test_a_child_may_stand_apart_from_the_layout(engine: Engine) -> None:
    apart = {"size": (4, 4), "anchors": ((1, 1), (1, 1)), "pivot": (1, 1)}
    members = {
        "r": apart | {"components": element(m_IgnoreLayout=1)},
        "g": {"size": (6, 8)},
        "b": {"size": (2, 2)},
    }
    found = arranged(engine, {"HORIZONTAL_GROUP": KEEPS_SIZES}, members)
    assert found == {"r": (28, 0, 32, 4), "g": (0, 0, 6, 8), "b": (6, 0, 8, 2)}


def test_groups_in_groups_ask_for_what_their_children_need(engine: Engine) -> None:
    scene, canvas = overlay()
    outer = scene.rect("Outer", canvas, size=(32, 32), components={"VERTICAL_GROUP": CONTROLS})
    inner = {"HORIZONTAL_GROUP": CONTROLS | {"m_Padding": padding(1, 1, 1, 1)}} | plain("w")
    row = scene.rect("Row", outer.transform, components=inner, **DRIVEN)
    for letter in "rg":
        sized = plain(letter) | element(m_PreferredWidth=4, m_PreferredHeight=6)
        scene.rect(letter, row.transform, components=sized, **DRIVEN)
    found = boxes(letters(render(engine, scene)), "wrg")
    assert found == {"w": (0, 0, 10, 8), "r": (1, 1, 5, 7), "g": (5, 1, 9, 7)}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {"r": (0, 0, 8, 4), "g": (8, 0, 16, 4), "b": (0, 4, 8, 8)}),
        ({"m_Spacing": xy((2, 1))}, {"r": (0, 0, 8, 4), "g": (10, 0, 18, 4), "b": (0, 5, 8, 9)}),
        ({"m_StartCorner": 3}, {"b": (8, 0, 16, 4), "g": (0, 4, 8, 8), "r": (8, 4, 16, 8)}),
        ({"m_StartAxis": 1}, {"r": (0, 0, 8, 4), "g": (0, 4, 8, 8), "b": (0, 8, 8, 12)}),
        (
            {"m_Constraint": 1, "m_ConstraintCount": 1},
            {"r": (0, 0, 8, 4), "g": (0, 4, 8, 8), "b": (0, 8, 8, 12)},
        ),
        (
            {"m_Constraint": 2, "m_ConstraintCount": 2},
            {"r": (0, 0, 8, 4), "g": (8, 0, 16, 4), "b": (0, 4, 8, 8)},
        ),
        (
            {"m_ChildAlignment": 8},
            {"r": (4, 24, 12, 28), "g": (12, 24, 20, 28), "b": (4, 28, 12, 32)},
        ),
    ],
)
def test_a_grid_has_cells_of_one_size(
    engine: Engine, fields: dict[str, object], expected: Boxes
) -> None:
    grid = {"GRID_GROUP": {"m_CellSize": xy((8, 4)), "m_ConstraintCount": 2} | fields}
    members: dict[str, dict[str, object]] = {"r": {}, "g": {}, "b": {}}
    found = arranged(engine, grid, members, (20, 32))
    shifted = {name: (x - 6, y, right - 6, low) for name, (x, y, right, low) in found.items()}
    assert shifted == expected


@pytest.mark.parametrize(
    ("fit", "expected"),
    [({"m_HorizontalFit": 2}, (12, 12, 22, 20)), ({"m_VerticalFit": 1}, (12, 12, 20, 15))],
)
def test_a_rectangle_fits_its_content(
    engine: Engine, fit: dict[str, object], expected: tuple[int, ...]
) -> None:
    scene, canvas = overlay()
    sizes = element(m_PreferredWidth=10, m_MinHeight=3)
    scene.rect(
        "Fits",
        canvas,
        at=(-4, 4),
        pivot=(0, 1),
        components=plain("r") | sizes | {"CONTENT_FITTER": fit},
    )
    assert box(render(engine, scene)) == expected


def test_a_rectangle_fits_its_sprite(engine: Engine) -> None:
    guid = texture(engine, "wide", ["w" * 6] * 2)
    meta = (engine.project.read("Assets/wide.png.meta") or b"").decode()
    meta = meta.replace("spritePixelsToUnits: 16", "spritePixelsToUnits: 50")
    engine.project.write("Assets/wide.png.meta", meta.encode())
    scene, canvas = overlay()
    image = {"IMAGE": {"m_Sprite": f"{{fileID: 21300000, guid: {guid}, type: 3}}"}}
    fit = {"CONTENT_FITTER": {"m_HorizontalFit": 2, "m_VerticalFit": 2}}
    scene.rect("Fits", canvas, components=image | fit)
    assert box(render(engine, scene)) == (10, 14, 22, 18)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        (0, (8, 12, 24, 20)),
        (1, (8, 8, 24, 24)),
        (2, (12, 12, 20, 20)),
        (3, (4, 4, 28, 28)),
        (4, (0, 0, 32, 32)),
    ],
)
def test_a_rectangle_keeps_its_aspect(
    engine: Engine, mode: int, expected: tuple[int, ...]
) -> None:
    scene, canvas = overlay()
    parent = scene.rect("Parent", canvas, size=(24, 32))
    aspect = {"ASPECT_FITTER": {"m_AspectMode": mode, "m_AspectRatio": 1}}
    scene.rect("Child", parent.transform, size=(16, 8), components=plain("r") | aspect)
    assert box(render(engine, scene)) == expected
