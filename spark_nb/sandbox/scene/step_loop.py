"""Plays a scene in Unity's order: FixedUpdate, physics, messages, Update, animation, LateUpdate.

A frame is as long as a fixed step, so each has one of both. Steps are run once and recorded:
a moment asked for again, or an earlier one, costs nothing and is always the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Self

from spark_nb.sandbox.animation.playback import Playback
from spark_nb.sandbox.physics.body import Spot
from spark_nb.sandbox.physics.settings import read_settings
from spark_nb.sandbox.physics.surfaces import AssetSurfaces
from spark_nb.sandbox.physics.touch import Touch
from spark_nb.sandbox.physics.world import PhysicsWorld
from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.behaviour import Behaviour, GameTime, Message
from spark_nb.sandbox.scene.field import Reference
from spark_nb.sandbox.scene.graph import SceneGraph
from spark_nb.sandbox.scene.moment import Changes, Moment
from spark_nb.sandbox.scene.sprite import Sprite

_LIMIT_S = 60.0
_LIMIT_BODY_STEPS = 300_000  # what many bodies may take of a call's time, and of memory


class StepLoop:
    """``behaviours`` are called in their order.

    ``left_out`` has names of objects by what does not move there as it would in Unity.
    """

    def __init__(
        self,
        graph: SceneGraph,
        world: PhysicsWorld,
        playback: Playback,
        behaviours: Sequence[Behaviour] = (),
    ) -> None:
        self._graph = graph
        self._world = world
        self._playback = playback
        self._behaviours = behaviours
        self._steps: list[tuple[Spot, ...]] = []
        self.left_out = {**world.left_out, **playback.left_out}
        if behaviours:
            world.listen()

    def __repr__(self) -> str:
        return f"<StepLoop of {self._world!r}, {len(self._steps)} steps run>"

    @classmethod
    def of(
        cls,
        graph: SceneGraph,
        assets: SceneAssets,
        sprites: Callable[[Reference], Sprite | None],
        behaviours: Sequence[Behaviour] = (),
    ) -> Self:
        """Return a scene at its start, by the settings of its project."""
        settings = read_settings(
            assets.settings("ProjectSettings/Physics2DSettings.asset"),
            assets.settings("ProjectSettings/TimeManager.asset"),
        )
        playback = Playback(graph, assets)
        world = PhysicsWorld(graph, settings, AssetSurfaces(assets, sprites), playback.moved())
        return cls(graph, world, playback, behaviours)

    @property
    def limit_s(self) -> float:
        """How far physics goes; it stands still from there on."""
        if not self._is_live:
            return math.inf
        step_s = self._world.settings.step_s
        return min(_LIMIT_S, _LIMIT_BODY_STEPS * step_s / max(self._world.moving, 1))

    def at(self, time_s: float) -> Changes:
        """Return what the last frame before ``time_s`` left, and animation as it is then."""
        changes = self._playback.at(time_s)
        if not self._is_live:
            return changes
        spots = self._recorded(min(time_s, self.limit_s))
        stretched = Moment(self._graph, changes).poses if changes.local else {}
        return replace(changes, placed=self._world.placed(spots, stretched))

    @property
    def _is_live(self) -> bool:
        return bool(self._behaviours) or (
            self._world.moving > 0 and self._world.settings.steps_itself
        )

    def _recorded(self, time_s: float) -> tuple[Spot, ...]:
        index = math.floor(time_s / self._world.settings.step_s + 1e-6)
        while len(self._steps) <= index:
            self._run_frame(len(self._steps))
            self._steps.append(self._world.spots())
        return self._steps[index]

    def _run_frame(self, frame: int) -> None:
        step_s = self._world.settings.step_s
        now = GameTime(frame, frame * step_s, step_s)
        if frame == 0:
            for behaviour in self._behaviours:
                behaviour.start(now)
        else:
            self._run_physics(now)
        for behaviour in self._behaviours:
            behaviour.update(now)
        for behaviour in self._behaviours:
            behaviour.late_update(now)

    def _run_physics(self, now: GameTime) -> None:
        for behaviour in self._behaviours:
            behaviour.fixed_update(now)
        if not self._world.settings.steps_itself:
            return
        self._world.step(self._targets(now.time_s) if self._world.follows else {})
        if self._behaviours:
            for touch in self._world.touches():
                self._tell(touch, now)

    def _targets(self, time_s: float) -> Mapping[int, Affine]:
        return Moment(self._graph, self._playback.at(time_s)).poses

    def _tell(self, touch: Touch, now: GameTime) -> None:
        """Tell the scripts beside either collider, and those beside its body."""
        for mine, other in ((touch.one, touch.other), (touch.other, touch.one)):
            message = Message(touch.stage, touch.trigger, mine, other)
            for behaviour in self._behaviours:
                if behaviour.owner in (mine.owner, mine.body):
                    behaviour.receive(message, now)
