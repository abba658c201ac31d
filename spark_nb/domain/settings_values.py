"""Merges scalars, which are set only where the project has Unity's default."""

from __future__ import annotations

from collections.abc import Iterator

from spark_nb.domain.project_settings import ProjectSettings, QualityWish, ValueWish
from spark_nb.domain.settings_edit import SettingsEdit
from spark_nb.domain.settings_ledger import OwnValue

Key = tuple[str, str, str]
Wish = ValueWish | QualityWish

QUALITY = "QualitySettings"
_LEVELS = "m_QualitySettings"


def merge_values(edit: SettingsEdit) -> tuple[OwnValue, ...]:
    wanted: dict[Key, Wish] = {}
    for settings in edit.all():
        for key, wish in _keys(edit, settings):
            wanted.setdefault(key, wish)
    kept = (_follow(edit, value, wanted.get(_key(value))) for value in edit.ledger.values)
    own = {_key(value): value for value in kept if value is not None}
    for settings in edit.fresh():
        for key, wish in _keys(edit, settings):
            added = _add(edit, key, wish, own.get(key))
            own |= {key: added} if added else {}
    return tuple(own.values())


def _follow(edit: SettingsEdit, value: OwnValue, wish: Wish | None) -> OwnValue | None:
    """Bring a value of ours to what is wanted now; None when it is ours no longer."""
    to = value.before if wish is None else wish.value
    if to != value.value and _get(edit, _key(value)) == value.value:
        _set(edit, _key(value), to)
        edit.note(_named(_key(value)), "added" if wish else "removed", f"{value.value} → {to}")
    return None if wish is None else value.model_copy(update={"value": to})


def _add(edit: SettingsEdit, key: Key, wish: Wish, own: OwnValue | None) -> OwnValue | None:
    asset, name, level = key
    now, what = _get(edit, key), _named(key)
    if own and own.value != wish.value:
        edit.note(what, "kept", f"kept {own.value}, which another preset wants")
    elif now is None:
        edit.note(what, "unknown", "not in this project's settings; left to Unity")
    elif now == wish.value:
        edit.note(what, "there", f"{now} already")
    elif now not in wish.defaults:
        edit.note(what, "kept", f"kept yours, {now}; the preset has {wish.value}")
    else:
        _set(edit, key, wish.value)
        edit.note(what, "added", f"{now} → {wish.value}")
        return OwnValue(asset=asset, property=name, level=level, before=now, value=wish.value)
    return None


def _keys(edit: SettingsEdit, settings: ProjectSettings) -> Iterator[tuple[Key, Wish]]:
    for wish in settings.values:
        yield (wish.asset, wish.property, ""), wish
    levels = _levels(edit) if settings.quality else []
    for each in settings.quality:
        for level in levels:
            yield (QUALITY, each.property, level), each
        if not levels:
            yield (QUALITY, each.property, ""), each


def _levels(edit: SettingsEdit) -> list[str]:
    text = edit.text(QUALITY, _LEVELS)
    return [] if text is None else [o.get("name", "") for o in text.objects(_LEVELS)]


def _get(edit: SettingsEdit, key: Key) -> str | None:
    asset, name, level = key
    if not level:
        text = edit.text(asset, name)
        return None if text is None else text.scalar(name)
    text = edit.text(asset)
    if text is None or level not in _levels(edit):
        return None
    return text.objects(_LEVELS)[_levels(edit).index(level)].get(name)


def _set(edit: SettingsEdit, key: Key, value: str) -> None:
    asset, name, level = key
    text = edit.text(asset)
    if text is None:
        raise KeyError(asset)
    if level:
        text.set_field(_LEVELS, _levels(edit).index(level), name, value)
    else:
        text.set_scalar(name, value)


def _key(value: OwnValue) -> Key:
    return value.asset, value.property, value.level


def _named(key: Key) -> str:
    asset, name, level = key
    return f"{asset} {name}{f' ({level})' if level else ''}"
