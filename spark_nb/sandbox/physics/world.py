"""2D physics of a scene, a fixed step at a time.

The library is Box2D, as in Unity, whose settings have the same names and defaults there: what
rests, bounces, slides and sleeps here does so as in the editor.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import Box2D

from spark_nb.sandbox.physics.body import (
    KINEMATIC,
    RIGIDBODY,
    Body,
    Part,
    Spot,
    hold,
    make_body,
    weigh,
)
from spark_nb.sandbox.physics.collider_set import ColliderSet, Found, Surfaces
from spark_nb.sandbox.physics.fixture import pieces
from spark_nb.sandbox.physics.joint import JOINTS, make_ends
from spark_nb.sandbox.physics.settings import PhysicsSettings
from spark_nb.sandbox.physics.solid import Point, is_near
from spark_nb.sandbox.physics.touch import (
    Collider,
    Contacts,
    LayerFilter,
    Touch,
)
from spark_nb.sandbox.scene.affine import IDENTITY, Affine
from spark_nb.sandbox.scene.field import flag, reference
from spark_nb.sandbox.scene.graph import SceneGraph

_STEPS_BETWEEN_LOOKS = 10  # a look goes through all contacts there are, one by one


class PhysicsWorld:
    """``driven`` are the objects that animation moves; what collides there follows it.

    ``left_out`` has names of objects by what cannot be done for them.
    """

    def __init__(
        self,
        graph: SceneGraph,
        settings: PhysicsSettings,
        surfaces: Surfaces,
        driven: Collection[int] = (),
    ) -> None:
        self.settings = settings
        self.left_out: dict[str, list[str]] = {}
        self._graph = graph
        self._driven = driven
        self._colliders: list[Collider] = []
        self._world = Box2D.b2World(gravity=settings.gravity, doSleep=True)
        self._ground = make_body(self._world, 0, {}, IDENTITY, settings.step_s, driven=False)
        self._bodies: dict[int, Body | None] = dict(self._read_bodies())
        colliders = ColliderSet(graph, self._body_of, settings, surfaces)
        for found in colliders:
            self._add(found)
        self._settle()
        self._add_joints()
        self._contacts = Contacts(self._colliders)
        self._world.contactFilter = LayerFilter(self._world, self._contacts)
        self._listened = 0
        bodies = [body for body in self._bodies.values() if body is not None]
        self._free = [body for body in bodies if body.moves and not body.driven]
        self._following = [body for body in bodies if body.driven]

    def __repr__(self) -> str:
        return f"<PhysicsWorld of {len(self._free)} bodies, {len(self._following)} animated>"

    @property
    def moving(self) -> int:
        """How many bodies each step has to move."""
        return len(self._free) + len(self._following)

    @property
    def follows(self) -> bool:
        """Whether steps need to be told where animation has taken things."""
        return bool(self._following)

    @property
    def listens(self) -> bool:
        """Whether the library asks about contacts in the next step, as far as one can tell now."""
        return self._world.contactListener is not None

    def listen(self) -> None:
        """Follow all contacts from the start on, which more than doubles what a step takes."""
        self._contacts.follows_all = True
        self._world.contactListener = self._contacts

    def step(self, targets: Mapping[int, Affine]) -> None:
        """Go on by one fixed step; ``targets`` are where driven objects stand after it."""
        for body in self._following:
            body.head_for(targets[body.owner], self.settings.step_s)
        self._world.Step(
            self.settings.step_s,
            self.settings.velocity_iterations,
            self.settings.position_iterations,
        )
        if self.listens:
            self._listen_no_more_than_needed()

    def spots(self) -> tuple[Spot, ...]:
        """Return where the bodies are that physics alone moves."""
        return tuple(body.read_spot() for body in self._free)

    def placed(
        self, spots: tuple[Spot, ...], base: Mapping[int, Affine] | None = None
    ) -> dict[int, Affine]:
        """Return object to world at such spots; ``base`` has poses that animation stretched."""
        known = base or {}
        return {
            body.owner: body.pose(spot, known.get(body.owner, body.rest))
            for body, spot in zip(self._free, spots, strict=True)
        }

    def touches(self) -> list[Touch]:
        """Return who began, went on and ended to touch whom in the last step; see ``listen``."""
        kinematic = (body for body in self._bodies.values() if body and body.kind == KINEMATIC)
        return self._contacts.touches(self._world, kinematic)

    def _listen_no_more_than_needed(self) -> None:
        """Stop where nothing is near an effector; the filter begins again when something is."""
        self._listened += 1
        if self._listened % _STEPS_BETWEEN_LOOKS == 0 and not self._contacts.is_needed(
            self._world
        ):
            self._world.contactListener = None

    def _read_bodies(self) -> Iterator[tuple[int, Body | None]]:
        """Yield a body by its object; None where the component says not to simulate."""
        for component in self._graph.components(RIGIDBODY):
            owner = component.owner.file_id
            simulated = flag(component.fields, "m_Simulated", default=True)
            if simulated and not self.settings.steps_itself:
                self._leave_out("Physics waits for a script to step it", owner)
            if simulated and not is_near(_place(self._graph.rest_pose(owner))):
                self._leave_out("Bodies are too far out to move", owner)
                simulated = False
            yield owner, self._make(owner, component.fields) if simulated else None

    def _make(self, owner: int, fields: dict[str, Any]) -> Body:
        rest = self._graph.rest_pose(owner)
        driven = owner in self._driven
        return make_body(self._world, owner, fields, rest, self.settings.step_s, driven=driven)

    def _body_of(self, owner: int) -> Body | None:
        """Return what a collider on that object belongs to; None for what is not simulated."""
        for ancestor in self._graph.ancestors(owner):
            if ancestor in self._bodies:
                return self._bodies[ancestor]
        if owner not in self._driven:
            return self._ground
        self._bodies[owner] = self._make(owner, {})
        return self._bodies[owner]

    def _add(self, found: Found) -> None:
        try:
            made = [piece for solid in found.solids for piece in pieces(solid)]
        except AssertionError:
            made = []
        if not made:
            self._leave_out("Colliders are too small or thin to collide", found.collider.owner)
        for piece in made:
            fixture = found.body.handle.CreateFixture(
                shape=piece.shape,
                density=0.0,
                friction=found.collider.material.friction,
                restitution=found.collider.material.bounciness,
                isSensor=found.collider.trigger,
                userData=len(self._colliders),
            )
            found.body.parts.append(Part(fixture, piece, found.density))
        self._colliders.append(found.collider)

    def _settle(self) -> None:
        for body in self._bodies.values():
            if body is not None:
                weigh(body)
                hold(self._world, self._ground.handle, body)

    def _add_joints(self) -> None:
        components = {
            component.document.file_id: self._bodies.get(component.owner.file_id)
            for component in self._graph.components(RIGIDBODY)
        }
        for component in self._graph.components(*JOINTS):
            fields, owner = component.fields, component.owner.file_id
            pointer = reference(fields, "m_ConnectedRigidBody")
            body = self._bodies.get(owner)
            other = components.get(pointer.file_id) if pointer else None
            if body is None or (pointer and other is None):
                continue
            pose = self._graph.rest_pose(owner)
            ends = make_ends(self._world, self._ground.handle, fields, pose, body, other)
            if is_near(ends.anchor, ends.other_anchor):
                JOINTS[component.document.class_id](ends, fields)
            else:
                self._leave_out("Joints reach too far to hold", owner)

    def _leave_out(self, words: str, owner: int) -> None:
        self.left_out.setdefault(words, []).append(self._graph.objects[owner].name)


def _place(pose: Affine) -> Point:
    return pose.tx, pose.ty
