"""Scenes, prefabs and other Unity text assets taken apart: objects and their components."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from spark_nb.domain.unity import AssetPart
from spark_nb.sandbox.scene.document import Document, read_documents
from spark_nb.sandbox.scene.field import (
    Fields,
    as_reference,
    flag,
    integer,
    items,
    mapping,
    reference,
    text,
)

PathOf = Callable[[str], str | None]
_GAME_OBJECT, _TRANSFORM, _BEHAVIOUR, _RECT_TRANSFORM, _INSTANCE = 1, 4, 114, 224, 1001
_MAX_DEPTH = 200


def object_parts(content: str, path_of: PathOf) -> list[AssetPart]:
    """Return each object followed by its components, then prefab instances.

    ``path_of`` finds an asset by GUID. Objects of a file without game objects are listed by type.
    """
    documents = read_documents(content)
    objects = [found for found in documents if found.class_id == _GAME_OBJECT]
    if not objects:
        return [_loose(found, path_of) for found in documents if not found.stripped]
    hierarchy = _Hierarchy(documents)
    parts: list[AssetPart] = []
    for found in objects:
        if not found.stripped:
            parts.extend(_object(found, hierarchy, path_of))
    instances = (found for found in documents if found.class_id == _INSTANCE)
    return parts + [_instance(found, path_of) for found in instances]


class _Hierarchy:
    """Names from the top down, through the transforms."""

    def __init__(self, documents: list[Document]) -> None:
        self.by_id = {found.file_id: found for found in documents}
        self._transforms: dict[int, Document] = {}
        for found in documents:
            if found.class_id in (_TRANSFORM, _RECT_TRANSFORM):
                owner = reference(found.fields, "m_GameObject")
                if owner is not None:
                    self._transforms[owner.file_id] = found

    def path(self, game_object: Document) -> str:
        names: list[str] = []
        found: Document | None = game_object
        while found is not None and len(names) < _MAX_DEPTH:
            names.append(text(found.fields, "m_Name"))
            found = self._parent(found)
        return "/".join(reversed(names))

    def _parent(self, game_object: Document) -> Document | None:
        transform = self._transforms.get(game_object.file_id)
        father = reference(transform.fields, "m_Father") if transform else None
        above = self.by_id.get(father.file_id) if father else None
        owner = reference(above.fields, "m_GameObject") if above else None
        return self.by_id.get(owner.file_id) if owner else None


def _object(found: Document, hierarchy: _Hierarchy, path_of: PathOf) -> Iterator[AssetPart]:
    fields, path = found.fields, hierarchy.path(found)
    components = [
        hierarchy.by_id[entry.file_id]
        for entry in map(_component_reference, items(fields, "m_Component"))
        if entry is not None and entry.file_id in hierarchy.by_id
    ]
    yield _part(
        text(fields, "m_Name"),
        "object",
        path=path,
        file_id=found.file_id,
        active=flag(fields, "m_IsActive", default=True),
        tag=text(fields, "m_TagString", "Untagged"),
        layer=integer(fields, "m_Layer"),
        components=[_type_name(component, path_of) for component in components],
    )
    for component in components:
        yield _component(component, path, path_of)


def _component_reference(entry: Any) -> Any:
    """Read ``component: {…}``, or ``212: {…}`` as old files have it."""
    pointers = list(entry.values()) if isinstance(entry, dict) else []
    return as_reference(pointers[0]) if pointers else None


def _component(found: Document, owner: str, path_of: PathOf) -> AssetPart:
    script = _script(found, path_of)
    return _part(
        _type_name(found, path_of),
        "component",
        object=owner,
        file_id=found.file_id,
        enabled=flag(found.fields, "m_Enabled", default=True),
        **({"script": script} if script else {}),
    )


def _instance(found: Document, path_of: PathOf) -> AssetPart:
    source = as_reference(found.fields.get("m_SourcePrefab"))
    path = path_of(source.guid) if source and source.guid else None
    overrides = items(mapping(found.fields, "m_Modification"), "m_Modifications")
    name = next(
        (text(entry, "value") for entry in overrides if _is_name(entry)),
        PurePosixPath(path).stem if path else "missing prefab",
    )
    return _part(
        name, "prefab_instance", file_id=found.file_id, prefab=path, overrides=len(overrides)
    )


def _is_name(entry: Any) -> bool:
    return isinstance(entry, dict) and text(entry, "propertyPath") == "m_Name"


def _loose(found: Document, path_of: PathOf) -> AssetPart:
    kind = _type_name(found, path_of)
    return _part(text(found.fields, "m_Name") or kind, kind, file_id=found.file_id)


def _type_name(found: Document, path_of: PathOf) -> str:
    """Return the class as the file writes it, or the name of a behaviour's script."""
    script = _script(found, path_of)
    if script is not None:
        return PurePosixPath(script).stem
    return found.body.partition(":")[0].strip()[:80] or f"class {found.class_id}"


def _script(found: Document, path_of: PathOf) -> str | None:
    if found.class_id != _BEHAVIOUR:
        return None
    script = reference(found.fields, "m_Script")
    return path_of(script.guid) if script and script.guid else None


def _part(name: str, kind: str, **more: Any) -> AssetPart:
    fields: Fields = {"name": name, "kind": kind} | more
    return AssetPart.model_validate(fields)
