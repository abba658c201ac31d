"""Physics against what can be reckoned by hand: metres, seconds, Unity's fixed step of 0.02 s."""

from __future__ import annotations

import ctypes
import math

import pytest
from play import Play, paths
from unity_scene import Scene, material

from spark_nb.sandbox.engine import Engine

GRAVITY, STEP = 9.81, 0.02
UNIT = {"m_Size": "{x: 1, y: 1}"}
GROUND = {"m_Size": "{x: 60, y: 1}"}
FREE = {"m_AngularDrag": "0"}
LEAST_GAP, MOST_GAP = -0.01, 0.02  # units that Unity's own bodies sink in or hover


def grounded(top: float = 0, **ground: str) -> Scene:
    scene = Scene()
    scene.add("Ground", at=(0, top - 0.5), BoxCollider2D=GROUND | ground)
    return scene


def test_free_fall_is_reckoned_step_by_step_as_unity_does(engine: Engine) -> None:
    scene = Scene()
    scene.add("Ball", at=(0, 10), Rigidbody2D=FREE)
    play = Play(engine, scene)
    for steps in (1, 7, 50):
        fallen = GRAVITY * STEP**2 * steps * (steps + 1) / 2  # speed first, then place
        assert play.y("Ball", steps * STEP) == pytest.approx(10 - fallen, abs=1e-4)


def test_drag_slows_a_fall_to_its_last_speed(engine: Engine) -> None:
    scene = Scene()
    scene.add("Leaf", Rigidbody2D={"m_LinearDrag": "5"})
    play = Play(engine, scene)
    speed = (play.y("Leaf", 4.0) - play.y("Leaf", 5.0)) / 1.0
    assert speed == pytest.approx(GRAVITY / 5, rel=0.01)


@pytest.mark.parametrize("bounce", [0.3, 0.6, 0.9])
def test_a_ball_bounces_to_the_square_of_its_bounciness(engine: Engine, bounce: float) -> None:
    scene = grounded()
    surface = material(engine, "rubber", bounce=bounce)
    circle = {"m_Radius": "0.5", "m_Material": surface}
    scene.add("Ball", at=(0, 5.5), Rigidbody2D=FREE, CircleCollider2D=circle)
    play = Play(engine, scene)
    lands = math.sqrt(2 * 5 / GRAVITY)
    rise = bounce * math.sqrt(2 * GRAVITY * 5) / GRAVITY
    top = max(play.y("Ball", lands + rise + step * STEP) for step in range(-4, 5)) - 0.5
    assert top == pytest.approx(bounce**2 * 5, rel=0.06, abs=0.06)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("BoxCollider2D", UNIT),
        ("CircleCollider2D", {"m_Radius": "0.5"}),
        ("CapsuleCollider2D", {"m_Size": "{x: 0.5, y: 1}", "m_Direction": "0"}),
        ("BoxCollider2D", {"m_Size": "{x: 0.6, y: 0.6}", "m_EdgeRadius": "0.2"}),
        ("PolygonCollider2D", paths([(-0.5, -0.5), (0.5, -0.5), (0, 0.5)])),
    ],
)
@pytest.mark.parametrize("ground", ["BoxCollider2D", "EdgeCollider2D"])
def test_bodies_rest_where_the_ground_is(
    engine: Engine, kind: str, fields: dict[str, str], ground: str
) -> None:
    scene = Scene()
    edge = {"m_Points": "\n  - {x: -30, y: 0.5}\n  - {x: 0.3, y: 0.5}\n  - {x: 30, y: 0.5}"}
    scene.add("Ground", at=(0, -0.5), **{ground: GROUND if ground == "BoxCollider2D" else edge})
    scene.add("Body", at=(0, 2), Rigidbody2D={"m_Constraints": "4"}, **{kind: fields})
    play = Play(engine, scene)
    for seconds in (2, 10):
        assert LEAST_GAP < play.y("Body", seconds) - 0.5 < MOST_GAP


def test_a_stack_stands(engine: Engine) -> None:
    scene = grounded()
    for index in range(6):
        scene.add(f"Crate{index}", at=(0, 0.5 + index), Rigidbody2D={}, BoxCollider2D=UNIT)
    play = Play(engine, scene)
    for index in range(6):
        pose = play.pose(f"Crate{index}", 10)
        assert pose.ty - (0.5 + index) == pytest.approx(0, abs=MOST_GAP * (index + 1))
        assert (pose.tx, pose.angle) == (pytest.approx(0, abs=0.01), pytest.approx(0, abs=0.01))


def on_slope(degrees: float, surface: str) -> Scene:
    scene = Scene()
    turn = math.radians(degrees)
    x, y = -math.sin(turn) * 0.5, math.cos(turn) * 0.5
    scene.add("Slope", turn=degrees, BoxCollider2D=GROUND | {"m_Material": surface})
    parts = {"Rigidbody2D": FREE, "BoxCollider2D": UNIT | {"m_Material": surface}}
    scene.add("Crate", at=(2 * x, 2 * y), turn=degrees, **parts)
    return scene


def slid(play: Play, time_s: float) -> float:
    """Return how far the crate has come down the slope since a second."""
    now, before = play.pose("Crate", time_s), play.pose("Crate", 1)
    return math.dist((now.tx, now.ty), (before.tx, before.ty))


def test_friction_holds_up_to_its_angle(engine: Engine) -> None:
    surface = material(engine, "wood", friction=0.5)  # atan 0.5 is 26.6 degrees
    assert slid(Play(engine, on_slope(25, surface)), 4) == pytest.approx(0, abs=0.02)
    steep = math.radians(35)
    pull = GRAVITY * (math.sin(steep) - 0.5 * math.cos(steep))
    play = Play(engine, on_slope(35, surface))
    assert slid(play, 2) == pytest.approx(pull * (2**2 - 1) / 2, rel=0.05)


