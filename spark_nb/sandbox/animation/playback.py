"""All that Animators and Animations of a scene do by themselves, at any time."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spark_nb.sandbox.animation.binding import BoundClip, Hierarchy, Sample
from spark_nb.sandbox.animation.clip import Wrap, legacy_wrap
from spark_nb.sandbox.animation.controller import ControllerReader, Motion
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.field import flag, reference
from spark_nb.sandbox.scene.graph import Component, SceneGraph
from spark_nb.sandbox.scene.moment import Changes

ANIMATOR, ANIMATION = 95, 111
_BLENDED = "Blend trees play one clip"
_NOTHING = "Animators have nothing to play"
_UNBOUND = "Animations change what a preview does not show"


@dataclass(frozen=True, slots=True, eq=False)
class _Playing:
    """From ``start_s`` on, a clip; none for a state that has none."""

    start_s: float
    bound: BoundClip | None
    speed: float = 1.0
    offset: float = 0.0
    wrap: Wrap | None = None

    def sample(self, time_s: float, into: Sample) -> None:
        if self.bound is not None:
            played = (time_s - self.start_s) * self.speed
            self.bound.sample(self.bound.clip.time_at(played, self.offset, self.wrap), into)


class Playback:
    """``left_out`` has names of objects by what is not animated there, or not as in Unity."""

    def __init__(self, graph: SceneGraph, assets: SceneAssets) -> None:
        self.left_out: dict[str, list[str]] = {}
        self._graph = graph
        self._hierarchy = Hierarchy(graph)
        self._reader = ControllerReader(assets)
        self._tracks = [
            *(self._animator(found) for found in graph.components(ANIMATOR)),
            *(self._animation(found) for found in graph.components(ANIMATION)),
        ]

    def __repr__(self) -> str:
        return f"<Playback of {len(self._tracks)} animators>"

    def at(self, time_s: float) -> Changes:
        """Return what is animated, as it is at a time."""
        sample = Sample()
        for track in self._tracks:
            index = bisect_right(track, time_s, key=lambda playing: playing.start_s) - 1
            if index >= 0:
                track[index].sample(time_s, sample)
        local = {
            owner: self._hierarchy.local(owner, parts) for owner, parts in sample.parts.items()
        }
        return Changes(local=local, active=sample.active, fields=sample.fields)

    def moved(self) -> frozenset[int]:
        """Return the objects that stand elsewhere at some time, and all that hang from them."""
        moved = frozenset(
            owner
            for track in self._tracks
            for playing in track
            if playing.bound is not None
            for owner in playing.bound.moves()
        )
        return frozenset(self._graph.below(moved))

    def _animator(self, component: Component) -> list[_Playing]:
        states = self._reader.states(reference(component.fields, "m_Controller"))
        if self._reader.blended:
            self._leave_out(_BLENDED, component)
        if not states and reference(component.fields, "m_Controller"):
            self._leave_out(_NOTHING, component)
        return [self._playing(component, state.start_s, state.motion) for state in states]

    def _animation(self, component: Component) -> list[_Playing]:
        """A legacy Animation plays one clip, if it plays by itself."""
        clip = self._reader.clip(reference(component.fields, "m_Animation"))
        if clip is None or not flag(component.fields, "m_PlayAutomatically", default=True):
            return []
        return [self._playing(component, 0.0, Motion(clip), legacy_wrap(component.fields))]

    def _playing(
        self, component: Component, start_s: float, motion: Motion | None, wrap: Wrap | None = None
    ) -> _Playing:
        if motion is None:
            return _Playing(start_s, None)
        bound = BoundClip(motion.clip, component.owner.file_id, self._hierarchy)
        if bound.unbound:
            self._leave_out(_UNBOUND, component)
        return _Playing(start_s, bound, motion.speed, motion.offset, wrap)

    def _leave_out(self, words: str, component: Component) -> None:
        self.left_out.setdefault(words, []).append(component.owner.name)
