"""Effectors: colliders that let things through one way, or carry them along."""

from __future__ import annotations

import math
from typing import NamedTuple

from spark_nb.sandbox.physics.solid import Point
from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.field import Fields, flag, integer, mapping, number

PLATFORM_EFFECTOR, SURFACE_EFFECTOR = 251, 252
_ALL_LAYERS = 0xFFFFFFFF
_RISING = 0.05  # units per second away from the surface, above which nothing lands


class Effector(NamedTuple):
    """``up`` is where a platform's surface looks; arcs are half of Unity's, in radians.

    ``belt_speed`` is how fast a surface moves along, to the right on its upper side.
    """

    up: Point
    layers: int
    one_way: bool = False
    surface_arc: float = math.pi / 2
    side_arc: float = 0.0
    side_friction: bool = True
    side_bounce: bool = True
    belt_speed: float = 0.0

    def lets_through(self, out: Point, speed: Point) -> bool:
        """Return whether what touches it from ``out``, a unit vector, goes on as if it were not.

        ``speed`` is relative to the platform.
        """
        if not self.one_way:
            return False
        rising = speed[0] * self.up[0] + speed[1] * self.up[1] > _RISING
        return rising or self._angle(out) > self.surface_arc + 1e-3

    def is_side(self, out: Point) -> bool:
        return abs(self._angle(out) - math.pi / 2) <= self.side_arc + 1e-3

    def _angle(self, out: Point) -> float:
        along = out[0] * self.up[0] + out[1] * self.up[1]
        return math.acos(min(max(along, -1.0), 1.0))


def read_platform(fields: Fields, pose: Affine) -> Effector:
    turn = pose.angle + math.radians(number(fields, "m_RotationalOffset"))
    return Effector(
        up=(-math.sin(turn), math.cos(turn)),
        layers=_layers(fields),
        one_way=flag(fields, "m_UseOneWay", default=True),
        surface_arc=math.radians(number(fields, "m_SurfaceArc", 180.0)) / 2,
        side_arc=math.radians(number(fields, "m_SideArc", 1.0)) / 2,
        side_friction=flag(fields, "m_UseSideFriction"),
        side_bounce=flag(fields, "m_UseSideBounce"),
    )


def read_surface(fields: Fields) -> Effector:
    return Effector(
        up=(0.0, 1.0), layers=_layers(fields), belt_speed=number(fields, "m_Speed", 1.0)
    )


def _layers(fields: Fields) -> int:
    if not flag(fields, "m_UseColliderMask", default=True):
        return _ALL_LAYERS
    return integer(mapping(fields, "m_ColliderMask"), "m_Bits", _ALL_LAYERS)
