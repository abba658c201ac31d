"""Who is in front: axes, sort points and sorting groups."""

from __future__ import annotations

import pytest
from unity_scene import Scene, letters, render, texture

from spark_nb.sandbox.engine import Engine


@pytest.fixture
def squares(engine: Engine) -> dict[str, str]:
    return {c: texture(engine, c, [c * 8] * 8) for c in "rgbw"}


def sort_by(engine: Engine, axis: str, mode: int = 3) -> None:
    settings = engine.project.root / "ProjectSettings/GraphicsSettings.asset"
    settings.write_text(
        "%YAML 1.1\n--- !u!30 &1\nGraphicsSettings:\n"
        f"  m_TransparencySortMode: {mode}\n  m_TransparencySortAxis: {axis}\n"
    )


def front(engine: Engine, scene: Scene, x: int = 16, y: int = 16) -> str:
    return letters(render(engine, scene))[y][x]


def test_with_a_custom_axis_what_is_lower_is_in_front(engine: Engine, squares) -> None:
    scene = Scene().camera()
    scene.sprite(squares["r"], place={"at": (0, -0.125)})
    scene.sprite(squares["g"], place={"at": (0, 0.125)})
    assert front(engine, scene) == "g"
    sort_by(engine, "{x: 0, y: 1, z: 0}")
    assert front(engine, scene) == "r"


def test_the_axis_counts_only_when_the_mode_is_custom(engine: Engine, squares) -> None:
    scene = Scene().camera()
    scene.sprite(squares["r"], place={"at": (0, -0.125)})
    scene.sprite(squares["g"], place={"at": (0, 0.125)})
    sort_by(engine, "{x: 0, y: 1, z: 0}", mode=0)
    assert front(engine, scene) == "g"


def test_without_an_axis_the_camera_says_which_way_is_away(engine: Engine, squares) -> None:
    scene = Scene().camera()
    scene.sprite(squares["r"], place={"at": (0, 0, -1)})
    scene.sprite(squares["g"], place={"at": (0, 0, 1)})
    scene.text = scene.text.replace("m_LocalRotation: {x: 0, y: 0, z: 0.0, w: 1.0}", "X", 1)
    behind = scene.text.replace("X", "m_LocalRotation: {x: 0, y: 1, z: 0, w: 0}", 1)
    behind = behind.replace("m_LocalPosition: {x: 0, y: 0, z: -10}", "m_LocalPosition: {z: 10}", 1)
    before = scene.text.replace("X", "m_LocalRotation: {x: 0, y: 0, z: 0, w: 1}", 1)
    assert [front(engine, Scene(text)) for text in (before, behind)] == ["r", "g"]


def test_the_sort_point_is_the_middle_or_the_pivot(engine: Engine, squares) -> None:
    sort_by(engine, "{x: 0, y: 1, z: 0}")
    path = "Assets/g.png.meta"
    meta = (engine.project.read(path) or b"").decode().replace("alignment: 0", "alignment: 7")
    engine.project.write(path, meta.encode())  # the pivot is at its foot
    shown = []
    for point in ("0", "1"):
        scene = Scene().camera()
        scene.sprite(squares["g"], place={"at": (0, -0.125)}, m_SpriteSortPoint=point)
        scene.sprite(squares["r"])
        shown.append(front(engine, scene))
    assert shown == ["r", "g"]


def group(order: int = 0, **fields: str) -> dict[str, dict[str, str]]:
    return {"SortingGroup": {"m_SortingOrder": str(order)} | fields}


def test_a_group_goes_together_at_its_own_place(engine: Engine, squares) -> None:
    scene = Scene().camera()
    parent = scene.add("Group", **group(1))
    scene.sprite(squares["r"], parent=parent, m_SortingOrder="-5")
    scene.sprite(squares["g"], parent=parent, m_SortingOrder="-9")
    scene.sprite(squares["b"])
    assert front(engine, scene) == "r"
    scene.sprite(squares["w"], m_SortingOrder="2")
    assert front(engine, scene) == "w"


def test_groups_in_groups_sort_inside_of_them(engine: Engine, squares) -> None:
    scene = Scene().camera()
    outer = scene.add("Outer", **group(1))
    inner = scene.add("Inner", parent=outer, **group(7))
    scene.sprite(squares["r"], parent=inner, m_SortingOrder="-3")
    scene.sprite(squares["g"], parent=outer, m_SortingOrder="6")
    scene.sprite(squares["b"], m_SortingOrder="0")
    assert front(engine, scene) == "r"


def test_a_group_that_sorts_at_the_root_leaves_the_one_around_it(engine: Engine, squares) -> None:
    shown = []
    for at_root in ("0", "1"):
        scene = Scene().camera()
        outer = scene.add("Outer", **group(5))
        inner = scene.add("Inner", parent=outer, **group(1, m_SortAtRoot=at_root))
        scene.sprite(squares["r"], parent=inner)
        scene.sprite(squares["g"], m_SortingOrder="3")
        shown.append(front(engine, scene))
    assert shown == ["r", "g"]


def test_a_group_that_is_off_does_not_group(engine: Engine, squares) -> None:
    scene = Scene().camera()
    parent = scene.add("Group", **group(1, m_Enabled="0"))
    scene.sprite(squares["r"], parent=parent, m_SortingOrder="-5")
    scene.sprite(squares["b"])
    assert front(engine, scene) == "b"
