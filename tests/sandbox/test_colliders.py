"""Every kind of collider, effector and joint, at rest and in motion."""

from __future__ import annotations

import math

import pytest
from play import Play, paths
from unity_scene import Scene, render

from spark_nb.sandbox.engine import Engine

UNIT = {"m_Size": "{x: 1, y: 1}"}
WIDE = {"m_Size": "{x: 20, y: 1}"}
UPRIGHT = {"m_Constraints": "4"}
NEAR = 0.03


def square(half: float) -> list[tuple[float, float]]:
    return [(-half, -half), (half, -half), (half, half), (-half, half)]


def rest_of(engine: Engine, scene: Scene, name: str = "Body", seconds: float = 3) -> float:
    return Play(engine, scene).y(name, seconds)


def on_ground(kind: str, fields: dict[str, str], **place: object) -> Scene:
    scene = Scene()
    scene.add("Ground", at=(0, -0.5), BoxCollider2D=WIDE)
    scene.add("Body", **({"at": (0, 3)} | place), Rigidbody2D=UPRIGHT, **{kind: fields})
    return scene


@pytest.mark.parametrize(
    ("direction", "scale", "height"),
    [
        ("0", (1, 1), 1.0),  # upright, 1 wide and 2 high
        ("0", (1, 2), 2.0),
        ("0", (3, 1), 1.5),  # wider than high: a ball of its width
        ("1", (1, 1), 1.0),  # lying, higher than long: a ball of its height
        ("1", (4, 0.5), 0.5),
    ],
)
def test_capsules_stretch_along_their_axes(
    engine: Engine, direction: str, scale: tuple[float, float], height: float
) -> None:
    capsule = {"m_Size": "{x: 1, y: 2}", "m_Direction": direction}
    scene = on_ground("CapsuleCollider2D", capsule, scale=scale, at=(0, 5))
    assert rest_of(engine, scene) == pytest.approx(height, abs=NEAR)


def test_a_circle_takes_the_larger_stretch(engine: Engine) -> None:
    scene = on_ground("CircleCollider2D", {"m_Radius": "0.5"}, scale=(1, 3))
    assert rest_of(engine, scene) == pytest.approx(1.5, abs=NEAR)


def test_offsets_turn_and_stretch_with_the_object(engine: Engine) -> None:
    circle = {"m_Radius": "0.25", "m_Offset": "{x: 1, y: 0}"}
    scene = on_ground("CircleCollider2D", circle, scale=(2, 2), turn=-90)
    assert rest_of(engine, scene) == pytest.approx(2.5, abs=NEAR)


def test_a_hollow_polygon_holds_what_is_inside(engine: Engine) -> None:
    scene = Scene()
    scene.add("Ring", PolygonCollider2D=paths(square(4), square(3)))
    scene.add("Body", Rigidbody2D={}, CircleCollider2D={"m_Radius": "0.5"})
    assert rest_of(engine, scene) == pytest.approx(-2.5, abs=NEAR)


