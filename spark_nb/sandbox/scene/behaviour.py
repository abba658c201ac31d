"""The one place where a game's own scripts are called while a scene plays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from spark_nb.sandbox.physics.touch import Collider, Stage


@dataclass(frozen=True, slots=True)
class GameTime:
    """``frame`` counts from 0; times are in seconds since the scene began."""

    frame: int
    time_s: float
    delta_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """``OnCollisionEnter2D`` and its five likes, as the script on ``mine`` gets them."""

    stage: Stage
    trigger: bool
    mine: Collider
    other: Collider

    @property
    def name(self) -> str:
        kind = "Trigger" if self.trigger else "Collision"
        return f"On{kind}{self.stage.capitalize()}2D"


class Behaviour(Protocol):
    """A script on an object. Each moment comes to all behaviours before the next one does."""

    @property
    def owner(self) -> int:
        """File id of the object it is on; it hears of that one's colliders, and of its body's."""

    def start(self, now: GameTime) -> None:
        """Called once, before anything moves."""

    def fixed_update(self, now: GameTime) -> None:
        """Called before each step of physics."""

    def receive(self, message: Message, now: GameTime) -> None:
        """Called after a step of physics, for every two colliders that touch or have touched."""

    def update(self, now: GameTime) -> None:
        """Called in each frame, after physics and before animation."""

    def late_update(self, now: GameTime) -> None:
        """Called in each frame, when all else is done."""
