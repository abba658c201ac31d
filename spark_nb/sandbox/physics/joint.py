"""Joints between two bodies, or between a body and the world."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from spark_nb.sandbox.physics.body import NO_SPRING_HZ, Body
from spark_nb.sandbox.physics.solid import Point
from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.field import Fields, flag, mapping, number, vector

SPRING, DISTANCE, HINGE, SLIDER, WHEEL, FIXED = 231, 232, 233, 234, 235, 255
_LEAST_LENGTH = 0.005  # the library's smallest


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """What a joint holds together: two bodies, a point of each in the world, their rest angle."""

    world: Any
    one: Any
    other: Any
    anchor: Point
    other_anchor: Point
    together: bool

    @property
    def shared(self) -> dict[str, Any]:
        return {"bodyA": self.other, "bodyB": self.one, "collideConnected": self.together}

    @property
    def local(self) -> dict[str, Any]:
        """Anchors in each body's coordinates: the two ends need not be at one place."""
        return self.shared | {
            "localAnchorA": self.other.GetLocalPoint(self.other_anchor),
            "localAnchorB": self.one.GetLocalPoint(self.anchor),
        }

    @property
    def length(self) -> float:
        return max(math.dist(self.anchor, self.other_anchor), _LEAST_LENGTH)

    def axis(self, angle: float) -> Point:
        """Return a direction of ``one``'s object as one of ``other``."""
        turn = math.radians(angle) + self.one.angle
        x, y = self.other.GetLocalVector((math.cos(turn), math.sin(turn)))
        return x, y


def make_ends(
    world: Any, ground: Any, fields: Fields, pose: Affine, body: Body, connected: Body | None
) -> Ends:
    """Read where a joint holds; an anchor that configures itself lies where the own one is."""
    x, y = vector(fields, "m_Anchor", (0.0, 0.0))
    anchor = pose.point(x, y)
    other = anchor
    if not flag(fields, "m_AutoConfigureConnectedAnchor"):
        x, y = vector(fields, "m_ConnectedAnchor", (0.0, 0.0))
        other = connected.rest.point(x, y) if connected else (x, y)
    return Ends(
        world=world,
        one=body.handle,
        other=connected.handle if connected else ground,
        anchor=anchor,
        other_anchor=other,
        together=flag(fields, "m_EnableCollision"),
    )


def _distance(ends: Ends, fields: Fields) -> None:
    length = _length(ends, fields)
    if flag(fields, "m_MaxDistanceOnly"):
        ends.world.CreateRopeJoint(**ends.local, maxLength=length)
    else:
        ends.world.CreateDistanceJoint(**ends.local, length=length)


def _spring(ends: Ends, fields: Fields) -> None:
    ends.world.CreateDistanceJoint(
        **ends.local,
        length=_length(ends, fields),
        frequencyHz=max(number(fields, "m_Frequency", 1.0), 0.0),
        dampingRatio=max(number(fields, "m_DampingRatio"), 0.0),
    )


def _length(ends: Ends, fields: Fields) -> float:
    if flag(fields, "m_AutoConfigureDistance"):
        return ends.length
    return max(number(fields, "m_Distance", 1.0), _LEAST_LENGTH)


def _hinge(ends: Ends, fields: Fields) -> None:
    limits = mapping(fields, "m_AngleLimits")
    low, high = number(limits, "m_LowerAngle"), number(limits, "m_UpperAngle", 359.0)
    ends.world.CreateRevoluteJoint(
        **ends.local,
        **_motor(fields, "maxMotorTorque", turning=True),
        referenceAngle=ends.one.angle - ends.other.angle,
        enableLimit=flag(fields, "m_UseLimits"),
        lowerAngle=math.radians(-max(low, high)),
        upperAngle=math.radians(-min(low, high)),
    )


def _slider(ends: Ends, fields: Fields) -> None:
    limits = mapping(fields, "m_TranslationLimits")
    low, high = number(limits, "m_LowerTranslation"), number(limits, "m_UpperTranslation")
    ends.world.CreatePrismaticJoint(
        **ends.local,
        **_motor(fields, "maxMotorForce", turning=False),
        localAxisA=ends.axis(number(fields, "m_Angle")),
        referenceAngle=ends.one.angle - ends.other.angle,
        enableLimit=flag(fields, "m_UseLimits"),
        lowerTranslation=min(low, high),
        upperTranslation=max(low, high),
    )


def _wheel(ends: Ends, fields: Fields) -> None:
    spring = mapping(fields, "m_Suspension")
    ends.world.CreateWheelJoint(
        **ends.local,
        **_motor(fields, "maxMotorTorque", turning=True),
        localAxisA=ends.axis(number(spring, "m_Angle", 90.0)),
        frequencyHz=max(number(spring, "m_Frequency", 2.0), NO_SPRING_HZ),
        dampingRatio=max(number(spring, "m_DampingRatio", 0.7), 0.0),
    )


def _fixed(ends: Ends, fields: Fields) -> None:
    ends.world.CreateWeldJoint(
        **ends.local,
        referenceAngle=ends.one.angle - ends.other.angle,
        frequencyHz=max(number(fields, "m_Frequency"), 0.0),
        dampingRatio=max(number(fields, "m_DampingRatio"), 0.0),
    )


def _motor(fields: Fields, strength: str, *, turning: bool) -> dict[str, Any]:
    """Unity's speeds turn clockwise, in degrees per second."""
    motor = mapping(fields, "m_Motor")
    speed = number(motor, "m_MotorSpeed")
    return {
        "enableMotor": flag(fields, "m_UseMotor"),
        "motorSpeed": math.radians(-speed) if turning else speed,
        strength: max(number(motor, "m_MaximumMotorForce", 10000.0), 0.0),
    }


JOINTS: dict[int, Callable[[Ends, Fields], None]] = {
    SPRING: _spring,
    DISTANCE: _distance,
    HINGE: _hinge,
    SLIDER: _slider,
    WHEEL: _wheel,
    FIXED: _fixed,
}
