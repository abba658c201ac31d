"""2D physics of a scene: where bodies are after so many fixed steps.

Steps are run once and recorded, so a moment asked for again, or an earlier one, costs nothing and
is always the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

import pymunk

from spark_nb.sandbox.scene.affine import Affine, moved
from spark_nb.sandbox.scene.field import (
    Fields,
    flag,
    integer,
    number,
    reference,
    text,
    vector,
)
from spark_nb.sandbox.scene.graph import Component, SceneGraph
from spark_nb.sandbox.scene.physics_shapes import COLLIDERS, Material, make_shapes

RIGIDBODY = 50
_DYNAMIC, _KINEMATIC, _STATIC = 0, 1, 2
_FREEZE_X, _FREEZE_Y, _FREEZE_ROTATION = 1, 2, 4
_ITERATIONS = 25
_SLOP = 0.005
_LIMIT_S = 60.0
_LIMIT_BODY_STEPS = 300_000  # what many bodies may take of a call's time, and of memory
_ALL_LAYERS = 0xFFFFFFFF
_BOUNCY = 1  # collision type of shapes that may bounce; the others never call back into Python
_BOUNCE_SPEED = 1.0  # slower contacts do not bounce, in units per second


@dataclass(frozen=True, slots=True)
class PhysicsSettings:
    """Gravity in units per second squared, the step in seconds.

    ``material`` is the GUID of the default one; ``touches`` has a mask of layers for each layer.
    """

    gravity: tuple[float, float] = (0.0, -9.81)
    step_s: float = 0.02
    material: str | None = None
    touches: tuple[int, ...] = (_ALL_LAYERS,) * 32


@dataclass(frozen=True, slots=True)
class _Moving:
    owner: int
    body: pymunk.Body
    rest: Affine


class PhysicsWorld:
    """``materials`` reads the PhysicsMaterial2D with a GUID."""

    def __init__(
        self,
        graph: SceneGraph,
        settings: PhysicsSettings,
        materials: Callable[[str], Material],
    ) -> None:
        self.settings = settings
        self._space = pymunk.Space()
        self._space.gravity = settings.gravity
        self._space.iterations = _ITERATIONS
        self._space.collision_slop = _SLOP
        self._moving: dict[int, _Moving] = {}
        self._saved = {
            found.owner.file_id: found.document.fields for found in graph.components(RIGIDBODY)
        }
        self._add_bodies(graph)
        self._add_colliders(graph, materials)
        self._space.on_collision(_BOUNCY, None, pre_solve=_bounce)
        self._steps: list[list[tuple[float, float, float]]] = [self._positions()]

    @property
    def limit_s(self) -> float:
        """How far time goes; it stands still from there on."""
        most = _LIMIT_BODY_STEPS * self.settings.step_s / max(len(self._moving), 1)
        return min(_LIMIT_S, most)

    def moved_at(self, time_s: float) -> dict[int, Affine]:
        """Return object to world for each body's object, at the last step before ``time_s``."""
        index = math.floor(min(time_s, self.limit_s) / self.settings.step_s + 1e-6)
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

    def _add_colliders(self, graph: SceneGraph, materials: Callable[[str], Material]) -> None:
        by_body: dict[pymunk.Body, list[pymunk.Shape]] = {}
        for component in graph.components(*COLLIDERS):
            body = self._body_of(graph, component)
            pose = graph.rest_pose(component.owner.file_id)
            shapes = make_shapes(component.document, pose, body)
            layer = component.owner.layer
            touches = pymunk.ShapeFilter(categories=1 << layer, mask=self.settings.touches[layer])
            material = self._material(graph, component, materials)
            for shape in shapes:
                _dress(shape, material, touches)
                shape.density = number(component.document.fields, "m_Density", 1.0)
            by_body.setdefault(body, []).extend(shapes)
        for moving in self._moving.values():
            shapes = by_body.pop(moving.body, [])
            _weigh(moving.body, shapes)
            self._space.add(moving.body, *shapes)
        self._space.add(*(shape for shapes in by_body.values() for shape in shapes))

    def _material(
        self, graph: SceneGraph, component: Component, materials: Callable[[str], Material]
    ) -> Material:
        """Return the collider's own, else its body's, else the project's, else Unity's."""
        owners = graph.ancestors(component.owner.file_id)
        body = next((self._saved[owner] for owner in owners if owner in self._saved), {})
        named = (reference(fields, "m_Material") for fields in (component.document.fields, body))
        guid = next((found.guid for found in named if found), None) or self.settings.material
        return materials(guid) if guid else Material()

    def _body_of(self, graph: SceneGraph, component: Component) -> pymunk.Body:
        for owner in graph.ancestors(component.owner.file_id):
            if owner in self._moving:
                return self._moving[owner].body
        return self._space.static_body


