"""What a SpriteRenderer draws, and in which order."""

from __future__ import annotations

from dataclasses import dataclass

from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.scan import Snapshot
from spark_nb.sandbox.scene.document import read_documents
from spark_nb.sandbox.scene.field import flag, integer, items, reference, vector
from spark_nb.sandbox.scene.graph import Component, SceneGraph
from spark_nb.sandbox.scene.sprites import Sprite, SpriteLibrary

SPRITE_RENDERER = 212
_SIMPLE, _SLICED, _TILED = 0, 1, 2
_TAG_MANAGER = "ProjectSettings/TagManager.asset"
_MAX_TILED_UNITS = 4096.0


@dataclass(frozen=True, slots=True, eq=False)
class SpriteItem:
    """``low`` and ``high`` are corners in the object's own units; flips mirror at its pivot."""

    owner: int
    sprite: Sprite
    low: tuple[float, float]
    high: tuple[float, float]
    flip_x: bool
    flip_y: bool
    colour: tuple[int, int, int, int]
    tiled: bool


def sprite_items(
    graph: SceneGraph, library: SpriteLibrary, snapshot: Snapshot, layers: dict[int, int]
) -> tuple[list[SpriteItem], list[str]]:
    """Return what to draw, farthest first, and the names of objects whose sprite is missing."""
    found: list[tuple[tuple[float, ...], SpriteItem]] = []
    missing = []
    for index, component in enumerate(graph.components(SPRITE_RENDERER)):
        fields = component.document.fields
        pointer = reference(fields, "m_Sprite")
        sprite = library.find(pointer, snapshot) if pointer else None
        if sprite is None:
            missing += [component.owner.name] if pointer else []
            continue
        order = (
            layers.get(integer(fields, "m_SortingLayerID") % 2**32, layers.get(0, 0)),
            integer(fields, "m_SortingOrder"),
            -graph.rest_pose(component.owner.file_id).tz,
            index,
        )
        found.append((order, _item(component, sprite)))
    found.sort(key=lambda pair: pair[0])
    return [item for _, item in found], missing


def sorting_layers(project: ProjectFolder) -> dict[int, int]:
    """Return the place of each sorting layer by its unique id, which some files write signed."""
    content = project.read(_TAG_MANAGER)
    documents = read_documents((content or b"").decode("utf-8", "replace"))
    layers = items(documents[0].fields, "m_SortingLayers") if documents else []
    return {
        integer(layer, "uniqueID") % 2**32: place
        for place, layer in enumerate(layers)
        if isinstance(layer, dict)
    }


def _item(component: Component, sprite: Sprite) -> SpriteItem:
    fields = component.document.fields
    mode = integer(fields, "m_DrawMode")
    width, height = sprite.size
    if mode in (_SLICED, _TILED):
        size = vector(fields, "m_Size", (width, height))
        width, height = (min(max(side, 0.0), _MAX_TILED_UNITS) for side in size[:2])
    left, low = -sprite.pivot[0] * width, -sprite.pivot[1] * height
    red, green, blue, alpha = (
        round(min(max(part, 0.0), 1.0) * 255)
        for part in vector(fields, "m_Color", (1, 1, 1, 1), "rgba")
    )
    return SpriteItem(
        owner=component.owner.file_id,
        sprite=sprite,
        low=(left, low),
        high=(left + width, low + height),
        flip_x=flag(fields, "m_FlipX"),
        flip_y=flag(fields, "m_FlipY"),
        colour=(red, green, blue, alpha),
        tiled=mode == _TILED,
    )
