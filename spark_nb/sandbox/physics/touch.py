"""Who touches whom: what collision and trigger messages are made of."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import Box2D

from spark_nb.sandbox.physics.body import Body
from spark_nb.sandbox.physics.effector import Effector
from spark_nb.sandbox.physics.layers import Layers
from spark_nb.sandbox.physics.material import Material
from spark_nb.sandbox.physics.solid import Point
from spark_nb.sandbox.scene.field import flag

Stage = Literal["enter", "stay", "exit"]


@dataclass(frozen=True, slots=True, eq=False)
class Collider:
    """A collider as physics has it; ``place`` counts them in file order.

    ``component`` and ``owner`` are file ids; ``body`` is the object of its Rigidbody2D, None
    without one.
    """

    place: int
    component: int
    owner: int
    body: int | None
    layers: Layers
    trigger: bool
    material: Material
    effector: Effector | None = None

    @property
    def is_special(self) -> bool:
        """Whether the library alone would not treat what touches it as Unity does."""
        return self.effector is not None or self.material.has_rules


class Touch(NamedTuple):
    """Two colliders, in file order, and whether they began, went on or ended to touch."""

    stage: Stage
    trigger: bool
    one: Collider
    other: Collider


Pair = tuple[Collider, Collider]


class LayerFilter(Box2D.b2ContactFilter):  # type: ignore[misc]
    """Lets those collide whose layers do; the library has too few layers of its own.

    It is asked when two come near each other, before they touch: the time to listen to ``world``
    where one of them is such that ``contacts`` has to decide what becomes of it.
    """

    def __init__(self, world: Any, contacts: Contacts) -> None:
        super().__init__()
        self._world: Any = weakref.proxy(world)  # which holds this filter
        self._contacts = contacts

    def ShouldCollide(self, one: Any, other: Any) -> bool:
        colliders = self._contacts.colliders
        mine, its = colliders[one.userData], colliders[other.userData]
        meets = mine.layers.meets(its.layers)
        if meets and (mine.is_special or its.is_special):
            self._world.contactListener = self._contacts
        return bool(meets)


@dataclass(slots=True)
class _Contact:
    """How many shapes of a pair touch; ``passes`` while an effector lets one through."""

    shapes: int = 0
    passes: bool = False


class Contacts(Box2D.b2ContactListener):  # type: ignore[misc]
    """Follows the contacts of a world, and applies materials and effectors to them.

    A world that listens calls for every contact in every step, which takes longer than the step.
    So it listens only while this ``is_needed``, unless ``follows_all`` is set before its first
    step: then pairs are followed that nothing has to be done for, to tell of their touches.

    Fixtures carry the index of their collider, not the collider, which the library would never
    let go of.
    """

    def __init__(self, colliders: Sequence[Collider]) -> None:
        super().__init__()
        self.colliders = colliders
        self.follows_all = False
        self._effective = _indices(colliders, lambda found: found.effector is not None)
        self._special = _indices(colliders, lambda found: found.is_special)
        self._found: dict[Pair, _Contact] = {}
        self._known: dict[Pair, None] = {}

    def is_needed(self, world: Any) -> bool:
        """Return whether a step may have to ask; friction and bounce stay as they were set."""
        if self.follows_all:
            return True
        return any(
            _is_among(contact, self._effective)
            or (not contact.touching and _is_among(contact, self._special))
            for contact in world.contacts_gen
        )

    def BeginContact(self, contact: Any) -> None:
        pair = one, other = self._pair(contact)
        if _is_among(contact, self._special):
            contact.friction, contact.restitution = one.material.against(other.material)
        if not self._follows(contact):
            return
        found = self._found.setdefault(pair, _Contact())
        found.shapes += 1
        if not found.passes:
            found.passes = any(
                effector.lets_through(out, speed)
                for effector, out, speed in self._effects(contact)
            )

    def EndContact(self, contact: Any) -> None:
        if not self._follows(contact):
            return
        pair = self._pair(contact)
        found = self._found[pair]
        found.shapes -= 1
        if not found.shapes:
            del self._found[pair]

    def PreSolve(self, contact: Any, _old: Any) -> None:
        if _is_among(contact, self._effective):
            self._apply(contact)

    def PostSolve(self, contact: Any, impulse: Any) -> None:
        """Do nothing, sooner than the library's own method does."""

    def touches(self, world: Any, kinematic: Iterable[Body]) -> list[Touch]:
        """Return what is new, goes on, or is over since the last call, triggers first."""
        now = {pair: None for pair, found in self._found.items() if not found.passes}
        now |= dict.fromkeys(self._overlaps(world, kinematic))
        changes = [
            *((_touch("enter" if pair not in self._known else "stay", pair)) for pair in now),
            *(_touch("exit", pair) for pair in self._known if pair not in now),
        ]
        self._known = now
        return sorted(changes, key=lambda touch: not touch.trigger)

    def _overlaps(self, world: Any, bodies: Iterable[Body]) -> Iterator[Pair]:
        """Yield who overlaps kinematic bodies and is not dynamic, which the library leaves alone.

        One of the two has to be a trigger, or the body to use full kinematic contacts.
        """
        for body in bodies:
            full = flag(body.fields, "m_UseFullKinematicContacts")
            for fixture in body.handle.fixtures:
                for other in _near(world, fixture):
                    pair = one, its = self._ordered(fixture, other)
                    wanted = full or one.trigger or its.trigger
                    if wanted and one.layers.meets(its.layers) and _overlap(fixture, other):
                        yield pair

    def _apply(self, contact: Any) -> None:
        one, other = pair = self._pair(contact)
        if self._found[pair].passes:
            contact.enabled = False
            return
        for effector, out, _ in self._effects(contact):
            friction, bounce = one.material.against(other.material)
            side = effector.is_side(out)
            contact.friction = friction if effector.side_friction or not side else 0.0
            contact.restitution = bounce if effector.side_bounce or not side else 0.0
            contact.tangentSpeed = effector.belt_speed

    def _follows(self, contact: Any) -> bool:
        return self.follows_all or _is_among(contact, self._effective)

    def _pair(self, contact: Any) -> Pair:
        return self._ordered(contact.fixtureA, contact.fixtureB)

    def _ordered(self, fixture: Any, its: Any) -> Pair:
        one, other = self.colliders[fixture.userData], self.colliders[its.userData]
        return (one, other) if one.place <= other.place else (other, one)

    def _effects(self, contact: Any) -> Iterator[tuple[Effector, Point, Point]]:
        """Yield the effectors of both, the way out of each, and how fast the other leaves it."""
        fixtures = contact.fixtureA, contact.fixtureB
        for (mine, other), sign in ((fixtures, 1), (fixtures[::-1], -1)):
            effector = self.colliders[mine.userData].effector
            layer = self.colliders[other.userData].layers.layer
            if effector is not None and effector.layers >> layer & 1:
                manifold = contact.worldManifold  # held on to: its vectors are parts of it
                x, y = manifold.normal
                away = other.body.linearVelocity - mine.body.linearVelocity
                yield effector, (x * sign, y * sign), (away.x, away.y)