@pytest.mark.parametrize(("rule", "together"), [(0, 0.5), (1, 0.3), (2, 0.09), (3, 0.1), (4, 0.9)])
def test_surfaces_combine_as_their_rule_says(engine: Engine, rule: int, together: float) -> None:
    """On the level, friction alone slows a crate that a slope has set going."""
    rough = material(engine, "rough", friction=0.9, m_FrictionCombine=rule)
    smooth = material(engine, "smooth", friction=0.1, m_FrictionCombine=rule)
    scene = on_slope(60, smooth)
    scene.text = scene.text.replace(smooth, rough, 1)
    steep = math.radians(60)
    pull = GRAVITY * (math.sin(steep) - together * math.cos(steep))
    assert slid(Play(engine, scene), 2) == pytest.approx(pull * (2**2 - 1) / 2, rel=0.05)


@pytest.mark.parametrize("detection", ["0", "1"])
def test_nothing_falls_through_thin_ground(engine: Engine, detection: str) -> None:
    scene = Scene()
    scene.add("Ground", EdgeCollider2D={"m_Points": "\n  - {x: -9, y: 0}\n  - {x: 9, y: 0}"})
    body = {"m_GravityScale": "8", "m_CollisionDetection": detection}
    scene.add("Bullet", at=(0, 60), Rigidbody2D=body, CircleCollider2D={"m_Radius": "0.1"})
    play = Play(engine, scene)
    fastest = max(play.y("Bullet", t * STEP) - play.y("Bullet", (t + 1) * STEP) for t in range(60))
    assert fastest / STEP > 80  # 16 times its size in a step
    assert play.y("Bullet", 3) == pytest.approx(0.1, abs=0.03)


@pytest.mark.parametrize(
    ("auto", "mass", "density", "ratio"),
    [("0", "1", "4", 1), ("0", "4", "1", 4), ("1", "1", "4", 4), ("1", "9", "1", 1)],
)
def test_mass_or_density_decides_who_gives_way(
    engine: Engine, auto: str, mass: str, density: str, ratio: float
) -> None:
    """Two float and overlap; how far each is moved apart goes by its mass."""
    scene = Scene()
    floating = {"m_GravityScale": "0", "m_UseAutoMass": auto, "m_Constraints": "4"}
    scene.add("One", at=(-0.45, 0), Rigidbody2D=floating, BoxCollider2D=UNIT)
    heavy, dense = floating | {"m_Mass": mass}, UNIT | {"m_Density": density}
    scene.add("Other", at=(0.45, 0), Rigidbody2D=heavy, BoxCollider2D=dense)
    play = Play(engine, scene)
    moved = -0.45 - play.x("One", 1), play.x("Other", 1) - 0.45
    assert moved[0] / moved[1] == pytest.approx(ratio, rel=0.1)


@pytest.mark.parametrize(
    ("frozen", "moves"), [("1", (0, 1)), ("2", (1, 0)), ("3", (0, 0)), ("7", (0, 0))]
)
def test_frozen_axes_hold_against_a_sideways_pull(
    engine: Engine, frozen: str, moves: tuple[int, int]
) -> None:
    file = engine.project.root / "ProjectSettings/Physics2DSettings.asset"
    file.write_text("%YAML 1.1\n--- !u!19 &1\nPhysics2DSettings:\n  m_Gravity: {x: 4, y: -4}\n")
    scene = Scene()
    scene.add("Held", Rigidbody2D={"m_Constraints": frozen}, BoxCollider2D=UNIT)
    pose = Play(engine, scene).pose("Held", 1)
    assert pose.tx == pytest.approx(moves[0] * 2.04, abs=0.02)
    assert pose.ty == pytest.approx(moves[1] * -2.04, abs=0.02)


def test_what_memory_held_before_makes_no_difference(engine: Engine) -> None:
    """Wheel joints without a spring read what the library never wrote: here, no numbers at all."""
    scene = Scene()
    scene.add("Held", Rigidbody2D={"m_Constraints": "5"}, BoxCollider2D=UNIT)
    found = set()
    for _ in range(5):
        used = [ctypes.create_string_buffer(b"\xff" * 16384, 16384) for _ in range(100)]
        del used
        found.add(Play(engine, scene).y("Held", 1))
    assert list(found) == [pytest.approx(-GRAVITY * STEP**2 * 50 * 51 / 2, abs=1e-3)]


def test_a_body_may_start_asleep_until_something_touches_it(engine: Engine) -> None:
    scene = Scene()
    asleep = {"m_SleepingMode": "2", "m_Constraints": "4"}
    scene.add("Sleeper", Rigidbody2D=asleep, BoxCollider2D=UNIT)
    scene.add("Alarm", at=(0, 6), Rigidbody2D={}, BoxCollider2D=UNIT)
    play = Play(engine, scene)
    assert play.y("Sleeper", 0.9) == 0
    assert play.y("Sleeper", 3) < -2


def test_a_project_that_steps_physics_itself_stands_still_and_says_so(engine: Engine) -> None:
    file = engine.project.root / "ProjectSettings/Physics2DSettings.asset"
    file.write_text("%YAML 1.1\n--- !u!19 &1\nPhysics2DSettings:\n  m_SimulationMode: 2\n")
    scene = Scene()
    scene.add("Ball", at=(0, 10), Rigidbody2D=FREE)
    play = Play(engine, scene)
    assert play.y("Ball", 5) == 10
    assert play.loop.left_out == {"Physics waits for a script to step it": ["Ball"]}
