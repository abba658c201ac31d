"""Game time: 2D physics from the saved scene on, in units and seconds."""

from __future__ import annotations

import pytest
from unity_scene import Scene, box, material, render, texture

from spark_nb.sandbox.engine import Engine

FLOOR = {"m_Size": "{x: 20, y: 1}"}
UNIT = {"m_Size": "{x: 1, y: 1}"}


def falling(engine: Engine, *, height: float = 3, floor: bool = True, **body: str) -> Scene:
    """A white unit square above a floor whose top is y = -4.5; 10 x 10 units are shown."""
    scene = Scene().camera(5)
    guid = texture(engine, "w", ["w" * 16] * 16)
    parts = {"Rigidbody2D": {"m_AngularDrag": "0"} | body, "BoxCollider2D": UNIT}
    scene.sprite(guid, name="Box", place={"at": (0, height)}, components=parts)
    if floor:
        scene.add("Floor", at=(0, -5), BoxCollider2D=FLOOR)
    return scene


def middle(engine: Engine, scene: Scene, time_s: float, axis: int = 1) -> float:
    """Return where the white square is, in units, to a twentieth."""
    found = box(render(engine, scene, time_s=time_s, width=200, height=200))
    assert found is not None
    centre = (found[axis] + found[axis + 2]) / 2
    return (centre - 100) / 20 if axis == 0 else (100 - centre) / 20


def test_a_body_falls_as_gravity_says(engine: Engine) -> None:
    scene = falling(engine, height=4, floor=False)
    for seconds in (0.5, 1.0):
        assert middle(engine, scene, seconds) == pytest.approx(4 - 9.81 * seconds**2 / 2, abs=0.2)


def test_nothing_has_moved_at_the_start(engine: Engine) -> None:
    assert middle(engine, falling(engine), 0) == 3


def test_a_body_comes_to_rest_on_the_floor_without_sinking(engine: Engine) -> None:
    scene = falling(engine)
    assert [middle(engine, scene, t) for t in (3, 6, 20)] == [pytest.approx(-4, abs=0.06)] * 3


def test_a_bouncy_material_throws_it_back(engine: Engine) -> None:
    scene = falling(engine, m_Material=material(engine, "rubber", bounce=0.8))
    highest = max(middle(engine, scene, t / 20) for t in range(26, 60))
    assert highest == pytest.approx(-4 + 0.64 * 7, abs=0.7)
    assert max(middle(engine, falling(engine), t / 20) for t in range(26, 40)) < -3.8


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"m_GravityScale": "0"}, 3),
        ({"m_BodyType": "1"}, 3),
        ({"m_BodyType": "2"}, 3),
        ({"m_Simulated": "0"}, 3),
        ({"m_Constraints": "2"}, 3),
        ({"m_GravityScale": "0.5"}, 3 - 9.81 / 4),
        ({"m_LinearDrag": "4"}, 3 - 9.81 * (1 / 4 - 1 / 16)),
        ({"m_LinearDamping": "4"}, 3 - 9.81 * (1 / 4 - 1 / 16)),
    ],
)
def test_settings_of_a_body_hold(engine: Engine, body: dict[str, str], expected: float) -> None:
    scene = falling(engine, **body)
    assert middle(engine, scene, 1) == pytest.approx(expected, abs=0.15)


def test_a_frozen_axis_holds_against_a_push(engine: Engine) -> None:
    scene = falling(engine, height=-4, m_Constraints="5", m_GravityScale="0")
    weight = {"m_Mass": "50", "m_GravityScale": "1"}
    scene.add("Weight", at=(0.6, -2), Rigidbody2D=weight, CircleCollider2D={"m_Radius": "0.5"})
    assert middle(engine, scene, 3, axis=0) == pytest.approx(0, abs=0.05)