def test_a_polygon_that_is_not_convex_is_filled_where_it_is(engine: Engine) -> None:
    cup = [(-2, 0), (2, 0), (2, 2), (1, 2), (1, 1), (-1, 1), (-1, 2), (-2, 2)]
    scene = Scene()
    scene.add("Cup", PolygonCollider2D=paths(cup))
    scene.add("Inside", at=(0, 3), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    scene.add("Rim", at=(1.5, 4), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    play = Play(engine, scene)
    found = play.y("Inside", 3), play.y("Rim", 3)
    assert found == (pytest.approx(1.5, abs=NEAR), pytest.approx(2.5, abs=NEAR))


def test_a_closed_edge_keeps_out_and_in(engine: Engine) -> None:
    ring = "".join(f"\n  - {{x: {x}, y: {y}}}" for x, y in [*square(2), (-2, -2)])
    scene = Scene()
    scene.add("Edge", EdgeCollider2D={"m_Points": ring})
    scene.add("Inside", Rigidbody2D={}, CircleCollider2D={"m_Radius": "0.5"})
    scene.add("Above", at=(0, 4), Rigidbody2D={}, CircleCollider2D={"m_Radius": "0.5"})
    play = Play(engine, scene)
    found = play.y("Inside", 3), play.y("Above", 3)
    assert found == (pytest.approx(-1.5, abs=NEAR), pytest.approx(2.5, abs=NEAR))


def test_a_thick_edge_is_round(engine: Engine) -> None:
    line = {"m_Points": "\n  - {x: -5, y: 0}\n  - {x: 5, y: 0}", "m_EdgeRadius": "0.5"}
    scene = Scene()
    scene.add("Edge", EdgeCollider2D=line)
    scene.add("Body", at=(0, 3), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    assert rest_of(engine, scene) == pytest.approx(1.0, abs=NEAR)


def test_custom_shapes_collide(engine: Engine) -> None:
    shapes = (
        "\n    m_Shapes:\n    - m_ShapeType: 2\n      m_Radius: 0\n      m_VertexStartIndex: 1\n"
        "      m_VertexCount: 3\n    - m_ShapeType: 0\n      m_Radius: 1\n"
        "      m_VertexStartIndex: 0\n      m_VertexCount: 1\n    m_Vertices:\n"
        "    - {x: 6, y: 0}\n    - {x: -2, y: 0}\n    - {x: 2, y: 0}\n    - {x: 0, y: 2}"
    )
    scene = Scene()
    scene.add("Custom", CustomCollider2D={"m_CustomShapes": shapes})
    scene.add("Peak", at=(0, 4), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    scene.add("Ball", at=(6, 4), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    play = Play(engine, scene)
    found = play.y("Peak", 1.5), play.y("Ball", 1.5)
    assert found == (pytest.approx(2.5, abs=NEAR), pytest.approx(1.5, abs=NEAR))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("BoxCollider2D", {"m_Size": "{x: 0, y: 1}"}),
        ("BoxCollider2D", {"m_Size": "{x: 0.003, y: 0.003}"}),
        ("BoxCollider2D", {"m_Size": "{x: 1e30, y: 1}"}),
        ("BoxCollider2D", {"m_Size": "{x: 5, y: 0.00001}"}),
        ("CircleCollider2D", {"m_Radius": "-1"}),
        ("EdgeCollider2D", {"m_Points": "\n  - {x: 0, y: 0}\n  - {x: 0, y: 0}"}),
        ("EdgeCollider2D", {"m_Points": "[]"}),
        ("PolygonCollider2D", {"m_Points": "\n    m_Paths: []"}),
        ("PolygonCollider2D", paths([(0, 0), (1, 0), (2, 0)])),
        ("CapsuleCollider2D", {"m_Size": "{x: 0, y: 0}"}),
    ],
)
def test_colliders_that_are_nothing_are_named(
    engine: Engine, kind: str, fields: dict[str, str]
) -> None:
    scene = Scene().camera()
    scene.add("Odd", Rigidbody2D={}, **{kind: fields})
    frame = render(engine, scene, time_s=1)
    assert frame.warnings == ("Colliders are too small or thin to collide: Odd.",)


def test_without_simulation_colliders_are_gone_too(engine: Engine) -> None:
    scene = Scene()
    scene.add("Ghost", Rigidbody2D={"m_Simulated": "0"}, BoxCollider2D=WIDE)
    scene.add("Body", at=(0, 2), Rigidbody2D={}, BoxCollider2D=UNIT)
    assert rest_of(engine, scene, seconds=1) < -2


FLOOR = 2  # the transform of the first object of a scene
MERGED = [{"m_UsedByComposite": "1"}, {"m_CompositeOperation": "1"}]


def composite(merged: dict[str, str], geometry: str, **more: str) -> Scene:
    """A floor of ten tiles, merged; its top is at 0.5."""
    scene = Scene()
    fields = {"m_GeometryType": geometry, "m_GenerationType": "0"} | more
    scene.add("Floor", Rigidbody2D={"m_BodyType": "2"}, CompositeCollider2D=fields)
    for index in range(-5, 6):
        scene.add(f"Tile{index}", at=(index, 0), parent=FLOOR, BoxCollider2D=UNIT | merged)
    return scene


@pytest.mark.parametrize("merged", MERGED)
@pytest.mark.parametrize("geometry", ["0", "1"])
def test_a_composite_has_no_seams(engine: Engine, merged: dict[str, str], geometry: str) -> None:
    """What slides along over its parts keeps its height, and its speed but for friction."""
    gravity = "%YAML 1.1\n--- !u!19 &1\nPhysics2DSettings:\n  m_Gravity: {x: 6, y: -9.81}\n"
    (engine.project.root / "ProjectSettings/Physics2DSettings.asset").write_text(gravity)
    scene = composite(merged, geometry)
    scene.add("Body", at=(-4, 1.01), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    play = Play(engine, scene)
    pull = 6 - 0.4 * 9.81
    for seconds in (1.0, 2.0, 2.5):
        assert play.y("Body", seconds) == pytest.approx(1.0, abs=NEAR)
        assert play.x("Body", seconds) == pytest.approx(-4 + pull * seconds**2 / 2, abs=0.1)


def test_parts_of_a_composite_may_cut_a_hole(engine: Engine) -> None:
    scene = composite({"m_CompositeOperation": "1"}, "1")
    cut = {"m_CompositeOperation": "3", "m_CompositeOrder": "5"} | UNIT
    scene.add("Hole", scale=(2.5, 2), parent=FLOOR, BoxCollider2D=cut)
    scene.add("Body", at=(0, 3), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    scene.add("Beside", at=(3, 3), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    play = Play(engine, scene)
    assert play.y("Body", 2) < -2
    assert play.y("Beside", 2) == pytest.approx(1.0, abs=NEAR)


def test_a_composite_made_by_hand_keeps_what_the_file_has(engine: Engine) -> None:
    (kept,) = paths([(-9, 2), (9, 2), (9, 1), (-9, 1)]).values()
    scene = composite(MERGED[0], "1", m_CompositePaths=kept)
    scene.text = scene.text.replace("m_GenerationType: 0", "m_GenerationType: 1")
    scene.add("Body", at=(0, 4), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    assert rest_of(engine, scene) == pytest.approx(2.5, abs=NEAR)


def test_used_by_a_composite_that_is_not_there_it_is_itself(engine: Engine) -> None:
    scene = Scene()
    scene.add("Ground", BoxCollider2D=WIDE | MERGED[0])
    scene.add("Body", at=(0, 3), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    assert rest_of(engine, scene) == pytest.approx(1.0, abs=NEAR)


def bits(mask: int) -> str:
    return f"\n    serializedVersion: 2\n    m_Bits: {mask}"


@pytest.mark.parametrize(
    ("collider", "body", "falls"),
    [
        ({}, {}, False),
        ({"m_ExcludeLayers": bits(1 << 3)}, {}, True),
        ({}, {"m_ExcludeLayers": bits(1 << 3)}, True),
        ({"m_ExcludeLayers": bits(1 << 4)}, {}, False),
    ],
)
def test_a_collider_may_exclude_layers(
    engine: Engine, collider: dict[str, str], body: dict[str, str], *, falls: bool
) -> None:
    scene = Scene()
    scene.add("Ground", layer=3, BoxCollider2D=WIDE)
    scene.add("Body", at=(0, 2), Rigidbody2D=UPRIGHT | body, BoxCollider2D=UNIT | collider)
    assert (rest_of(engine, scene) < 0) is falls


@pytest.mark.parametrize(("priority", "falls"), [("0", True), ("1", False), ("-1", True)])
def test_the_higher_priority_decides_who_is_right_about_layers(
    engine: Engine, priority: str, *, falls: bool
) -> None:
    include = {"m_IncludeLayers": bits(1), "m_LayerOverridePriority": priority}
    scene = Scene()
    scene.add("Ground", BoxCollider2D=WIDE | {"m_ExcludeLayers": bits(1)})
    scene.add("Body", at=(0, 2), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT | include)
    assert (rest_of(engine, scene) < 0) is falls


ONE_WAY = {"m_UseOneWay": "1", "m_SurfaceArc": "170"}
PLATFORM = WIDE | {"m_UsedByEffector": "1"}


@pytest.mark.parametrize("kind", ["BoxCollider2D", "EdgeCollider2D"])
def test_a_platform_lets_through_what_rises_and_carries_what_falls(
    engine: Engine, kind: str
) -> None:
    line = {"m_Points": "\n  - {x: -9, y: 0.5}\n  - {x: 9, y: 0.5}", "m_UsedByEffector": "1"}
    scene = Scene()
    fields = PLATFORM if kind == "BoxCollider2D" else line
    scene.add("Platform", PlatformEffector2D=ONE_WAY, **{kind: fields})
    floats = UPRIGHT | {"m_GravityScale": "-1"}
    scene.add("Rising", at=(0, -3), Rigidbody2D=floats, BoxCollider2D=UNIT)
    scene.add("Falling", at=(4, 3), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    scene.add("Ball", at=(-4, 3), Rigidbody2D=UPRIGHT, CircleCollider2D={"m_Radius": "0.5"})
    play = Play(engine, scene)
    assert play.y("Rising", 2) > 10
    assert play.y("Falling", 3) == pytest.approx(1.0, abs=NEAR)
    assert play.y("Ball", 3) == pytest.approx(1.0, abs=NEAR)


@pytest.mark.parametrize(
    ("effector", "collider"),
    [
        ({"m_UseOneWay": "0"}, PLATFORM),
        (ONE_WAY, WIDE),
        (ONE_WAY | {"m_UseColliderMask": "1", "m_ColliderMask": bits(1 << 9)}, PLATFORM),
        (ONE_WAY | {"m_RotationalOffset": "180"}, PLATFORM),
    ],
)
def test_a_platform_is_solid_unless_it_is_one_way_for_them(
    engine: Engine, effector: dict[str, str], collider: dict[str, str]
) -> None:
    scene = Scene()
    scene.add("Platform", PlatformEffector2D=effector, BoxCollider2D=collider)
    floats = UPRIGHT | {"m_GravityScale": "-1"}
    scene.add("Rising", at=(0, -3), Rigidbody2D=floats, BoxCollider2D=UNIT)
    assert rest_of(engine, scene, "Rising") == pytest.approx(-1.0, abs=NEAR)


def test_a_surface_carries_along(engine: Engine) -> None:
    scene = Scene()
    scene.add("Belt", BoxCollider2D=PLATFORM, SurfaceEffector2D={"m_Speed": "2"})
    scene.add("Body", at=(-5, 1.01), Rigidbody2D=UPRIGHT, BoxCollider2D=UNIT)
    play = Play(engine, scene)
    assert play.x("Body", 4) - play.x("Body", 3) == pytest.approx(2, rel=0.05)


def jointed(kind: str, fields: dict[str, str], at: tuple[float, float] = (0, 0)) -> Scene:
    scene = Scene()
    parts = {"Rigidbody2D": {"m_AngularDrag": "0"}, "BoxCollider2D": UNIT, kind: fields}
    scene.add("Body", at=at, **parts)
    return scene


def test_a_distance_joint_is_a_rod(engine: Engine) -> None:
    fields = {"m_ConnectedAnchor": "{x: 0, y: 0}", "m_Distance": "3"}
    play = Play(engine, jointed("DistanceJoint2D", fields, at=(3, 0)))
    for step in range(1, 60):
        pose = play.pose("Body", step / 10)
        assert math.hypot(pose.tx, pose.ty) == pytest.approx(3, abs=0.02)
    assert min(play.y("Body", step / 50) for step in range(100)) == pytest.approx(-3, abs=0.05)


def test_a_rope_is_loose_until_it_is_taut(engine: Engine) -> None:
    fields = {"m_ConnectedAnchor": "{x: 0, y: 0}", "m_Distance": "3", "m_MaxDistanceOnly": "1"}
    play = Play(engine, jointed("DistanceJoint2D", fields, at=(0, -1)))
    assert play.y("Body", 0.4) == pytest.approx(-1 - 9.81 * 0.4**2 / 2, abs=0.15)
    assert play.y("Body", 5) == pytest.approx(-3, abs=0.05)


def test_a_spring_hangs_where_its_pull_is_the_weight(engine: Engine) -> None:
    fields = {"m_Distance": "1", "m_Frequency": "1", "m_DampingRatio": "1"}
    play = Play(engine, jointed("SpringJoint2D", fields, at=(0, -1)))
    stretched = 9.81 / (2 * math.pi) ** 2  # weight over mass * (2 pi f)^2
    assert play.y("Body", 9) == pytest.approx(-1 - stretched, abs=0.02)


def test_a_hinge_turns_with_its_motor_clockwise(engine: Engine) -> None:
    motor = "\n    m_MotorSpeed: 90\n    m_MaximumMotorForce: 10000"
    play = Play(engine, jointed("HingeJoint2D", {"m_UseMotor": "1", "m_Motor": motor}))
    assert math.degrees(play.angle("Body", 1)) == pytest.approx(-90, abs=3)
    assert play.y("Body", 1) == pytest.approx(0, abs=0.01)


def test_a_hinge_stops_at_its_limits(engine: Engine) -> None:
    limits = "\n    m_LowerAngle: -30\n    m_UpperAngle: 30"
    fields = {
        "m_UseLimits": "1",
        "m_AngleLimits": limits,
        "m_Anchor": "{x: -0.5, y: 0}",
        "m_ConnectedAnchor": "{x: -0.5, y: 0}",
    }
    play = Play(engine, jointed("HingeJoint2D", fields))
    assert math.degrees(play.angle("Body", 5)) == pytest.approx(
        -30, abs=2
    )  # Box2D's slack in angles


def test_a_fixed_joint_holds_two_bodies_together(engine: Engine) -> None:
    scene = Scene()
    scene.add("Base", Rigidbody2D={"m_BodyType": "1"}, BoxCollider2D=UNIT)
    base = scene.text.rpartition("--- !u!50 &")[2].split("\n")[0]
    held = {
        "m_ConnectedRigidBody": f"{{fileID: {base}}}",
        "m_Anchor": "{x: -1, y: 0}",
        "m_ConnectedAnchor": "{x: 1, y: 0}",
    }
    scene.add("Arm", at=(2, 0), Rigidbody2D={}, BoxCollider2D=UNIT, FixedJoint2D=held)
    pose = Play(engine, scene).pose("Arm", 3)
    assert (pose.tx, pose.ty) == (pytest.approx(2, abs=0.05), pytest.approx(0, abs=0.05))


def test_a_slider_lets_move_along_its_axis_alone(engine: Engine) -> None:
    limits = "\n    m_LowerTranslation: -20\n    m_UpperTranslation: 2"
    fields = {"m_Angle": "-45", "m_UseLimits": "1", "m_TranslationLimits": limits}
    play = Play(engine, jointed("SliderJoint2D", fields))
    pose = play.pose("Body", 0.5)
    assert pose.tx == pytest.approx(-pose.ty, abs=0.02)
    assert pose.angle == pytest.approx(0, abs=0.01)
    assert play.x("Body", 5) == pytest.approx(math.sqrt(2), abs=0.03)


def test_a_wheel_bears_on_its_spring_and_turns(engine: Engine) -> None:
    spring = "\n    m_DampingRatio: 1\n    m_Frequency: 2\n    m_Angle: 90"
    motor = "\n    m_MotorSpeed: 180\n    m_MaximumMotorForce: 10000"
    fields = {"m_Suspension": spring, "m_UseMotor": "1", "m_Motor": motor}
    play = Play(engine, jointed("WheelJoint2D", fields))
    sunk = 9.81 / (2 * math.pi * 2) ** 2
    assert play.y("Body", 5) == pytest.approx(-sunk, abs=0.02)
    turned = math.remainder(play.angle("Body", 5.5) - play.angle("Body", 5), math.tau)
    assert math.degrees(turned) == pytest.approx(-90, abs=3)


def test_a_joint_that_is_not_known_is_named(engine: Engine) -> None:
    scene = jointed("TargetJoint2D", {}).camera()
    assert render(engine, scene).warnings == (
        "Relative, friction and target joints do not hold: Body.",
    )
