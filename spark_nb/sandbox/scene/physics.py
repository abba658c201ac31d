"""2D physics of a scene: where bodies are after so many fixed steps.

Steps are run once and recorded, so a moment asked for again, or an earlier one, costs nothing and
is always the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import pymunk

from spark_nb.sandbox.scene.affine import Affine, moved
from spark_nb.sandbox.scene.field import Fields, flag, integer, number, reference, vector
from spark_nb.sandbox.scene.graph import Component, SceneGraph
from spark_nb.sandbox.scene.physics_shapes import COLLIDERS, Material, make_shapes

RIGIDBODY = 50
_DYNAMIC, _KINEMATIC, _STATIC = 0, 1, 2
_FREEZE_X, _FREEZE_Y, _FREEZE_ROTATION = 1, 2, 4
_ITERATIONS = 25
_SLOP = 0.005
_BOUNCE_SPEED = 1.0  # slower contacts do not bounce, in units per second


@dataclass(frozen=True, slots=True)
class PhysicsSettings:
    """Gravity in units per second squared, step and limit in seconds."""

    gravity: tuple[float, float] = (0.0, -9.81)
    step_s: float = 0.02
    limit_s: float = 60.0


@dataclass(frozen=True, slots=True)
class _Moving:
    owner: int
    body: pymunk.Body
    rest: Affine


class PhysicsWorld:
    """``materials`` finds a PhysicsMaterial2D for a collider's fields."""

    def __init__(
        self,
        graph: SceneGraph,
        settings: PhysicsSettings,
        materials: Callable[[Fields], Material],
    ) -> None:
        self.settings = settings
        self._space = pymunk.Space()
        self._space.gravity = settings.gravity
        self._space.iterations = _ITERATIONS
        self._space.collision_slop = _SLOP
        self._moving: dict[int, _Moving] = {}
        self._add_bodies(graph)
        self._add_colliders(graph, materials)
        self._space.on_collision(None, None, pre_solve=_bounce)
        self._steps: list[list[tuple[float, float, float]]] = [self._positions()]

    def moved_at(self, time_s: float) -> dict[int, Affine]:
        """Return object to world for each body's object, at the last step before ``time_s``."""
        index = math.floor(min(time_s, self.settings.limit_s) / self.settings.step_s + 1e-6)
        while len(self._steps) <= index and self._moving:
            self._space.step(self.settings.step_s)
            self._steps.append(self._positions())
        places = self._steps[min(index, len(self._steps) - 1)]
        return {
            moving.owner: moved(moving.rest, x, y, angle - moving.rest.angle)
            for moving, (x, y, angle) in zip(self._moving.values(), places, strict=True)
        }

    def _positions(self) -> list[tuple[float, float, float]]:
        bodies = (moving.body for moving in self._moving.values())
        return [(body.position.x, body.position.y, body.angle) for body in bodies]

    def _add_bodies(self, graph: SceneGraph) -> None:
        for component in graph.components(RIGIDBODY):
            fields = component.document.fields
            kind = integer(fields, "m_BodyType")
            if kind == _STATIC or not flag(fields, "m_Simulated", default=True):
                continue
            rest = graph.rest_pose(component.owner.file_id)
            body = _body(fields, dynamic=kind == _DYNAMIC)
            body.position, body.angle = (rest.tx, rest.ty), rest.angle
            self._moving[component.owner.file_id] = _Moving(component.owner.file_id, body, rest)

    def _add_colliders(self, graph: SceneGraph, materials: Callable[[Fields], Material]) -> None:
        by_body: dict[pymunk.Body, list[pymunk.Shape]] = {}
        for component in graph.components(*COLLIDERS):
            body = self._body_of(graph, component)
            pose = graph.rest_pose(component.owner.file_id)
            shapes = make_shapes(component.document, pose, body)
            material = materials(component.document.fields)
            for shape in shapes:
                # Chipmunk multiplies the two, Box2D takes the root of the product.
                shape.friction = math.sqrt(material.friction)
                shape.elasticity = material.bounciness
            by_body.setdefault(body, []).extend(shapes)
        for moving in self._moving.values():
            shapes = by_body.pop(moving.body, [])
            _weigh(moving.body, shapes)
            self._space.add(moving.body, *shapes)
        self._space.add(*(shape for shapes in by_body.values() for shape in shapes))

    def _body_of(self, graph: SceneGraph, component: Component) -> pymunk.Body:
        for owner in graph.ancestors(component.owner.file_id):
            if owner in self._moving:
                return self._moving[owner].body
        return self._space.static_body


