"""Friction and bounce, and what two surfaces make of theirs."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from spark_nb.sandbox.scene.field import Fields, integer, number

AVERAGE, MEAN, MULTIPLY, MINIMUM, MAXIMUM = range(5)
_COMBINE: tuple[Callable[[float, float], float], ...] = (
    lambda one, other: (one + other) / 2,
    lambda one, other: math.sqrt(one * other),
    lambda one, other: one * other,
    min,
    max,
)


class Material(NamedTuple):
    """Unity's defaults where a collider names none, or a file is older than the two rules."""

    friction: float = 0.4
    bounciness: float = 0.0
    friction_rule: int = MEAN
    bounce_rule: int = MAXIMUM

    @property
    def has_rules(self) -> bool:
        """Whether it combines other than Unity's surfaces do unless told otherwise."""
        return (self.friction_rule, self.bounce_rule) != (MEAN, MAXIMUM)

    def against(self, other: Material) -> tuple[float, float]:
        """Return friction and bounciness between two; the later of their rules decides."""
        friction = _COMBINE[max(self.friction_rule, other.friction_rule)]
        bounce = _COMBINE[max(self.bounce_rule, other.bounce_rule)]
        return (
            friction(self.friction, other.friction),
            bounce(self.bounciness, other.bounciness),
        )


def read_material(fields: Fields) -> Material:
    return Material(
        friction=max(number(fields, "friction", 0.4), 0.0),
        bounciness=min(max(number(fields, "bounciness", 0.0), 0.0), 1.0),
        friction_rule=_rule(fields, "m_FrictionCombine", MEAN),
        bounce_rule=_rule(fields, "m_BounceCombine", MAXIMUM),
    )


def _rule(fields: Fields, key: str, default: int) -> int:
    found = integer(fields, key, default)
    return found if AVERAGE <= found <= MAXIMUM else default
