"""Scenes played without being drawn: where things are at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from unity_scene import Scene

from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.scene.affine import Affine
from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.behaviour import Behaviour, GameTime, Message
from spark_nb.sandbox.scene.document import read_documents
from spark_nb.sandbox.scene.graph import SceneGraph
from spark_nb.sandbox.scene.moment import Moment
from spark_nb.sandbox.scene.sprites import SpriteLibrary
from spark_nb.sandbox.scene.step_loop import StepLoop


def paths(*rings: list[tuple[float, float]]) -> dict[str, str]:
    """Fields of a PolygonCollider2D."""
    text = "".join(
        f"\n    {'  ' if index else '- '}- {{x: {x}, y: {y}}}"
        for ring in rings
        for index, (x, y) in enumerate(ring)
    )
    return {"m_Points": f"\n    m_Paths:{text}"}


class Play:
    """A scene from its start on; objects are named."""

    def __init__(self, engine: Engine, scene: Scene, behaviours: Sequence[Behaviour] = ()) -> None:
        self.graph = SceneGraph(read_documents(scene.text))
        snapshot = engine.project.snapshot()
        library = SpriteLibrary(engine.project)
        self.loop = StepLoop.of(
            self.graph,
            SceneAssets(engine.project, snapshot),
            lambda pointer: library.find(pointer, snapshot),
            behaviours,
        )
        self._ids = {found.name: found.file_id for found in self.graph.objects.values()}

    def moment(self, time_s: float) -> Moment:
        return Moment(self.graph, self.loop.at(time_s), time_s)

    def pose(self, name: str, time_s: float) -> Affine:
        return self.moment(time_s).poses[self._ids[name]]

    def x(self, name: str, time_s: float) -> float:
        return self.pose(name, time_s).tx

    def y(self, name: str, time_s: float) -> float:
        return self.pose(name, time_s).ty

    def angle(self, name: str, time_s: float) -> float:
        """In radians, anticlockwise."""
        return self.pose(name, time_s).angle


@dataclass
class Recorder:
    """A behaviour that writes down when it is called, and with what."""

    owner: int
    name: str
    heard: list[tuple[int, str]] = field(default_factory=list)

    def start(self, now: GameTime) -> None:
        self._note(now, "Start")

    def fixed_update(self, now: GameTime) -> None:
        self._note(now, "FixedUpdate")

    def receive(self, message: Message, now: GameTime) -> None:
        self._note(now, message.name)

    def update(self, now: GameTime) -> None:
        self._note(now, "Update")

    def late_update(self, now: GameTime) -> None:
        self._note(now, "LateUpdate")

    def messages(self) -> list[tuple[int, str]]:
        return [(frame, what) for frame, what in self.heard if what.startswith("On")]

    def _note(self, now: GameTime, what: str) -> None:
        self.heard.append((now.frame, what))