class SceneBody(pymunk.Body):
    """``weight`` is Unity's mass; the shapes share it by their areas."""

    weight: float
    frozen: int


def _body(fields: Fields, *, dynamic: bool) -> SceneBody:
    kind = pymunk.Body.DYNAMIC if dynamic else pymunk.Body.KINEMATIC
    body = SceneBody(1.0, 1.0, body_type=kind) if dynamic else SceneBody(body_type=kind)
    body.weight = max(number(fields, "m_Mass", 1.0), 1e-4)
    body.frozen = integer(fields, "m_Constraints")
    if dynamic:
        scale = number(fields, "m_GravityScale", 1.0)
        drag = number(fields, "m_LinearDrag", number(fields, "m_LinearDamping"))
        spin = number(fields, "m_AngularDrag", number(fields, "m_AngularDamping", 0.05))
        body.velocity_func = _velocity(scale, drag, spin, body.frozen)
    return body


def _velocity(
    scale: float, drag: float, spin: float, frozen: int
) -> Callable[[pymunk.Body, tuple[float, float], float, float], None]:
    """Return Unity's rule for a body's velocity in one step."""

    def update(
        body: pymunk.Body, gravity: tuple[float, float], _damping: float, step: float
    ) -> None:
        pull = (gravity[0] * scale, gravity[1] * scale)
        pymunk.Body.update_velocity(body, pull, 1.0 / (1.0 + step * drag), step)
        body.angular_velocity /= 1.0 + step * spin
        if frozen & (_FREEZE_X | _FREEZE_Y):
            x, y = body.velocity
            body.velocity = (0.0 if frozen & _FREEZE_X else x, 0.0 if frozen & _FREEZE_Y else y)

    return update


def _weigh(body: pymunk.Body, shapes: list[pymunk.Shape]) -> None:
    if not isinstance(body, SceneBody) or body.body_type != pymunk.Body.DYNAMIC:
        return
    if body.frozen & _FREEZE_ROTATION:
        body.mass, body.moment = body.weight, math.inf
        return
    area = sum(abs(shape.area) for shape in shapes)
    if area < 1e-6:
        body.mass, body.moment = body.weight, body.weight * 0.1
        return
    for shape in shapes:
        shape.density = body.weight / area


def _bounce(arbiter: pymunk.Arbiter, _space: pymunk.Space, _data: object) -> None:
    """Let the bouncier of two decide, and slow contacts come to rest."""
    first, second = arbiter.shapes
    one, other = arbiter.bodies
    speed = (one.velocity - other.velocity).dot(arbiter.normal)
    bouncy = max(first.elasticity, second.elasticity)
    arbiter.restitution = bouncy if abs(speed) > _BOUNCE_SPEED else 0.0


def read_settings(physics: Fields, time: Fields) -> PhysicsSettings:
    """Read what ``Physics2DSettings.asset`` and ``TimeManager.asset`` say; both may be empty."""
    x, y = vector(physics, "m_Gravity", (0.0, -9.81))
    step = number(time, "Fixed Timestep", 0.02)
    return PhysicsSettings((x, y), step_s=min(max(step, 0.002), 0.1))


def material_reference(collider: Fields) -> str | None:
    """Return the GUID of the collider's material."""
    pointer = reference(collider, "m_Material")
    return pointer.guid if pointer else None
