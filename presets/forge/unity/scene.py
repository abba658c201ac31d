"""Scenes and prefabs: objects of their own, and instances of prefabs."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from forge.unity.ids import guid
from forge.unity.objects import HEADER, Objects, Position, document
from forge.unity.scene_settings import SETTINGS
from forge.unity.values import NOTHING, Colour, Ref, Value, number

Changes = Mapping[tuple[str, str], Mapping[str, Value]]
"""Property paths and values by object and component of the prefab."""
_SOURCE_PREFAB = 100100000
_SCENE_ROOTS = 9223372036854775807


class Prefab(Objects):
    """A file of one object with all that hangs from it; the first object added is the root."""

    @property
    def root(self) -> str:
        return next(iter(self._objects))

    @property
    def placement(self) -> str:
        """The name of the component that places the root."""
        return self._objects[self.root].placement

    def outside(self, thing: str, component: str) -> Ref:
        """Refer to a part of the prefab from another file."""
        return Ref(self.id_of(thing, component), guid(self.path), 3)

    def part(self, thing: str, component: str) -> tuple[int, str]:
        """Return class id and kind of a part that is there."""
        whole = self._objects[thing]
        if component == "GameObject":
            return 1, component
        if component == whole.placement:
            return (224, component) if whole.rect else (4, component)
        found = next((part for part in whole.components if part.name == component), None)
        if found is None:
            raise KeyError(f"{self.path}: {thing} has no {component}")
        return found.class_id, found.kind

    def script(self, thing: str, component: str) -> Value:
        parts = self._objects[thing].components
        return next(part.fields["m_Script"] for part in parts if part.name == component)

    def text(self) -> str:
        roots = [thing.name for thing in self._objects.values() if thing.parent is None]
        if len(roots) != 1:
            raise ValueError(f"{self.path}: a prefab has one root (got {roots})")
        return HEADER + self._object_documents()


@dataclass
class _Instance:
    prefab: Prefab
    name: str
    position: Position
    angle: float
    parent: str | None
    changes: Changes = field(default_factory=dict)


class Scene(Objects):
    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._instances: dict[str, _Instance] = {}
        self._referred: dict[tuple[str, str, str], None] = {}

    def place(
        self,
        prefab: Prefab,
        position: Position,
        *,
        name: str | None = None,
        angle: float = 0,
        parent: str | None = None,
        changes: Changes | None = None,
    ) -> str:
        """Add an instance of a prefab; return the name it now has."""
        free = self._free(name or prefab.root)
        self._instances[free] = _Instance(prefab, free, position, angle, parent, changes or {})
        if parent is not None:
            self._referred[free, "", prefab.placement] = None
        return free

    def _taken(self, name: str) -> bool:
        return super()._taken(name) or name in self._instances

    def refer(self, thing: str, component: str, inside: str = "") -> Ref:
        """Refer to a component; ``inside`` names an object of an instance below its root."""
        self._referred[thing, inside, component] = None
        return Ref(self._stand_in(thing, inside, component))

    def _stand_in(self, thing: str, inside: str, component: str) -> int:
        return self.id_of(f"{thing}/{inside}" if inside else thing, component)

    def _children(self, parent: str) -> list[Value]:
        placed = [
            Ref(self._stand_in(each.name, "", each.prefab.placement))
            for each in self._instances.values()
            if each.parent == parent
        ]
        return [*super()._children(parent), *placed]

    def text(self) -> str:
        roots: list[Value] = [
            Ref(self.id_of(thing.name, thing.placement))
            for thing in self._objects.values()
            if thing.parent is None
        ]
        roots += [
            Ref(self.id_of(each.name, "PrefabInstance"))
            for each in self._instances.values()
            if each.parent is None
        ]
        instances = "".join(map(self._instance, self._instances.values()))
        ending = document(
            1660057539, _SCENE_ROOTS, "SceneRoots", {"m_ObjectHideFlags": 0, "m_Roots": roots}
        )
        settings = HEADER + SETTINGS
        return settings + self._object_documents() + instances + self._stripped() + ending

    def _instance(self, each: _Instance) -> str:
        parent = self._objects[each.parent] if each.parent else None
        father = Ref(self.id_of(parent.name, parent.placement)) if parent else NOTHING
        fields: dict[str, Value] = {
            "m_ObjectHideFlags": 0,
            "serializedVersion": 2,
            "m_Modification": {
                "serializedVersion": 3,
                "m_TransformParent": father,
                "m_Modifications": _modifications(each),
                "m_RemovedComponents": [],
                "m_RemovedGameObjects": [],
                "m_AddedGameObjects": [],
                "m_AddedComponents": [],
            },
            "m_SourcePrefab": Ref(_SOURCE_PREFAB, guid(each.prefab.path), 3),
        }
        return document(1001, self.id_of(each.name, "PrefabInstance"), "PrefabInstance", fields)

    def _stripped(self) -> str:
        """Stand-ins for those parts of instances that something in the scene refers to."""
        written = {}
        for thing, inside, component in self._referred:
            if thing in self._instances:
                part = inside or self._instances[thing].prefab.root
                own = self._stand_in(thing, inside, component)
                written[own] = self._stand_in_document(own, thing, part, component)
            elif thing not in self._objects:
                raise KeyError(f"{self.path}: nothing is called {thing!r}")
        return "".join(written.values())

    def _stand_in_document(self, own: int, thing: str, part: str, component: str) -> str:
        prefab = self._instances[thing].prefab
        class_id, kind = prefab.part(part, component)
        fields: dict[str, Value] = {
            "m_CorrespondingSourceObject": prefab.outside(part, component),
            "m_PrefabInstance": Ref(self.id_of(thing, "PrefabInstance")),
            "m_PrefabAsset": NOTHING,
        }
        if class_id == 114:
            fields |= {"m_GameObject": NOTHING, "m_Enabled": 1, "m_EditorHideFlags": 0}
            fields |= {"m_Script": prefab.script(part, component)}
            fields |= {"m_Name": "", "m_EditorClassIdentifier": ""}
        return document(class_id, own, kind, fields).replace("\n", " stripped\n", 1)


def _modifications(each: _Instance) -> list[Value]:
    half = math.radians(each.angle) / 2
    x, y, z = (*each.position, 0.0)[:3]
    placement: dict[str, Value] = {
        **{f"m_LocalPosition.{axis}": at for axis, at in zip("xyz", (x, y, z), strict=True)},
        "m_LocalRotation.w": math.cos(half),
        "m_LocalRotation.x": 0,
        "m_LocalRotation.y": 0,
        "m_LocalRotation.z": math.sin(half),
        "m_LocalEulerAnglesHint.z": each.angle,
    }
    root = each.prefab.root
    changes: dict[tuple[str, str], Mapping[str, Value]] = {
        (root, "GameObject"): {"m_Name": each.name},
        (root, each.prefab.placement): placement,
    }
    for part, properties in each.changes.items():
        each.prefab.part(*part)
        changes[part] = {**changes.get(part, {}), **properties}
    return [
        _modification(each.prefab.outside(*part), path, value)
        for part, properties in changes.items()
        for path, value in _flat(properties)
    ]


def _flat(properties: Mapping[str, Value]) -> list[tuple[str, Value]]:
    """Take vectors and lists apart: an override holds one number, text or reference."""
    found: list[tuple[str, Value]] = []
    for path, value in properties.items():
        if isinstance(value, tuple):
            found += [(f"{path}.{axis}", part) for axis, part in zip("xyzw", value, strict=False)]
        elif isinstance(value, list):
            items = {f"{path}.Array.data[{at}]": item for at, item in enumerate(value)}
            found += [(f"{path}.Array.size", len(value)), *_flat(items)]
        else:
            found.append((path, value))
    return found


def _modification(target: Ref, path: str, value: Value) -> dict[str, Value]:
    if isinstance(value, Colour | Mapping):
        raise TypeError(f"An override of {path} names its parts, as in {path}.r")
    plain = "" if isinstance(value, Ref) else value
    return {
        "target": target,
        "propertyPath": path,
        "value": number(plain) if isinstance(plain, (int, float)) else plain,
        "objectReference": value if isinstance(value, Ref) else NOTHING,
    }