def _indices(colliders: Sequence[Collider], wanted: Callable[[Collider], bool]) -> frozenset[int]:
    return frozenset(index for index, found in enumerate(colliders) if wanted(found))


def _is_among(contact: Any, indices: frozenset[int]) -> bool:
    return contact.fixtureA.userData in indices or contact.fixtureB.userData in indices


class _Nearby(Box2D.b2QueryCallback):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.fixtures: list[Any] = []

    def ReportFixture(self, fixture: Any) -> bool:
        self.fixtures.append(fixture)
        return True


def _near(world: Any, fixture: Any) -> Iterator[Any]:
    query = _Nearby()
    for child in range(fixture.shape.childCount):
        world.QueryAABB(query, fixture.GetAABB(child))
    for other in query.fixtures:
        if other.body != fixture.body and other.body.type != Box2D.b2_dynamicBody:
            yield other


def _overlap(one: Any, other: Any) -> bool:
    mine, others = one.body.transform, other.body.transform
    return any(
        Box2D.b2TestOverlap(one.shape, child, other.shape, its, mine, others)
        for child in range(one.shape.childCount)
        for its in range(other.shape.childCount)
    )


def _touch(stage: Stage, pair: Pair) -> Touch:
    return Touch(stage, pair[0].trigger or pair[1].trigger, *pair)
