"""Contacts are looked into only where that matters, and nothing else depends on it."""

from __future__ import annotations

import pytest
from play import Play, Recorder
from unity_scene import Scene, material

from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.physics.settings import PhysicsSettings
from spark_nb.sandbox.physics.surfaces import AssetSurfaces
from spark_nb.sandbox.physics.world import PhysicsWorld
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.document import read_documents
from spark_nb.sandbox.scene.graph import SceneGraph

UNIT = {"m_Size": "{x: 1, y: 1}"}
WIDE = {"m_Size": "{x: 6, y: 1}"}
SERVES = WIDE | {"m_UsedByEffector": "1"}
ONE_WAY = {"m_UseOneWay": "1", "m_SurfaceArc": "170"}
FLOATS = {"m_GravityScale": "-1"}
MULTIPLY = 2


def ice(engine: Engine) -> dict[str, str]:
    """A surface that combines its friction in another way than the others."""
    return {"m_Material": material(engine, "ice", friction=0.02, m_FrictionCombine=MULTIPLY)}


def world_of(engine: Engine, scene: Scene) -> PhysicsWorld:
    assets = SceneAssets(engine.project, engine.project.snapshot())
    surfaces = AssetSurfaces(assets, lambda _: None)
    return PhysicsWorld(SceneGraph(read_documents(scene.text)), PhysicsSettings(), surfaces)


def listening(world: PhysicsWorld, steps: int) -> str:
    """Return whether the world listened after each step, without repetitions: y and n."""
    found = ""
    for _ in range(steps):
        world.step({})
        answer = "y" if world.listens else "n"
        found += answer if not found.endswith(answer) else ""
    return found


def test_no_contact_is_looked_into_far_from_effectors(engine: Engine) -> None:
    scene = Scene()
    scene.add("Platform", at=(50, 0), PlatformEffector2D=ONE_WAY, BoxCollider2D=SERVES)
    scene.add("Floor", BoxCollider2D=WIDE)
    scene.add("Body", at=(0, 2), Rigidbody2D={}, BoxCollider2D=UNIT)
    assert listening(world_of(engine, scene), 100) == "n"


def test_contacts_are_looked_into_while_something_is_near_an_effector(engine: Engine) -> None:
    scene = Scene()
    for height in (0, 20):
        scene.add("Platform", at=(0, height), PlatformEffector2D=ONE_WAY, BoxCollider2D=SERVES)
    scene.add("Rising", at=(0, -4), Rigidbody2D=FLOATS, BoxCollider2D=UNIT)
    assert listening(world_of(engine, scene), 200) == "nynyn"


def test_what_rests_on_a_platform_keeps_contacts_looked_into(engine: Engine) -> None:
    scene = Scene()
    scene.add("Platform", PlatformEffector2D=ONE_WAY, BoxCollider2D=SERVES)
    scene.add("Body", at=(0, 4), Rigidbody2D={}, BoxCollider2D=UNIT)
    assert listening(world_of(engine, scene), 200) == "ny"


def test_friction_is_set_once_where_surfaces_combine_it_in_their_own_way(engine: Engine) -> None:
    scene = Scene()
    scene.add("Floor", BoxCollider2D=WIDE | ice(engine))
    scene.add("Body", at=(0, 4), Rigidbody2D={}, BoxCollider2D=UNIT)
    assert listening(world_of(engine, scene), 200) == "nyn"


def test_contacts_are_looked_into_until_odd_surfaces_have_met(engine: Engine) -> None:
    scene = Scene()
    scene.add("Floor", BoxCollider2D=WIDE | ice(engine))
    slow = {"m_GravityScale": "0.01"}
    scene.add("Body", at=(0, 1.06), Rigidbody2D=slow, BoxCollider2D=UNIT)
    world = world_of(engine, scene)
    assert listening(world, 30) == "y"
    assert listening(world, 200) == "yn"


def busy_scene(engine: Engine) -> Scene:
    """Bodies that tumble, and come near platforms, a belt and ice at times of their own."""
    slippery = ice(engine)
    bouncy = {"m_Material": material(engine, "rubber", friction=0.9, bounce=0.7)}
    scene = Scene()
    scene.add("Floor", at=(0, -6), BoxCollider2D={"m_Size": "{x: 60, y: 1}"})
    scene.add("Platform", PlatformEffector2D=ONE_WAY, BoxCollider2D=SERVES)
    scene.add("Belt", at=(10, 0), BoxCollider2D=SERVES, SurfaceEffector2D={"m_Speed": "3"})
    slope = {"at": (-12, -2), "turn": 20.0}
    scene.add("Slope", **slope, BoxCollider2D=WIDE | slippery)
    for index, surface in enumerate((slippery, bouncy, {}, slippery, bouncy, {})):
        place = {"at": (3.7 * index - 12, 3.0 + 4 * index), "turn": 25.0 * index}
        scene.add(f"Body {index}", **place, Rigidbody2D={}, BoxCollider2D=UNIT | surface)
    scene.add("Rising", at=(-1, -4), Rigidbody2D=FLOATS, CircleCollider2D={})
    fast = {"m_GravityScale": "-40", "m_CollisionDetection": "1"}
    scene.add("Bullet up", at=(1, -5), Rigidbody2D=fast, CircleCollider2D={"m_Radius": "0.2"})
    fast = fast | {"m_GravityScale": "40"}
    scene.add("Bullet down", at=(2, 40), Rigidbody2D=fast, CircleCollider2D={"m_Radius": "0.2"})
    return scene


def both_ways(engine: Engine, scene: Scene) -> tuple[Play, Play]:
    """Play a scene for its picture alone, and with a script that is told of touches."""
    return Play(engine, scene), Play(engine, scene, [Recorder(0, "script")])


def test_a_scene_plays_the_same_whether_or_not_touches_are_told(engine: Engine) -> None:
    quiet, told = both_ways(engine, busy_scene(engine))
    for tenth in range(80):
        assert quiet.moment(tenth / 10).poses == told.moment(tenth / 10).poses
    assert quiet.y("Bullet down", 7.9) == pytest.approx(0.7, abs=0.02)
    assert quiet.y("Bullet up", 1) > 10


def test_the_same_friction_is_found_whoever_reckons_it(engine: Engine) -> None:
    rubber = {"m_Material": material(engine, "rubber", friction=0.9)}
    scene = Scene()
    scene.add("Slope", turn=25, BoxCollider2D={"m_Size": "{x: 40, y: 1}"})
    scene.add("Body", at=(5, 6), Rigidbody2D={}, BoxCollider2D=UNIT | rubber)
    quiet, told = both_ways(engine, scene)
    assert quiet.x("Body", 3) < 4.5
    assert quiet.pose("Body", 3) == told.pose("Body", 3)
