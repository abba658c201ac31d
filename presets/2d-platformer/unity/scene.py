"""A Unity scene: game objects with their components, written in a stable order."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from unity.components import Component, Vector, number
from unity.ids import local_id
from unity.scene_settings import SETTINGS

HEADER = "%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n"


@dataclass
class GameObject:
    """Position in units, ``angle`` in degrees counter-clockwise; ``parent`` is a name."""

    name: str
    position: Vector
    components: list[Component] = field(default_factory=list)
    z: float = 0
    angle: float = 0
    tag: str = "Untagged"
    parent: str | None = None


class Scene:
    """Collects objects. A name that is taken gets a number, as in the editor."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._objects: dict[str, GameObject] = {}

    def add(self, thing: GameObject) -> str:
        """Return the name the object now has."""
        stem, count = thing.name, 0
        while thing.name in self._objects:
            count += 1
            thing.name = f"{stem} ({count})"
        self._objects[thing.name] = thing
        return thing.name

    def id_of(self, thing: str, component: str) -> int:
        """Return the id of a component, or of the object itself (``GameObject``)."""
        return local_id(f"{self._name}/{thing}/{component}")

    def refer(self, thing: str, component: str) -> str:
        return f"{{fileID: {self.id_of(thing, component)}}}"

    def text(self) -> str:
        objects = "".join(self._game_object(thing) for thing in self._objects.values())
        roots = "".join(
            f"  - {self.refer(thing.name, 'Transform')}\n"
            for thing in self._objects.values()
            if thing.parent is None
        )
        return (
            f"{HEADER}{SETTINGS}{objects}--- !u!1660057539 &9223372036854775807\n"
            f"SceneRoots:\n  m_ObjectHideFlags: 0\n  m_Roots:\n{roots}"
        )

    def _game_object(self, thing: GameObject) -> str:
        own = self.id_of(thing.name, "GameObject")
        names = ["Transform", *(part.name for part in thing.components)]
        listed = "".join(f"  - component: {self.refer(thing.name, name)}\n" for name in names)
        documents = "".join(
            part.document(self.id_of(thing.name, part.name), own) for part in thing.components
        )
        return f"""--- !u!1 &{own}
GameObject:
  m_ObjectHideFlags: 0
  serializedVersion: 6
  m_Component:
{listed}  m_Layer: 0
  m_Name: {thing.name}
  m_TagString: {thing.tag}
  m_IsActive: 1
{self._transform(thing).document(self.id_of(thing.name, "Transform"), own)}{documents}"""

    def _transform(self, thing: GameObject) -> Component:
        half = math.radians(thing.angle) / 2
        children = "".join(
            f"  - {self.refer(other.name, 'Transform')}\n"
            for other in self._objects.values()
            if other.parent == thing.name
        )
        x, y = (number(part) for part in thing.position)
        father = self.refer(thing.parent, "Transform") if thing.parent else "{fileID: 0}"
        return Component(
            4,
            "Transform",
            f"""  serializedVersion: 2
  m_LocalRotation: {{x: 0, y: 0, z: {number(math.sin(half))}, w: {number(math.cos(half))}}}
  m_LocalPosition: {{x: {x}, y: {y}, z: {number(thing.z)}}}
  m_LocalScale: {{x: 1, y: 1, z: 1}}
  m_ConstrainProportionsScale: 0
  m_Children:{f"{chr(10)}{children}" if children else " []" + chr(10)}  m_Father: {father}
  m_LocalEulerAnglesHint: {{x: 0, y: 0, z: {number(thing.angle)}}}
""",
        )