def test_layers_that_do_not_touch_pass_through_each_other(engine: Engine) -> None:
    rows = [0xFFFFFFFE, *[0xFFFFFFFF] * 31]
    matrix = b"".join(row.to_bytes(4, "little") for row in rows).hex()
    settings = f"--- !u!19 &1\nPhysics2DSettings:\n  m_LayerCollisionMatrix: {matrix}\n"
    file = engine.project.root / "ProjectSettings/Physics2DSettings.asset"
    file.write_text(f"%YAML 1.1\n{settings}")
    assert middle(engine, falling(engine, height=-3), 0.6) < -4.2


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("CircleCollider2D", {"m_Radius": "2", "m_Offset": "{x: 0, y: -2}"}),
        ("EdgeCollider2D", {"m_Points": "\n  - {x: -3, y: 0}\n  - {x: 3, y: 0}"}),
        (
            "PolygonCollider2D",
            {
                "m_Points": "\n    m_Paths:\n    - - {x: -3, y: 0}\n      - {x: -3, y: -2}\n"
                "      - {x: 3, y: -2}\n      - {x: 3, y: 0}"
            },
        ),
    ],
)
def test_every_collider_carries(engine: Engine, kind: str, fields: dict[str, str]) -> None:
    scene = falling(engine, floor=False, m_Constraints="5")
    scene.add("Ground", at=(0, -2), **{kind: fields})
    assert middle(engine, scene, 3) == pytest.approx(-1.5, abs=0.1)


def test_triggers_and_disabled_colliders_carry_nothing(engine: Engine) -> None:
    scene = falling(engine, floor=False)
    scene.add("Trigger", at=(0, 0), BoxCollider2D=FLOOR | {"m_IsTrigger": "1"})
    scene.add("Disabled", at=(0, -2), BoxCollider2D=FLOOR | {"m_Enabled": "0"})
    assert middle(engine, scene, 1) < -1.7


def test_children_ride_along(engine: Engine) -> None:
    scene = Scene().camera(5)
    guid = texture(engine, "w", ["w" * 16] * 16)
    parent = scene.add("Body", at=(0, 3), Rigidbody2D={})
    scene.sprite(guid, parent=parent, place={"at": (1, 0)})
    assert middle(engine, scene, 0.5) == pytest.approx(3 - 9.81 / 8, abs=0.15)
    assert middle(engine, scene, 0.5, axis=0) == pytest.approx(1, abs=0.05)


def test_frames_are_the_same_in_whatever_order_they_are_asked_for(engine: Engine) -> None:
    scene = falling(engine)
    for index in range(4):
        parts = {"Rigidbody2D": {}, "BoxCollider2D": UNIT}
        scene.add(f"Crate{index}", at=(0.1 * index, -3.9 + index), **parts)
    times = [0.0, 0.5, 1.02, 2.4, 5.0]
    onward = {t: render(engine, scene, time_s=t).data for t in times}
    backward = {t: render(engine, scene, time_s=t).data for t in reversed(times)}
    again = Engine(engine.project)
    late_first = {t: render(again, scene, time_s=t).data for t in [5.0, 0.5, 2.4, 0.0, 1.02]}
    assert onward == backward == late_first


def test_inputs_are_recorded_and_said_to_change_nothing(engine: Engine) -> None:
    scene = falling(engine)
    inputs = [{"key": "Jump", "at": 0.5, "down": True}]
    plain, asked = render(engine, scene, time_s=1), render(engine, scene, time_s=1, inputs=inputs)
    assert (plain.inputs, plain.warnings) == ((), ())
    assert asked.inputs == tuple(inputs)
    assert asked.warnings == ("Inputs change nothing here, for no script runs.",)
    assert asked.data == plain.data


def test_time_ends_after_a_minute_and_says_so(engine: Engine) -> None:
    scene = falling(engine)
    last, later = (render(engine, scene, time_s=t) for t in (60, 3600))
    assert (later.data, last.warnings) == (last.data, ())
    assert later.warnings == ("Physics stops after 60 s.",)