def _dress(shape: pymunk.Shape, material: Material, touches: pymunk.ShapeFilter) -> None:
    # Chipmunk multiplies the two, Box2D takes the root of the product.
    shape.friction = math.sqrt(material.friction)
    shape.elasticity = material.bounciness
    shape.collision_type = _BOUNCY if material.bounciness > 0 else 0
    shape.filter = touches


class SceneBody(pymunk.Body):
    """``weight`` is Unity's mass, shared by the shapes; None where their density decides."""

    weight: float | None
    frozen: int


def _body(fields: Fields, *, dynamic: bool) -> SceneBody:
    kind = pymunk.Body.DYNAMIC if dynamic else pymunk.Body.KINEMATIC
    body = SceneBody(1.0, 1.0, body_type=kind) if dynamic else SceneBody(body_type=kind)
    auto = flag(fields, "m_UseAutoMass")
    body.weight = None if auto else max(number(fields, "m_Mass", 1.0), 1e-4)
    body.frozen = integer(fields, "m_Constraints")
    if dynamic:
        scale = number(fields, "m_GravityScale", 1.0)
        drag = number(fields, "m_LinearDrag", number(fields, "m_LinearDamping"))
        spin = number(fields, "m_AngularDrag", number(fields, "m_AngularDamping", 0.05))
        body.velocity_func = _velocity(scale, drag, spin)
        if body.frozen & (_FREEZE_X | _FREEZE_Y):
            body.position_func = _held(body.frozen)
    return body


def _velocity(
    scale: float, drag: float, spin: float
) -> Callable[[pymunk.Body, tuple[float, float], float, float], None]:
    """Return Unity's rule for a body's velocity in one step."""

    def update(
        body: pymunk.Body, gravity: tuple[float, float], _damping: float, step: float
    ) -> None:
        pull = (gravity[0] * scale, gravity[1] * scale)
        pymunk.Body.update_velocity(body, pull, 1.0 / (1.0 + step * drag), step)
        body.angular_velocity /= 1.0 + step * spin

    return update


def _held(frozen: int) -> Callable[[pymunk.Body, float], None]:
    """Return a rule that lets nothing, pushes neither, move a body along its frozen axes."""

    def update(body: pymunk.Body, step: float) -> None:
        (x, y), (x_speed, y_speed) = body.position, body.velocity
        hold_x, hold_y = frozen & _FREEZE_X, frozen & _FREEZE_Y
        body.velocity = (0.0 if hold_x else x_speed, 0.0 if hold_y else y_speed)
        pymunk.Body.update_position(body, step)  # also moves apart what overlaps
        body.position = (x if hold_x else body.position.x, y if hold_y else body.position.y)

    return update


def _weigh(body: pymunk.Body, shapes: list[pymunk.Shape]) -> None:
    if not isinstance(body, SceneBody) or body.body_type != pymunk.Body.DYNAMIC:
        return
    area = sum(abs(shape.area) for shape in shapes)
    own = sum(abs(shape.area) * shape.density for shape in shapes)
    weight = body.weight or max(own, 1e-4)
    turns = not body.frozen & _FREEZE_ROTATION
    if area < 1e-6 or not turns:
        for shape in shapes:
            shape.density = 0.0
        body.mass, body.moment = weight, weight * 0.1 if turns else math.inf
    elif body.weight is not None:
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
    material = reference(physics, "m_DefaultMaterial")
    return PhysicsSettings(
        gravity=(x, y),
        step_s=min(max(step, 0.002), 0.1),
        material=material.guid if material else None,
        touches=_masks(text(physics, "m_LayerCollisionMatrix")),
    )


def _masks(matrix: str) -> tuple[int, ...]:
    """Read 32 little-endian words written as hex digits."""
    if not re.fullmatch(r"[0-9a-f]{256}", matrix):
        return (_ALL_LAYERS,) * 32
    words = bytes.fromhex(matrix)
    return tuple(int.from_bytes(words[at : at + 4], "little") for at in range(0, 128, 4))
