"""Rigidbody2D components as bodies of the physics library."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from spark_nb.sandbox.physics.fixture import Piece
from spark_nb.sandbox.physics.solid import FARTHEST
from spark_nb.sandbox.scene.affine import Affine, moved
from spark_nb.sandbox.scene.field import Fields, flag, integer, number

RIGIDBODY = 50
DYNAMIC, KINEMATIC, STATIC = 0, 1, 2
_FREEZE_X, _FREEZE_Y, _FREEZE_ROTATION = 1, 2, 4
_NEVER_SLEEPS, _STARTS_ASLEEP = 0, 2
_CONTINUOUS = 1
_ROUNDNESS = 0.1  # square units: how hard a body without shapes is to turn, for each of its mass
_LEAST_MASS, _MOST_MASS = 1e-4, 1e6  # Unity's own bounds
NO_SPRING_HZ = 1e-4  # for a wheel joint at 0 the library reckons with numbers it never set
_TELEPORT = 1.9  # units in a step: what the library would cut short
Spot = tuple[float, float, float]  # x and y of the world in units, angle in radians


class Part(NamedTuple):
    """A fixture of a body, and the density its collider has."""

    fixture: Any
    piece: Piece
    density: float

    @property
    def area(self) -> float:
        return self.piece.area * self.piece.share


@dataclass(eq=False)
class Body:
    """``owner`` is the object's file id, ``rest`` where the file has it, ``moves`` whether it may.

    ``driven`` ones follow an animation instead of forces.
    """

    owner: int
    rest: Affine
    fields: Fields
    kind: int
    driven: bool
    handle: Any
    parts: list[Part] = field(default_factory=list)
    spot: Spot = (0.0, 0.0, 0.0)

    @property
    def moves(self) -> bool:
        return self.driven or self.kind != STATIC

    def read_spot(self) -> Spot:
        """Return where it is; the very tuple of the step before while it sleeps.

        What forces beyond measure have thrown out of the world stays where it was last seen, and
        takes part no more: one such body makes every step slow.
        """
        if self.handle.awake:
            place = self.handle.position
            x, y = place.x, place.y  # sooner than by taking it apart as a pair
            if abs(x) < FARTHEST and abs(y) < FARTHEST:  # neither is true of what is no number
                self.spot = x, y, self.handle.angle
            else:
                self.handle.active = False
        return self.spot

    def pose(self, spot: Spot, base: Affine) -> Affine:
        """Return object to world at a spot; ``base`` is as at rest, but for its scale."""
        return moved(base, spot[0], spot[1], spot[2] - self.rest.angle)

    def head_for(self, target: Affine, step_s: float) -> None:
        """Move so that it is there after one step, taking along what stands on it."""
        x, y = self.handle.position
        turn = math.remainder(target.angle - self.handle.angle, math.tau)
        away = math.hypot(target.tx - x, target.ty - y)
        if away > _TELEPORT or abs(turn) > _TELEPORT / 2:
            self.handle.transform = (target.tx, target.ty), self.handle.angle + turn
            away = turn = 0.0
        speed = ((target.tx - x) / step_s, (target.ty - y) / step_s) if away else (0.0, 0.0)
        self.handle.linearVelocity = speed
        self.handle.angularVelocity = turn / step_s
        self.handle.awake = True


def make_body(
    world: Any, owner: int, fields: Fields, rest: Affine, step_s: float, *, driven: bool
) -> Body:
    """Add a body without shapes; ``fields`` are empty for colliders that have no Rigidbody2D."""
    kind = integer(fields, "m_BodyType") if fields else STATIC
    create = {DYNAMIC: world.CreateDynamicBody, KINEMATIC: world.CreateKinematicBody}
    make = world.CreateKinematicBody if driven else create.get(kind, world.CreateStaticBody)
    handle = make(position=(rest.tx, rest.ty), angle=rest.angle)
    body = Body(owner, rest, fields, kind, driven, handle)
    body.spot = rest.tx, rest.ty, rest.angle
    if kind == DYNAMIC and not driven:
        _set_going(handle, fields, step_s)
    return body


def _set_going(handle: Any, fields: Fields, step_s: float) -> None:
    handle.gravityScale = number(fields, "m_GravityScale", 1.0)
    drag = number(fields, "m_LinearDrag", number(fields, "m_LinearDamping"))
    spin = number(fields, "m_AngularDrag", number(fields, "m_AngularDamping", 0.05))
    handle.linearDamping = _damping(drag, step_s)
    handle.angularDamping = _damping(spin, step_s)
    handle.fixedRotation = bool(integer(fields, "m_Constraints") & _FREEZE_ROTATION)
    handle.bullet = integer(fields, "m_CollisionDetection") == _CONTINUOUS
    sleeping = integer(fields, "m_SleepingMode", 1)
    handle.sleepingAllowed = sleeping != _NEVER_SLEEPS
    handle.awake = sleeping != _STARTS_ASLEEP


def _damping(drag: float, step_s: float) -> float:
    """Return what slows a body as Unity's drag does: by 1 / (1 + drag * step) in each step.

    The library, in its older way, takes 1 - damping * step of a speed.
    """
    return max(drag, 0.0) / (1 + max(drag, 0.0) * step_s)


def weigh(body: Body) -> None:
    """Spread Unity's mass over the shapes by their area, or let their density decide."""
    if body.kind != DYNAMIC or body.driven:
        return
    auto = flag(body.fields, "m_UseAutoMass")
    weights = [part.area * (part.density if auto else 1.0) for part in body.parts]
    total = sum(weights)
    mass = total if auto and total > 0 else number(body.fields, "m_Mass", 1.0)
    mass = min(max(mass, _LEAST_MASS), _MOST_MASS)
    if total <= 0 or not _spread(body, [mass * weight / total for weight in weights]):
        data = body.handle.massData
        data.mass, data.I = mass, mass * _ROUNDNESS
        body.handle.massData = data


def _spread(body: Body, masses: list[float]) -> bool:
    """Give each shape its mass; False where the library cannot reckon how they would turn."""
    for part, mass in zip(body.parts, masses, strict=True):
        part.fixture.density = mass / part.piece.area if part.piece.area else 0.0
    try:
        body.handle.ResetMassData()
    except AssertionError:
        return False
    return True


def hold(world: Any, ground: Any, body: Body) -> None:
    """Hold a body on its frozen axes: on a line across, or at its spot where both are frozen."""
    frozen = integer(body.fields, "m_Constraints") & (_FREEZE_X | _FREEZE_Y)
    if body.kind != DYNAMIC or body.driven or not frozen:
        return
    middle = body.handle.worldCenter
    if frozen == _FREEZE_X | _FREEZE_Y:
        world.CreateRevoluteJoint(
            bodyA=ground, bodyB=body.handle, anchor=middle, collideConnected=True
        )
        return
    axis = (0, 1) if frozen == _FREEZE_X else (1, 0)
    world.CreateWheelJoint(
        bodyA=ground,
        bodyB=body.handle,
        anchor=middle,
        axis=axis,
        frequencyHz=NO_SPRING_HZ,
        dampingRatio=0,
        collideConnected=True,
    )
