"""Prefab instances turned into the objects they stand for, with their overrides."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any

from spark_nb.sandbox.scene.assets import SceneAssets
from spark_nb.sandbox.scene.document import Document, Source
from spark_nb.sandbox.scene.field import Fields, as_reference, items, mapping, reference, text
from spark_nb.sandbox.scene.property_path import set_property

PREFAB_INSTANCE = 1001
_GAME_OBJECT = 1
_TRANSFORMS = (4, 224)
_ID_BITS = 0x7FFFFFFFFFFFFFFF
_MAX_DOCUMENTS = 100_000  # prefabs nested in prefabs multiply


class PrefabExpander:
    """``missing`` has the names of instances whose prefab is not there, or inside itself."""

    def __init__(self, assets: SceneAssets) -> None:
        self._assets = assets
        self._templates: dict[str, list[Document]] = {}
        self._made = 0
        self.missing: list[str] = []

    def expand(self, documents: Iterable[Document]) -> list[Document]:
        """Return plain objects only; ids of stripped ones now belong to what they stand for."""
        documents = list(documents)
        instances = [found for found in documents if found.class_id == PREFAB_INSTANCE]
        stripped = [found for found in documents if found.stripped]
        if not instances and not stripped:
            return documents
        plain = [d for d in documents if not d.stripped and d.class_id != PREFAB_INSTANCE]
        made = {document.file_id: document for document in plain}
        for instance in instances:
            for document in self._instantiate(instance, stripped):
                made[document.file_id] = document
        _adopt(plain, stripped, made)
        return list(made.values())

    def _template(self, guid: str) -> list[Document]:
        if guid not in self._templates:
            self._templates[guid] = []  # what a prefab inside itself gets
            self._templates[guid] = self.expand(self._assets.documents(guid).values())
        return self._templates[guid]

    def _instantiate(self, instance: Document, stripped: list[Document]) -> list[Document]:
        fields = instance.fields
        source = reference(fields, "m_SourcePrefab")
        guid = source.guid if source and source.guid else ""
        template = self._template(guid)
        self._made += len(template)
        if not template or self._made > _MAX_DOCUMENTS:
            self.missing.append(self._name(fields, guid))
            return []
        ids = _instance_ids(instance.file_id, guid, template, stripped)
        made = [_copy(document, guid, ids) for document in template]
        _override(made, mapping(fields, "m_Modification"))
        return _without_removed(made, mapping(fields, "m_Modification"))

    def _name(self, fields: Fields, guid: str) -> str:
        for entry in items(mapping(fields, "m_Modification"), "m_Modifications"):
            if isinstance(entry, dict) and text(entry, "propertyPath") == "m_Name":
                return text(entry, "value")
        return PurePosixPath(self._assets.path(guid) or "prefab").stem


def _instance_ids(
    instance: int, guid: str, template: list[Document], stripped: list[Document]
) -> dict[int, int]:
    """Return new ids by old: those of stripped objects, else as Unity derives them."""
    named: dict[Source, int] = {}
    for document in stripped:
        holder = reference(document.fields, "m_PrefabInstance")
        source = reference(document.fields, "m_CorrespondingSourceObject")
        if holder and source and source.guid and holder.file_id == instance:
            named[source.guid, source.file_id] = document.file_id
    ids = {}
    for document in template:
        known = [named.pop(alias, None) for alias in _aliases(document, guid)]
        derived = (instance ^ document.file_id) & _ID_BITS
        ids[document.file_id] = next((found for found in known if found), derived)
    return ids


def _aliases(document: Document, guid: str) -> tuple[Source, ...]:
    return (guid, document.file_id), *document.sources


def _copy(document: Document, guid: str, ids: dict[int, int]) -> Document:
    return Document.made(
        document.class_id,
        ids[document.file_id],
        _copied(document.fields, ids),
        sources=_aliases(document, guid),
    )


def _copied(node: Any, ids: dict[int, int]) -> Any:
    """Copy a tree; pointers inside the prefab go to the instance's own objects."""
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return [_copied(item, ids) for item in node]
    if "fileID" in node and "guid" not in node:
        pointer = as_reference(node)
        return {"fileID": str(ids.get(pointer.file_id, 0))} if pointer else dict(node)
    return {key: _copied(value, ids) for key, value in node.items()}


def _override(made: list[Document], modification: Fields) -> None:
    targets = _by_source(made)
    parent = mapping(modification, "m_TransformParent") or {"fileID": "0"}
    for document in made:
        if document.class_id in _TRANSFORMS and not reference(document.fields, "m_Father"):
            document.fields["m_Father"] = dict(parent)
    for entry in items(modification, "m_Modifications"):
        target = as_reference(entry.get("target")) if isinstance(entry, dict) else None
        found = targets.get((target.guid or "", target.file_id)) if target else None
        if found is not None:
            pointer = mapping(entry, "objectReference")
            set_property(found.fields, text(entry, "propertyPath"), text(entry, "value"), pointer)


def _without_removed(made: list[Document], modification: Fields) -> list[Document]:
    """Leave out components and objects; what hangs from those falls away with them."""
    targets = _by_source(made)
    gone = set()
    for entry in items(modification, "m_RemovedComponents") + items(
        modification, "m_RemovedGameObjects"
    ):
        source = as_reference(entry)
        found = targets.get((source.guid or "", source.file_id)) if source else None
        if found is not None:
            gone.add(found.file_id)
    return [document for document in made if document.file_id not in gone]


def _by_source(made: list[Document]) -> dict[Source, Document]:
    """Nearer sources first: a prefab that is nested twice claims its own targets only once."""
    found: dict[Source, Document] = {}
    for depth in range(max(len(document.sources) for document in made)):
        for document in made:
            if depth < len(document.sources):
                found.setdefault(document.sources[depth], document)
    return found


def _adopt(plain: list[Document], stripped: list[Document], made: dict[int, Document]) -> None:
    """List components that were added to objects of an instance with their owners."""
    owners = {found.file_id for found in stripped if found.class_id == _GAME_OBJECT}
    for document in plain if owners else ():
        pointer = reference(document.fields, "m_GameObject")
        if pointer is not None and pointer.file_id in owners and pointer.file_id in made:
            listed = made[pointer.file_id].fields.setdefault("m_Component", [])
            listed.append({"component": {"fileID": str(document.file_id)}})
