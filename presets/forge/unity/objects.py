"""Game objects with their components, as scenes and prefabs hold them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from forge.unity.ids import local_id
from forge.unity.values import Ref, Value, Vector, block, main_asset

HEADER = "%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n"
Position = tuple[float, float] | tuple[float, float, float]


@dataclass(frozen=True)
class Component:
    """One document of a file. ``script`` is the path or name of what a behaviour runs."""

    class_id: int
    kind: str
    fields: Mapping[str, Value]
    script: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        """What tells it apart on its object: its label, its script, or its kind."""
        return self.label or self.script.rsplit("/", 1)[-1].removesuffix(".cs") or self.kind

    def document(self, file_id: int, game_object: int) -> str:
        head: dict[str, Value] = {"m_ObjectHideFlags": 0, "m_GameObject": Ref(game_object)}
        return document(self.class_id, file_id, self.kind, {**head, **self.fields})


def document(class_id: int, file_id: int, kind: str, fields: Mapping[str, Value]) -> str:
    return f"--- !u!{class_id} &{file_id}\n{kind}:\n{block(fields)}"


def behaviour(script: Ref, name: str, fields: Mapping[str, Value], label: str = "") -> Component:
    """A script, of ours or of a package, with its serialised fields."""
    head: dict[str, Value] = {
        "m_Enabled": 1,
        "m_EditorHideFlags": 0,
        "m_Script": script,
        "m_Name": "",
        "m_EditorClassIdentifier": "",
    }
    return Component(114, "MonoBehaviour", {**head, **fields}, script=name, label=label)


def own_script(path: str, **fields: Value) -> Component:
    """A script of the preset, by its project path."""
    return behaviour(main_asset(path), path, fields)


@dataclass(frozen=True)
class Rect:
    """Where a piece of UI lies in its parent: ``anchors`` in parts of it, the rest in pixels.

    ``anchors`` are left, bottom, right and top; ``position`` is of the pivot from the anchors.
    """

    anchors: tuple[float, float, float, float] = (0.5, 0.5, 0.5, 0.5)
    position: Vector = (0, 0)
    size: Vector = (100, 100)
    pivot: Vector = (0.5, 0.5)


FILL = Rect((0, 0, 1, 1), size=(0, 0))


@dataclass
class GameObject:
    """Position in units, ``angle`` in degrees counter-clockwise; ``parent`` is a name."""

    name: str
    position: Position = (0, 0)
    components: list[Component] = field(default_factory=list)
    angle: float = 0
    scale: Vector = (1, 1)
    tag: str = "Untagged"
    layer: int = 0
    parent: str | None = None
    rect: Rect | None = None
    active: bool = True

    @property
    def placement(self) -> str:
        return "RectTransform" if self.rect else "Transform"


class Objects:
    """The objects of one file. A name that is taken gets a number, as in the editor."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._objects: dict[str, GameObject] = {}

    def add(self, thing: GameObject) -> str:
        """Return the name the object now has."""
        if thing.parent is not None and thing.parent not in self._objects:
            raise KeyError(f"{self.path}: {thing.name} has no parent {thing.parent!r}")
        thing.name = self._free(thing.name)
        self._objects[thing.name] = thing
        return thing.name

    def _free(self, stem: str) -> str:
        name, count = stem, 0
        while self._taken(name):
            count += 1
            name = f"{stem} ({count})"
        return name

    def _taken(self, name: str) -> bool:
        return name in self._objects

    def id_of(self, thing: str, component: str) -> int:
        """Return the id of a component, or of the object itself (``GameObject``)."""
        return local_id(f"{self.path}/{thing}/{component}")

    def refer(self, thing: str, component: str) -> Ref:
        """Refer to a component, also of an object that is added later."""
        return Ref(self.id_of(thing, component))

    def _children(self, parent: str) -> list[Value]:
        return [
            Ref(self.id_of(thing.name, thing.placement))
            for thing in self._objects.values()
            if thing.parent == parent
        ]

    def _object_documents(self) -> str:
        return "".join(self._game_object(thing) for thing in self._objects.values())

    def _game_object(self, thing: GameObject) -> str:
        own = self.id_of(thing.name, "GameObject")
        parts = [self._transform(thing), *thing.components]
        names = [part.name for part in parts]
        if len(set(names)) < len(names):
            raise ValueError(f"{self.path}: {thing.name} has two components of one name: {names}")
        fields: dict[str, Value] = {
            "m_ObjectHideFlags": 0,
            "serializedVersion": 6,
            "m_Component": [{"component": Ref(self.id_of(thing.name, name))} for name in names],
            "m_Layer": thing.layer,
            "m_Name": thing.name,
            "m_TagString": thing.tag,
            "m_IsActive": thing.active,
        }
        return document(1, own, "GameObject", fields) + "".join(
            part.document(self.id_of(thing.name, part.name), own) for part in parts
        )

    def _transform(self, thing: GameObject) -> Component:
        half = math.radians(thing.angle) / 2
        father = self._objects[thing.parent] if thing.parent else None
        fields: dict[str, Value] = {
            "m_LocalRotation": (0, 0, math.sin(half), math.cos(half)),
            "m_LocalPosition": (*thing.position, 0.0)[:3],
            "m_LocalScale": (*thing.scale, 1),
            "m_ConstrainProportionsScale": 0,
            "m_Children": self._children(thing.name),
            "m_Father": Ref(self.id_of(father.name, father.placement)) if father else Ref(),
            "m_LocalEulerAnglesHint": (0, 0, thing.angle),
        }
        if thing.rect is None:
            return Component(4, "Transform", {"serializedVersion": 2, **fields})
        return Component(224, "RectTransform", {**fields, **_rect(thing.rect)})


def _rect(rect: Rect) -> dict[str, Value]:
    left, bottom, right, top = rect.anchors
    return {
        "m_AnchorMin": (left, bottom),
        "m_AnchorMax": (right, top),
        "m_AnchoredPosition": rect.position,
        "m_SizeDelta": rect.size,
        "m_Pivot": rect.pivot,
    }
