"""The order of a frame, and who is told of which touch."""

from __future__ import annotations

from collections import Counter

import pytest
from play import Play, Recorder
from unity_scene import Scene

from spark_nb.sandbox.engine import Engine

UNIT = {"m_Size": "{x: 1, y: 1}"}
TRIGGER = UNIT | {"m_IsTrigger": "1"}


def owner_of(scene: Scene, name: str) -> int:
    """Return the file id of the object with that name."""
    before = scene.text[: scene.text.index(f"m_Name: {name}\n")]
    return int(before.rpartition("--- !u!1 &")[2].split("\n", 1)[0])


def recorded(engine: Engine, scene: Scene, *names: str, seconds: float) -> list[Recorder]:
    recorders = [Recorder(owner_of(scene, name), name) for name in names]
    Play(engine, scene, recorders).moment(seconds)
    return recorders


def falling(*, start: float = 1.0, **ground: str) -> Scene:
    scene = Scene()
    scene.add("Ground", BoxCollider2D=UNIT | ground)
    scene.add("Crate", at=(0, start), Rigidbody2D={}, BoxCollider2D=UNIT)
    return scene


def test_a_frame_has_unitys_order(engine: Engine) -> None:
    (crate,) = recorded(engine, falling(), "Crate", seconds=0.04)
    frame = ["FixedUpdate", "OnCollision{}2D", "Update", "LateUpdate"]
    first = [(0, "Start"), (0, "Update"), (0, "LateUpdate")]
    entered = [(1, what.format("Enter")) for what in frame]
    stayed = [(2, what.format("Stay")) for what in frame]
    assert crate.heard == first + entered + stayed


def test_each_moment_comes_to_all_before_the_next(engine: Engine) -> None:
    scene = falling()
    heard: list[tuple[str, str]] = []

    class Shared(Recorder):
        def _note(self, now: object, what: str) -> None:
            heard.append((self.name, what))

    names = ("Ground", "Crate")
    Play(engine, scene, [Shared(owner_of(scene, name), name) for name in names]).moment(0.02)
    moments = ["Start", "Update", "LateUpdate", "FixedUpdate", "OnCollisionEnter2D"]
    moments += ["Update", "LateUpdate"]
    assert [what for _, what in heard][::2] == moments
    assert Counter(name for name, _ in heard) == {"Ground": 7, "Crate": 7}


def test_both_sides_hear_of_a_collision_until_it_is_over(engine: Engine) -> None:
    """A crate slips off an edge that is too narrow for it."""
    scene = Scene()
    scene.add("Ledge", at=(-0.9, 0), BoxCollider2D=UNIT)
    scene.add("Crate", at=(0, 1.0), Rigidbody2D={}, BoxCollider2D=UNIT)
    for recorder in recorded(engine, scene, "Ledge", "Crate", seconds=3):
        names = [name for _, name in recorder.messages()]
        assert names[0] == "OnCollisionEnter2D"
        assert names[-1] == "OnCollisionExit2D"
        assert set(names[1:-1]) >= {"OnCollisionStay2D"}


def test_a_trigger_is_entered_stayed_in_and_left_without_a_bump(engine: Engine) -> None:
    scene = Scene()
    scene.add("Zone", BoxCollider2D=TRIGGER)
    scene.add("Ball", at=(0, 2), Rigidbody2D={}, CircleCollider2D={"m_Radius": "0.25"})
    zone, ball = recorded(engine, scene, "Zone", "Ball", seconds=2)
    frames = {name: [f for f, what in zone.messages() if what == name] for _, name in zone.heard}
    (enter,) = frames["OnTriggerEnter2D"]
    (leave,) = frames["OnTriggerExit2D"]
    assert frames["OnTriggerStay2D"] == list(range(enter + 1, leave))
    # Its middle falls from 2 to 0.75 above in 0.50 s, to 0.75 below in 0.75 s; contacts are looked
    # for before bodies move, so each is told of one step later.
    assert (enter, leave) == (pytest.approx(26, abs=1), pytest.approx(38, abs=1))
    assert ball.messages() == zone.messages()


def test_the_body_hears_for_a_collider_on_a_child(engine: Engine) -> None:
    scene = Scene()
    scene.add("Ground", BoxCollider2D=UNIT)
    body = scene.add("Body", at=(0, 1.0), Rigidbody2D={})
    scene.add("Foot", parent=body, BoxCollider2D=UNIT)
    for recorder in recorded(engine, scene, "Body", "Foot", seconds=0.1):
        assert recorder.messages()[0] == (1, "OnCollisionEnter2D")


def test_triggers_are_told_before_collisions(engine: Engine) -> None:
    scene = falling()
    scene.add("Zone", at=(0, 1.0), BoxCollider2D=TRIGGER)
    (crate,) = recorded(engine, scene, "Crate", seconds=0.02)
    assert crate.messages() == [(1, "OnTriggerEnter2D"), (1, "OnCollisionEnter2D")]


@pytest.mark.parametrize(
    ("body", "ground", "heard"),
    [
        ({"m_BodyType": "1"}, TRIGGER, {"OnTriggerEnter2D", "OnTriggerStay2D"}),
        ({"m_BodyType": "1"}, UNIT, set()),
        (
            {"m_BodyType": "1", "m_UseFullKinematicContacts": "1"},
            UNIT,
            {"OnCollisionEnter2D", "OnCollisionStay2D"},
        ),
        ({"m_BodyType": "2"}, TRIGGER, set()),
    ],
)
def test_kinematic_bodies_hear_of_triggers_but_not_of_walls(
    engine: Engine, body: dict[str, str], ground: dict[str, str], heard: set[str]
) -> None:
    scene = Scene()
    scene.add("Wall", BoxCollider2D=ground)
    scene.add("Lift", at=(0.5, 0), Rigidbody2D=body, BoxCollider2D=UNIT)
    for recorder in recorded(engine, scene, "Lift", "Wall", seconds=0.2):
        assert {name for _, name in recorder.messages()} == heard


def test_nobody_hears_of_what_layers_keep_apart(engine: Engine) -> None:
    excluded = {"m_ExcludeLayers": "\n    serializedVersion: 2\n    m_Bits: 1"}
    (crate,) = recorded(engine, falling(**excluded), "Crate", seconds=0.5)
    assert crate.messages() == []


def test_messages_do_not_depend_on_how_time_is_asked_for(engine: Engine) -> None:
    scene = falling(start=3)
    whole = recorded(engine, scene, "Crate", seconds=2)[0].heard
    recorder = Recorder(owner_of(scene, "Crate"), "Crate")
    play = Play(engine, scene, [recorder])
    for time_s in (0.5, 0.1, 1.99, 0.0, 2.0):
        play.moment(time_s)
    assert recorder.heard == whole
