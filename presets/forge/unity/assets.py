"""Assets that are text: ScriptableObjects, tiles, physics materials."""

from __future__ import annotations

from collections.abc import Mapping

from forge.unity.objects import HEADER, document
from forge.unity.tilemap import Tile
from forge.unity.values import NOTHING, Ref, Value, main_asset

_HEAD: dict[str, Value] = {
    "m_ObjectHideFlags": 0,
    "m_CorrespondingSourceObject": NOTHING,
    "m_PrefabInstance": NOTHING,
    "m_PrefabAsset": NOTHING,
}
_TILE_SCRIPT = Ref(13312, "0000000000000000e000000000000000", 0)


def _scriptable(script: Ref, name: str, fields: Mapping[str, Value]) -> str:
    head: dict[str, Value] = {
        **_HEAD,
        "m_GameObject": NOTHING,
        "m_Enabled": 1,
        "m_EditorHideFlags": 0,
        "m_Script": script,
        "m_Name": name,
        "m_EditorClassIdentifier": "",
    }
    return HEADER + document(114, 11400000, "MonoBehaviour", {**head, **fields})


def scriptable_object(script_path: str, name: str, fields: Mapping[str, Value]) -> str:
    """An asset whose class is a script of the preset."""
    return _scriptable(main_asset(script_path), name, fields)


def tile_asset(tile: Tile) -> str:
    name = tile.path.rsplit("/", 1)[1].removesuffix(".asset")
    return _scriptable(_TILE_SCRIPT, name, tile.fields())


def physics_material(name: str, friction: float, bounciness: float) -> str:
    fields: dict[str, Value] = {
        "serializedVersion": 2,
        **_HEAD,
        "m_Name": name,
        "friction": friction,
        "bounciness": bounciness,
    }
    return HEADER + document(62, 6200000, "PhysicsMaterial2D", fields)
