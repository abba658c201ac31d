"""What a scene holds that a preview does not show, said plainly."""

from __future__ import annotations

from spark_nb.sandbox.scene.graph import SceneGraph

_KINDS = {
    23: "Meshes are not drawn",
    33: "Meshes are not drawn",
    137: "Meshes are not drawn",
    95: "Animators stand still",
    96: "Trails are not drawn",
    120: "Lines are not drawn",
    198: "Particles are not drawn",
    223: "UI canvases are not drawn",
    251: "Platform effectors do not let anything through",
    331: "Sprite masks do not mask",
    1001: "Prefab instances are not shown",
    483693784: "Tilemaps are not drawn",
    1971053207: "Sprite shapes are not drawn",
}
_NAMED = 3


def warnings_for(graph: SceneGraph, missing_sprites: list[str]) -> tuple[str, ...]:
    """Return a sentence for each kind, with up to three object names."""
    names: dict[str, list[str]] = {}
    for class_id in sorted(graph.class_ids() & _KINDS.keys()):
        owners = [component.owner.name for component in graph.components(class_id)]
        if owners or class_id == 1001:
            names.setdefault(_KINDS[class_id], []).extend(owners)
    if missing_sprites:
        names["Sprites are missing from the project"] = missing_sprites
    return tuple(_sentence(words, owners) for words, owners in names.items())


def _sentence(words: str, owners: list[str]) -> str:
    known = sorted(set(owners))
    if not known:
        return f"{words}."
    more = f" and {len(known) - _NAMED} more" if len(known) > _NAMED else ""
    return f"{words}: {', '.join(known[:_NAMED])}{more}."
