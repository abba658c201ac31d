"""Tracks of a clip tied to the objects and components of a scene."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from spark_nb.sandbox.animation.clip import (
    Binding,
    Clip,
    NumberTrack,
    ObjectTrack,
    TransformTrack,
    quaternion,
)
from spark_nb.sandbox.scene.affine import Affine, from_parts
from spark_nb.sandbox.scene.field import Fields, reference, vector
from spark_nb.sandbox.scene.graph import (
    GAME_OBJECT,
    RECT_TRANSFORM,
    TRANSFORM,
    Component,
    SceneGraph,
)
from spark_nb.sandbox.scene.property_path import set_property

_SCRIPT = 114
_WHOLE = frozenset(["m_Enabled", "m_FlipX", "m_FlipY", "m_SortingOrder", "m_IsActive"])
_NOT_DRAWN = ("material.",)


@dataclass(slots=True)
class Sample:
    """What clips say at one time: the parts of transforms, switches, fields of components."""

    parts: dict[int, dict[str, tuple[float, ...]]] = field(default_factory=dict)
    active: dict[int, bool] = field(default_factory=dict)
    fields: dict[int, Fields] = field(default_factory=dict)


class Hierarchy:
    """Finds objects by the paths that clips name them with, and their components."""

    def __init__(self, graph: SceneGraph) -> None:
        self._graph = graph
        self._children: dict[tuple[int, str], int] = {}
        for game_object in graph.objects.values():
            if game_object.parent is not None:
                self._children.setdefault(
                    (game_object.parent, game_object.name), game_object.file_id
                )
        self._components: dict[int, dict[int, list[Component]]] = {}
        self.transforms = {
            component.owner.file_id: component.document.fields
            for component in graph.all_components(TRANSFORM, RECT_TRANSFORM)
        }

    def find(self, root: int, path: str) -> int | None:
        current: int | None = root
        for name in path.split("/") if path else ():
            current = self._children.get((current, name)) if current is not None else None
        return current

    def component(self, owner: int, binding: Binding) -> Component | None:
        found = self._by_owner(binding.class_id).get(owner, [])
        return next((component for component in found if _is_script(component, binding)), None)

    def _by_owner(self, class_id: int) -> dict[int, list[Component]]:
        if class_id not in self._components:
            owners: dict[int, list[Component]] = {}
            for component in self._graph.all_components(class_id):
                owners.setdefault(component.owner.file_id, []).append(component)
            self._components[class_id] = owners
        return self._components[class_id]

    def local(self, owner: int, parts: Mapping[str, tuple[float, ...]]) -> Affine:
        """Return object to parent, with the parts that are animated in place of the file's."""
        own, saved = self.transforms[owner], self._graph.objects[owner].local
        rotation = parts.get("rotation") or vector(own, "m_LocalRotation", (0, 0, 0, 1))
        if "euler" in parts:
            rotation = quaternion(parts["euler"])
        return from_parts(
            parts.get("position") or (saved.tx, saved.ty, saved.tz),
            rotation,
            parts.get("scale") or vector(own, "m_LocalScale", (1, 1, 1)),
        )


def _is_script(component: Component, binding: Binding) -> bool:
    if binding.class_id != _SCRIPT:
        return True
    script = reference(component.document.fields, "m_Script")
    return script is not None and script.guid == binding.script


class BoundClip:
    """``unbound`` are the attributes that no object of the scene has, or that nothing draws."""

    def __init__(self, clip: Clip, root: int, hierarchy: Hierarchy) -> None:
        self.clip = clip
        self.unbound: list[str] = []
        self._transforms = list(self._bind_transforms(root, hierarchy))
        self._switches: list[tuple[int, NumberTrack]] = []
        self._numbers: list[tuple[Component, NumberTrack]] = []
        self._objects: list[tuple[Component, ObjectTrack]] = []
        self._bind_numbers(root, hierarchy)
        self._bind_objects(root, hierarchy)

    def moves(self) -> Iterator[int]:
        """Yield the objects it places or turns, which takes colliders along."""
        return (owner for owner, track in self._transforms if track.part != "scale")

    def sample(self, time: float, into: Sample) -> None:
        """Add what it says at a time on its curves."""
        for owner, track in self._transforms:
            into.parts.setdefault(owner, {})[track.part] = track.at(time)
        for owner, number in self._switches:
            into.active[owner] = number.curve.at(time) >= 0.5
        for component, number in self._numbers:
            _write(component, into, number.binding.attribute, number.curve.at(time))
        for component, found in self._objects:
            own = into.fields.setdefault(component.document.file_id, {})
            own[found.binding.attribute] = found.at(time)

    def _bind_transforms(
        self, root: int, hierarchy: Hierarchy
    ) -> Iterator[tuple[int, TransformTrack]]:
        for track in self.clip.transforms:
            owner = hierarchy.find(root, track.path)
            if owner is not None and owner in hierarchy.transforms:
                yield owner, track
            else:
                self.unbound.append(track.path)

    def _bind_numbers(self, root: int, hierarchy: Hierarchy) -> None:
        for track in self.clip.numbers:
            binding = track.binding
            owner = hierarchy.find(root, binding.path)
            if owner is not None and binding.class_id == GAME_OBJECT:
                self._switches.append((owner, track))
                continue
            component = self._component(owner, binding, hierarchy)
            if component is not None:
                self._numbers.append((component, track))

    def _bind_objects(self, root: int, hierarchy: Hierarchy) -> None:
        for track in self.clip.objects:
            owner = hierarchy.find(root, track.binding.path)
            component = self._component(owner, track.binding, hierarchy)
            if component is not None:
                self._objects.append((component, track))

    def _component(
        self, owner: int | None, binding: Binding, hierarchy: Hierarchy
    ) -> Component | None:
        found = hierarchy.component(owner, binding) if owner is not None else None
        if found is None or binding.attribute.startswith(_NOT_DRAWN):
            self.unbound.append(binding.attribute)
            return None
        return found


def _write(component: Component, into: Sample, attribute: str, value: float) -> None:
    own = into.fields.setdefault(component.document.file_id, {})
    top = attribute.partition(".")[0]
    if top not in own:
        own[top] = _copy(component.document.fields.get(top, ""))
    set_property(own, attribute, str(round(value)) if top in _WHOLE else _single(value), {})


def _single(value: float) -> str:
    """Return a number as Unity's single precision has it: a curve that is level stays so."""
    return f"{value:.7g}"


def _copy(node: Any) -> Any:
    return dict(node) if isinstance(node, dict) else node
