"""The objects of a scene and where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

from spark_nb.sandbox.scene.affine import IDENTITY, Affine, from_parts
from spark_nb.sandbox.scene.document import Document
from spark_nb.sandbox.scene.field import (
    Fields,
    as_reference,
    flag,
    integer,
    items,
    mapping,
    reference,
    text,
    vector,
)
from spark_nb.sandbox.scene.rect_transform import AXES, NO_RECT, Rect, RectTransform

GAME_OBJECT, TRANSFORM, RECT_TRANSFORM, CANVAS = 1, 4, 224, 223
_MAX_DEPTH = 200


@dataclass(frozen=True, slots=True, eq=False)
class GameObject:
    """``active`` counts the parents too; ``parent`` is the file id of a game object or None."""

    file_id: int
    name: str
    tag: str
    layer: int
    switched_on: bool
    active: bool
    parent: int | None
    local: Affine


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """A component on an object that is in the scene, switched on or not.

    ``place`` counts components in file order; ``changes`` are fields that differ from the file.
    """

    document: Document
    owner: GameObject
    place: int
    changes: Fields = field(default_factory=dict)

    @property
    def fields(self) -> Fields:
        return {**self.document.fields, **self.changes} if self.changes else self.document.fields

    @property
    def enabled(self) -> bool:
        return flag(self.fields, "m_Enabled", default=True)


class SceneGraph:
    """Read once from the documents of a scene file; never changes."""

    def __init__(self, documents: list[Document]) -> None:
        self._documents = {document.file_id: document for document in documents}
        self._transforms = self._owners_transforms(documents)
        self._rects: dict[int, RectTransform] = {}
        self.objects: dict[int, GameObject] = {}
        for document in documents:
            if document.class_id == GAME_OBJECT and not document.stripped:
                self._add(document.file_id, 0)
        self._components = self._by_class()
        self._owners = {
            found.document.file_id: found.owner.file_id
            for found in self.all_components(*self._components)
        }
        self._rest: Mapping[int, Affine] = {}
        self._rest = self.poses({}, {}, self.objects)
        self._below: tuple[frozenset[int], dict[int, None]] = frozenset(), {}

    def __repr__(self) -> str:
        return f"<SceneGraph {len(self.objects)} objects>"

    def components(self, *class_ids: int) -> Iterator[Component]:
        """Yield what is switched on, on active objects, in file order."""
        for component in self.all_components(*class_ids):
            if component.enabled and component.owner.active:
                yield component

    def all_components(self, *class_ids: int) -> Iterator[Component]:
        """Yield those switched off too, class by class."""
        for class_id in class_ids:
            yield from self._components.get(class_id, ())

    def owners(self, component_ids: Iterable[int]) -> frozenset[int]:
        """Return the objects that have these components."""
        return frozenset(self._owners[found] for found in component_ids if found in self._owners)

    def class_ids(self) -> set[int]:
        return {document.class_id for document in self._documents.values()}

    def documents(self, class_id: int) -> Iterator[Document]:
        return (found for found in self._documents.values() if found.class_id == class_id)

    def rest_pose(self, file_id: int) -> Affine:
        """Return object to world as the file has it."""
        return self._rest[file_id]

    def poses(
        self, placed: Mapping[int, Affine], local: Mapping[int, Affine], below: Iterable[int]
    ) -> Mapping[int, Affine]:
        """Return object to world for all, given where some stand now, in the world or locally.

        ``below`` are these and all that hang from them, parents first.
        """
        poses = dict(self._rest)
        for file_id in below:
            found = self.objects[file_id]
            if file_id in placed:
                poses[file_id] = placed[file_id]
            else:
                parent = IDENTITY if found.parent is None else poses[found.parent]
                poses[file_id] = parent.then(local.get(file_id, found.local))
        return poses

    def below(self, file_ids: frozenset[int]) -> dict[int, None]:
        """Return these objects and all that hang from them, parents first.

        A canvas is drawn as one: with anything on it, all of it is in.
        """
        if self._below[0] != file_ids:
            found: dict[int, None] = {}
            tops = file_ids | self._canvases_over(file_ids)
            for file_id, game_object in self.objects.items():
                if file_id in tops or game_object.parent in found:
                    found[file_id] = None
            self._below = file_ids, found
        return self._below[1]

    def _canvases_over(self, file_ids: frozenset[int]) -> frozenset[int]:
        canvases = {found.owner.file_id for found in self.all_components(CANVAS)}
        if not canvases:
            return frozenset()
        return frozenset(
            owner
            for file_id in file_ids & self._rects.keys()
            for owner in self.ancestors(file_id)
            if owner in canvases
        )

    def transform(self, file_id: int) -> Document:
        """Return the Transform or RectTransform of an object."""
        return self._transforms[file_id]

    def rect(self, file_id: int) -> Rect | None:
        """Return the rectangle of an object as the file has it; None where it has none."""
        found = self._rects.get(file_id)
        return found.rect if found else None

    def children(self, file_id: int) -> list[int]:
        """Return what hangs from an object, in the order of the hierarchy."""
        return self._children.get(file_id, [])

    @cached_property
    def _children(self) -> dict[int, list[int]]:
        places = {}
        for document in self._transforms.values():
            for place, entry in enumerate(items(document.fields, "m_Children")):
                pointer = as_reference(entry)
                places[pointer.file_id if pointer else 0] = place
        children: dict[int, list[int]] = {}
        for file_id, game_object in self.objects.items():
            if game_object.parent is not None:
                children.setdefault(game_object.parent, []).append(file_id)
        for found in children.values():  # what the list lacks was added to a prefab's instance
            found.sort(key=lambda each: places.get(self._transforms[each].file_id, len(places)))
        return children

    def ancestors(self, file_id: int) -> Iterator[int]:
        """Yield the object and what it hangs from, upwards."""
        current: int | None = file_id
        while current is not None:
            yield current
            current = self.objects[current].parent

    def _owners_transforms(self, documents: list[Document]) -> dict[int, Document]:
        owners = {}
        for document in documents:
            if document.class_id in (TRANSFORM, RECT_TRANSFORM) and not document.stripped:
                owner = reference(document.fields, "m_GameObject")
                if owner is not None:
                    owners[owner.file_id] = document
        return owners

    def _add(self, file_id: int, depth: int) -> GameObject | None:
        """Add an object after its parents; None for one that hangs from what is not here."""
        if file_id in self.objects:
            return self.objects[file_id]
        document = self._documents.get(file_id)
        transform = self._transforms.get(file_id)
        if document is None or document.stripped or transform is None or depth > _MAX_DEPTH:
            return None
        parent = None
        father = reference(transform.fields, "m_Father")
        if father is not None:
            parent = self._add_parent(father.file_id, depth)
            if parent is None:
                return None
        found = _game_object(document, self._local(file_id, transform, parent), parent)
        self.objects[file_id] = found
        return found

    def _local(self, file_id: int, transform: Document, parent: GameObject | None) -> Affine:
        """Return own units to the parent's; of a rectangle its position follows from anchors."""
        fields = transform.fields
        if transform.class_id == RECT_TRANSFORM:
            rect = self._rects[file_id] = RectTransform.read(fields)
            outer = self.rect(parent.file_id) if parent else None
            for axis in AXES:
                rect.lay_out(outer or NO_RECT, axis)
            return rect.local
        return from_parts(
            vector(fields, "m_LocalPosition", (0, 0, 0)),
            vector(fields, "m_LocalRotation", (0, 0, 0, 1)),
            vector(fields, "m_LocalScale", (1, 1, 1)),
        )

    def _add_parent(self, transform_id: int, depth: int) -> GameObject | None:
        transform = self._documents.get(transform_id)
        owner = reference(transform.fields, "m_GameObject") if transform else None
        return self._add(owner.file_id, depth + 1) if owner else None

    def _by_class(self) -> dict[int, list[Component]]:
        components: dict[int, list[Component]] = {}
        places = count()
        for game_object in self.objects.values():
            for entry in items(self._documents[game_object.file_id].fields, "m_Component"):
                document = self._documents.get(_component_id(entry))
                if document is not None and not document.stripped:
                    components.setdefault(document.class_id, []).append(
                        Component(document, game_object, next(places))
                    )
        return components


def _game_object(document: Document, local: Affine, parent: GameObject | None) -> GameObject:
    fields = document.fields
    switched_on = flag(fields, "m_IsActive", default=True)
    return GameObject(
        file_id=document.file_id,
        name=text(fields, "m_Name"),
        tag=text(fields, "m_TagString", "Untagged"),
        layer=integer(fields, "m_Layer") & 31,
        switched_on=switched_on,
        active=switched_on and (parent is None or parent.active),
        parent=parent.file_id if parent else None,
        local=local,
    )


def _component_id(entry: object) -> int:
    """Return the id in ``component: {fileID: …}``; older files have a class id for the key."""
    if not isinstance(entry, dict):
        return 0
    found = as_reference(mapping(entry, "component") or next(iter(entry.values()), None))
    return found.file_id if found else 0
