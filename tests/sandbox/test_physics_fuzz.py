"""Scenes whose numbers make no sense: an answer all the same, in time, and places that are one."""

from __future__ import annotations

import math
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from play import Play, paths
from unity_animation import clip, controller, numbers, state, vectors
from unity_scene import Scene

from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder

LIMIT_S = 2.0
UNIT = {"m_Size": "{x: 1, y: 1}"}
FAR = "1e30"
NUMBERS = st.sampled_from(
    ["0", "-1", "1e30", "-1e30", "nan", "inf", "1e-30", "99999999", "0.001", "", "[]", "{}", "1e5"]
)
NUMBER = re.compile(r"(?<=: )-?\d[\d.e+-]*")


def everything(engine: Engine) -> str:
    """Every collider, joint and effector there is, and an animator that moves them."""
    flat = "{x: 0, y: 0, z: 0}"
    moves = vectors("", [(0, flat, flat, flat), (1, "{x: 1, y: 1, z: 0}", flat, flat)])
    fades = numbers("", 212, "m_Color.a", [(0, 1, 0, 0), (1, 0, 0, 0)])
    motion = clip(engine, "M", stop=1, m_PositionCurves=moves, m_FloatCurves=fades)
    scene = Scene()
    parts = {"Animator": {"m_Controller": controller(engine, "C", state(1, motion))}}
    scene.add("Lift", at=(0, -2), BoxCollider2D={"m_Size": "{x: 30, y: 1}"}, **parts)
    square = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)]
    shapes = {
        "BoxCollider2D": UNIT | {"m_EdgeRadius": "0.1", "m_UsedByEffector": "1"},
        "CircleCollider2D": {"m_Radius": "0.5", "m_Density": "1"},
        "CapsuleCollider2D": {"m_Size": "{x: 1, y: 2}", "m_Direction": "0"},
        "PolygonCollider2D": paths(square) | {"m_CompositeOperation": "1"},
        "EdgeCollider2D": {"m_Points": "\n  - {x: -1, y: 0}\n  - {x: 1, y: 0}"},
    }
    body = {"m_Mass": "1", "m_LinearDrag": "0.1", "m_GravityScale": "1", "m_Constraints": "0"}
    for index, (kind, fields) in enumerate(shapes.items()):
        body |= {"m_UseAutoMass": str(index % 2), "m_Constraints": str(index)}
        scene.add(kind, at=(2 * index, 0), Rigidbody2D=dict(body), **{kind: fields})
    composite = {"m_GeometryType": "1", "m_GenerationType": "1", "m_EdgeRadius": "0"}
    kept = {"m_CompositePaths": paths(square)["m_Points"]}
    scene.add("Merged", at=(-2, 0), Rigidbody2D=body, CompositeCollider2D=composite | kept)
    joints = ("SpringJoint2D", "DistanceJoint2D", "HingeJoint2D", "SliderJoint2D", "WheelJoint2D")
    ends = {"m_Anchor": "{x: 0, y: 0.5}", "m_ConnectedAnchor": "{x: 0, y: 3}", "m_Distance": "2"}
    for index, kind in enumerate((*joints, "FixedJoint2D")):
        scene.add(kind, at=(index, 3), Rigidbody2D=body, BoxCollider2D=UNIT, **{kind: ends})
    platform = {"m_UseOneWay": "1", "m_SurfaceArc": "180", "m_RotationalOffset": "0"}
    collider = UNIT | {"m_UsedByEffector": "1"}
    scene.add("Platform", at=(5, -1), PlatformEffector2D=platform, BoxCollider2D=collider)
    return scene.text


def check(engine: Engine, text: str) -> Play:
    began = time.monotonic()
    play = Play(engine, Scene(text=text))
    for seconds in (0.0, 0.5):
        for pose in play.moment(seconds).poses.values():
            assert not any(map(math.isnan, pose))
    assert time.monotonic() - began < LIMIT_S
    return play


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Engine, str]:
    engine = Engine(ProjectFolder.open(tmp_path_factory.mktemp("fuzz") / "Game"))
    return engine, everything(engine)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), NUMBERS), min_size=1, max_size=12))
def test_numbers_without_sense_do_no_harm(
    whole: tuple[Engine, str], edits: list[tuple[float, str]]
) -> None:
    engine, text = whole
    for where, value in edits:
        spots = list(NUMBER.finditer(text))
        spot = spots[int(where * len(spots))]
        text = text[: spot.start()] + value + text[spot.end() :]
    check(engine, text)


def test_a_body_that_is_too_far_out_is_named(engine: Engine) -> None:
    scene = Scene()
    scene.add("Lost", at=(0, 1e7), Rigidbody2D={}, BoxCollider2D=UNIT)
    assert check(engine, scene.text).loop.left_out == {"Bodies are too far out to move": ["Lost"]}


def test_a_joint_that_reaches_too_far_is_named(engine: Engine) -> None:
    scene = Scene()
    far = {"m_ConnectedAnchor": f"{{x: {FAR}, y: 0}}"}
    scene.add("Body", Rigidbody2D={}, BoxCollider2D=UNIT, HingeJoint2D=far)
    assert check(engine, scene.text).loop.left_out == {"Joints reach too far to hold": ["Body"]}


def test_kept_paths_that_are_too_far_out_are_named(engine: Engine) -> None:
    kept = {"m_CompositePaths": paths([(0, 0), (1, 0), (0, 1e30)])["m_Points"]}
    scene = Scene()
    scene.add("Merged", Rigidbody2D={}, CompositeCollider2D=kept | {"m_GeometryType": "1"})
    left_out = {"Colliders are too small or thin to collide": ["Merged"]}
    assert check(engine, scene.text).loop.left_out == left_out


@pytest.mark.parametrize("pull", [FAR, "-1e30"])
def test_what_is_thrown_out_of_the_world_stays_where_it_was_last_seen(
    engine: Engine, pull: str
) -> None:
    scene = Scene()
    scene.add("Rocket", Rigidbody2D={"m_GravityScale": pull}, BoxCollider2D=UNIT)
    scene.add("Ball", at=(5, 0), Rigidbody2D={}, BoxCollider2D=UNIT)
    play = check(engine, scene.text)
    assert play.y("Ball", 0.5) == pytest.approx(-9.81 * 0.02**2 * 25 * 26 / 2, abs=1e-3)
