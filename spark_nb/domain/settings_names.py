"""Merges names into lists: tags, layers, sorting layers, build scenes."""

from __future__ import annotations

from spark_nb.domain.project_settings import FIRST_SLOT, LAYERS, LayerWish, SortingLayerWish
from spark_nb.domain.settings_edit import SettingsEdit
from spark_nb.domain.settings_ledger import OwnLayer, OwnSortingLayer
from spark_nb.domain.unity_text import UnityText, lines_of

TAGS, SCENES = "TagManager", "EditorBuildSettings"
_SORTING = "m_SortingLayers"
_BUILT_IN_TAGS = frozenset(
    ["Untagged", "Respawn", "Finish", "EditorOnly", "MainCamera", "Player", "GameController"]
)
_OLD_SLOTS = (6, 7, 3)
"""Free in today's Unity, taken in old ones: only when nothing else is left."""


def merge_tags(edit: SettingsEdit) -> tuple[str, ...]:
    text = edit.text(TAGS, "tags")
    if text is None:
        edit.unknown("tag", [tag for wish in edit.fresh() for tag in wish.tags])
        return edit.ledger.tags
    wanted = {tag for settings in edit.all() for tag in settings.tags}
    own = list(edit.ledger.tags)
    for tag in [tag for tag in own if tag not in wanted]:
        own.remove(tag)
        if tag in text.names("tags"):
            text.remove("tags", text.names("tags").index(tag))
            edit.note(f"tag {tag}", "removed", "taken out")
    for tag in (tag for settings in edit.fresh() for tag in settings.tags):
        if tag in text.names("tags") or tag in _BUILT_IN_TAGS:
            edit.note(f"tag {tag}", "there", "there already")
        else:
            text.append("tags", tag)
            own.append(tag)
            edit.note(f"tag {tag}", "added", "added")
    return tuple(dict.fromkeys(own))


def merge_layers(edit: SettingsEdit) -> tuple[OwnLayer, ...]:
    text = edit.text(TAGS, "layers")
    if text is None:
        edit.unknown("layer", [wish.name for s in edit.fresh() for wish in s.layers])
        return edit.ledger.layers
    wanted = {wish.name for settings in edit.all() for wish in settings.layers}
    own = {layer.name: layer for layer in edit.ledger.layers}
    for name in [name for name in own if name not in wanted]:
        slot = own.pop(name).slot
        if text.names("layers")[slot : slot + 1] == [name]:
            text.set_name("layers", slot, "")
            edit.note(f"layer {name}", "removed", f"taken out of slot {slot}")
    for wish in (wish for settings in edit.fresh() for wish in settings.layers):
        added = _add_layer(edit, text, wish)
        own |= {wish.name: added} if added else {}
    return tuple(own.values())


def _add_layer(edit: SettingsEdit, text: UnityText, wish: LayerWish) -> OwnLayer | None:
    names, what = text.names("layers"), f"layer {wish.name}"
    if wish.name in names:
        edit.note(what, "there", f"there already, in slot {names.index(wish.name)}")
        return None
    order = (wish.slot, *range(FIRST_SLOT, LAYERS), *_OLD_SLOTS)
    slot = next((slot for slot in order if slot < len(names) and not names[slot]), None)
    if slot is None:
        edit.note(what, "no_room", "all layers are taken; free one of yours")
        return None
    text.set_name("layers", slot, wish.name)
    if slot == wish.slot:
        edit.note(what, "added", f"added in slot {slot}")
    else:
        words = f"added in slot {slot}, since yours has {wish.slot}; scripts find it by name"
        edit.note(what, "moved", words)
    return OwnLayer(name=wish.name, slot=slot)


def merge_sorting_layers(edit: SettingsEdit) -> tuple[OwnSortingLayer, ...]:
    text = edit.text(TAGS, _SORTING)
    if text is None:
        names = [wish.name for s in edit.fresh() for wish in s.sorting_layers]
        edit.unknown("sorting layer", names)
        return edit.ledger.sorting_layers
    wanted = {(wish.name, wish.id) for s in edit.all() for wish in s.sorting_layers}
    own = {(layer.name, layer.id): layer for layer in edit.ledger.sorting_layers}
    for name, number in [pair for pair in own if pair not in wanted]:
        del own[name, number]
        pairs = _sorting_pairs(text)
        if (name, str(number)) in pairs:
            text.remove(_SORTING, pairs.index((name, str(number))))
            edit.note(f"sorting layer {name}", "removed", "taken out")
    for wish in (wish for s in edit.fresh() for wish in s.sorting_layers):
        if _add_sorting_layer(edit, text, wish):
            layer = OwnSortingLayer(name=wish.name, id=wish.id)
            own[wish.name, wish.id] = layer
    return tuple(own.values())


def _add_sorting_layer(edit: SettingsEdit, text: UnityText, wish: SortingLayerWish) -> bool:
    what, pairs = f"sorting layer {wish.name}", _sorting_pairs(text)
    if (wish.name, str(wish.id)) in pairs:
        edit.note(what, "there", "there already")
    elif any(wish.name == name or str(wish.id) == number for name, number in pairs):
        edit.note(what, "kept", "kept yours, whose name or id is the same")
    else:
        fields = (("name", wish.name), ("uniqueID", wish.id), ("locked", 0))
        text.append(_SORTING, *lines_of(fields))
        edit.note(what, "added", "added")
        return True
    return False


def merge_scenes(edit: SettingsEdit) -> tuple[str, ...]:
    text = edit.text(SCENES, "m_Scenes")
    if text is None:
        names = [path for s in edit.fresh() for path in s.build_scenes]
        edit.unknown("build scene", names)
        return edit.ledger.build_scenes
    wanted = {path for settings in edit.all() for path in settings.build_scenes}
    own = list(edit.ledger.build_scenes)
    for path in [path for path in own if path not in wanted]:
        own.remove(path)
        if path in _scene_paths(text):
            text.remove("m_Scenes", _scene_paths(text).index(path))
            edit.note(f"build scene {path}", "removed", "taken out")
    for path in (path for settings in edit.fresh() for path in settings.build_scenes):
        if _add_scene(edit, text, path):
            own.append(path)
    return tuple(dict.fromkeys(own))


def _add_scene(edit: SettingsEdit, text: UnityText, path: str) -> bool:
    what, guid = f"build scene {path}", edit.guid_of(path)
    if path in _scene_paths(text):
        edit.note(what, "there", "there already")
    elif guid is None:
        edit.note(what, "unknown", "there is no such scene")
    else:
        fields = (("enabled", 1), ("path", path), ("guid", guid))
        text.append("m_Scenes", *lines_of(fields))
        edit.note(what, "added", f"added as number {len(_scene_paths(text)) - 1}")
        return True
    return False


def _sorting_pairs(text: UnityText) -> list[tuple[str, str]]:
    layers = text.objects(_SORTING)
    return [(layer.get("name", ""), layer.get("uniqueID", "")) for layer in layers]


def _scene_paths(text: UnityText) -> list[str]:
    return [scene.get("path", "") for scene in text.objects("m_Scenes")]
