"""What a scene holds that a preview does not show, said plainly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from spark_nb.sandbox.scene.camera import CAMERA
from spark_nb.sandbox.scene.field import Fields, as_reference, items, reference
from spark_nb.sandbox.scene.graph import Component, SceneGraph
from spark_nb.sandbox.scene.sprite_renderer import SPRITE_RENDERER
from spark_nb.sandbox.scene.tilemap_renderer import TILEMAP_RENDERER
from spark_nb.sandbox.scene.ui.scripts import (
    MONO_BEHAVIOUR,
    UiScript,
    script_of,
)

_KINDS = {
    23: "Meshes are not drawn",
    33: "Meshes are not drawn",
    137: "Meshes are not drawn",
    96: "Trails are not drawn",
    120: "Lines are not drawn",
    102: "Text meshes are not drawn",
    **dict.fromkeys((254, 256, 257), "Relative, friction and target joints do not hold"),
    247: "Constant forces do not push",
    **dict.fromkeys((249, 250, 253), "Area, point and buoyancy effectors do nothing"),
    198: "Particles are not drawn",
    1971053207: "Sprite shapes are not drawn",
}
_NAMED = 3
_LIGHT_2D = "073797afb82c5a1438f328866b10b3f0"  # GUID of the script in the package
_PLAIN_MATERIALS = frozenset(
    [
        "0000000000000000f000000000000000",  # built in, Sprites-Default among them
        "a97c105638bdf8b4a8650670310a4cd3",  # Sprite-Lit-Default of the 2D pipeline
        "9dfc825aed78fcd4ba02077103263b40",  # Sprite-Unlit-Default
    ]
)


def warnings_for(graph: SceneGraph, found: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return a sentence for each kind, with up to three object names.

    ``found`` are words, and the names they are true of, that came up while the scene was read.
    """
    names: dict[str, list[str]] = {}
    texts = _texts(graph)
    for class_id in sorted(graph.class_ids() & _KINDS.keys()):
        found_here = graph.components(class_id)
        owners = [found.owner.name for found in found_here if found.owner.file_id not in texts]
        if owners:
            names.setdefault(_KINDS[class_id], []).extend(owners)
    for component in graph.components(SPRITE_RENDERER, TILEMAP_RENDERER):
        for words in _left_out(component.document.fields):
            names.setdefault(words, []).append(component.owner.name)
    for component in graph.components(CAMERA):
        if reference(component.fields, "m_TargetTexture"):
            words = "Cameras that draw into textures are not shown"
            names.setdefault(words, []).append(component.owner.name)
    for component in _behaviours(graph, _LIGHT_2D):
        script = reference(component.fields, "m_Script")
        if script is not None and script.guid == _LIGHT_2D:
            names.setdefault("2D lights do not shine", []).append(component.owner.name)
    for words, more in found.items():
        names.setdefault(words, []).extend(more)
    return tuple(_sentence(words, owners) for words, owners in names.items() if owners)


def _behaviours(graph: SceneGraph, name: str) -> Iterator[Component]:
    """Return the MonoBehaviours whose script may be that of a GUID or file id."""
    return (found for found in graph.components(MONO_BEHAVIOUR) if found.document.may_name(name))


def _texts(graph: SceneGraph) -> set[int]:
    """Return the objects whose mesh is a text, which is drawn."""
    text = UiScript.TEXT_MESH
    behaviours = _behaviours(graph, text.value)
    return {found.owner.file_id for found in behaviours if script_of(found.fields) is text}


def _left_out(renderer: Fields) -> Iterator[str]:
    for entry in items(renderer, "m_Materials"):
        material = as_reference(entry)
        if material is not None and material.guid not in _PLAIN_MATERIALS:
            yield "Materials and shaders of sprites are not applied"


def _sentence(words: str, owners: list[str]) -> str:
    known = sorted(set(owners))
    if not known:
        return f"{words}."
    more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
    return f"{words}: {', '.join(known[:_NAMED])}{more}."
