"""All colliders of a scene: what they are made of, on which body, and how they feel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol

from spark_nb.sandbox.physics.body import Body
from spark_nb.sandbox.physics.collider import (
    COLLIDERS,
    COMPOSITE,
    TILEMAP_COLLIDER,
    Place,
    is_sound,
    place_of,
    read_solids,
)
from spark_nb.sandbox.physics.composite import Part, composite_solids, operation
from spark_nb.sandbox.physics.effector import (
    PLATFORM_EFFECTOR,
    SURFACE_EFFECTOR,
    Effector,
    read_platform,
    read_surface,
)
from spark_nb.sandbox.physics.layers import read_layers
from spark_nb.sandbox.physics.material import Material
from spark_nb.sandbox.physics.settings import PhysicsSettings
from spark_nb.sandbox.physics.solid import Solid
from spark_nb.sandbox.physics.tilemap_collider import Paths, tilemap_solids
from spark_nb.sandbox.physics.touch import Collider
from spark_nb.sandbox.scene.field import Fields, flag, number, reference
from spark_nb.sandbox.scene.graph import Component, SceneGraph
from spark_nb.sandbox.scene.grid import grid_above
from spark_nb.sandbox.scene.moment import Changes, Moment
from spark_nb.sandbox.scene.tiles import TILEMAP, Tile, Tilemap


class Surfaces(Protocol):
    """What colliders take from other assets."""

    def material(self, guid: str) -> Material:
        """Return a PhysicsMaterial2D; Unity's default where there is none."""

    def outline(self, tile: Tile) -> Paths:
        """Return a tile's sprite as closed paths, in units about its pivot."""


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A collider with its solids, in the coordinates of the body."""

    collider: Collider
    body: Body
    solids: list[Solid]
    density: float


class ColliderSet:
    """``body_of`` names the body of an object, None where it takes no part in physics."""

    def __init__(
        self,
        graph: SceneGraph,
        body_of: Callable[[int], Body | None],
        settings: PhysicsSettings,
        surfaces: Surfaces,
    ) -> None:
        self._graph = graph
        self._rest = Moment(graph, Changes())
        self._body_of = body_of
        self._settings = settings
        self._surfaces = surfaces
        self._effectors = dict(self._read_effectors())
        components = [*graph.components(*COLLIDERS, TILEMAP_COLLIDER, COMPOSITE)]
        self._components = sorted(components, key=attrgetter("place"))
        self._composites = {
            component.owner.file_id: component for component in graph.components(COMPOSITE)
        }
        self._parts: dict[int, list[Part]] = {}

    def __iter__(self) -> Iterator[Found]:
        """Yield colliders in file order, composites after all that they may be made of."""
        composites = []
        for component in self._components:
            body = self._body_of(component.owner.file_id)
            if body is None:
                continue
            if component.document.class_id == COMPOSITE:
                composites.append((component, body))
                continue
            solids = self._solids(component, body)
            composite = self._composite_of(component, body)
            if composite is None:
                yield self._found(component, body, solids)
            else:
                self._parts.setdefault(composite, []).append(Part(component.fields, solids))
        for component, body in composites:
            yield self._found(component, body, self._composed(component, body))

    def _solids(self, component: Component, body: Body) -> list[Solid]:
        pose = self._graph.rest_pose(component.owner.file_id)
        place = place_of(component.fields, pose, body.rest)
        if component.document.class_id == TILEMAP_COLLIDER:
            return self._tiles(component, place)
        return read_solids(component.document.class_id, component.fields, place)

    def _tiles(self, component: Component, place: Place) -> list[Solid]:
        found = next(self._rest.siblings(component, TILEMAP), None)
        if found is None:
            return []
        tilemap = Tilemap(found.fields, grid_above(found, self._rest))
        solids = tilemap_solids(tilemap, place, self._surfaces.outline)
        return [solid for solid in solids if is_sound(solid)]

    def _composed(self, component: Component, body: Body) -> list[Solid]:
        pose = self._graph.rest_pose(component.owner.file_id)
        place = place_of(component.fields, pose, body.rest)
        parts = self._parts.get(component.owner.file_id, [])
        solids = composite_solids(component.fields, parts, place)
        return [solid for solid in solids if is_sound(solid)]

    def _composite_of(self, component: Component, body: Body) -> int | None:
        """Return the object of the composite that takes this collider in, on the same body."""
        if not operation(component.fields):
            return None
        for ancestor in self._graph.ancestors(component.owner.file_id):
            if ancestor in self._composites and self._body_of(ancestor) is body:
                return ancestor
        return None

    def _found(self, component: Component, body: Body, solids: list[Solid]) -> Found:
        fields, owner = component.fields, component.owner
        effector = self._effectors.get(owner.file_id)
        collider = Collider(
            place=component.place,
            component=component.document.file_id,
            owner=owner.file_id,
            body=body.owner if body.fields else None,
            layers=read_layers(owner.layer, self._settings.touches, fields, body.fields),
            trigger=flag(fields, "m_IsTrigger"),
            material=self._material(fields, body),
            effector=effector if flag(fields, "m_UsedByEffector") else None,
        )
        return Found(collider, body, solids, max(number(fields, "m_Density", 1.0), 0.0))

    def _material(self, fields: Fields, body: Body) -> Material:
        """Return the collider's own, else its body's, else the project's, else Unity's."""
        named = (reference(found, "m_Material") for found in (fields, body.fields))
        guid = next((found.guid for found in named if found), None) or self._settings.material
        return self._surfaces.material(guid) if guid else Material()

    def _read_effectors(self) -> Iterator[tuple[int, Effector]]:
        for component in self._graph.components(PLATFORM_EFFECTOR, SURFACE_EFFECTOR):
            owner = component.owner.file_id
            if component.document.class_id == SURFACE_EFFECTOR:
                yield owner, read_surface(component.fields)
            else:
                yield owner, read_platform(component.fields, self._graph.rest_pose(owner))
