"""Merges what presets want into a project's settings, and takes out what none wants any more.

The rules, which the Editor script that presets bring to Unity follows too:

- What is there stays as it is: no layer, tag or scene of the user's is moved, renamed or removed.
- A layer goes to the slot its preset's scenes use, else to a free one; scripts find it by name.
- Two presets that want the same share it; it goes with the last one.
- Scenes are appended to the build. A scalar is set only where it has Unity's default.
- Taken out is only what is still as we put it.
- A file that was merged before and has not changed since asks for nothing anew: what the user
  took out by hand stays out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from spark_nb.domain.settings_edit import SettingsEdit, SettingsNote, WantedFile
from spark_nb.domain.settings_ledger import MergedFile, SettingsLedger
from spark_nb.domain.settings_names import (
    SCENES,
    TAGS,
    merge_layers,
    merge_scenes,
    merge_sorting_layers,
    merge_tags,
)
from spark_nb.domain.settings_values import QUALITY, merge_values


@dataclass(frozen=True, slots=True)
class MergedSettings:
    """``texts`` are the settings files that change, by their name in ``ProjectSettings/``."""

    texts: dict[str, str]
    ledger: SettingsLedger
    notes: tuple[SettingsNote, ...]


def settings_path(asset: str) -> str:
    return f"ProjectSettings/{asset}.asset"


def touched_assets(wanted: Sequence[WantedFile], ledger: SettingsLedger) -> list[str]:
    """Return which settings files a merge looks at, by name."""
    values = [wish.asset for file in wanted for wish in file.settings.values]
    own = [value.asset for value in ledger.values]
    return sorted({TAGS, SCENES, QUALITY, *values, *own})


def merge_settings(
    texts: Mapping[str, str],
    wanted: Sequence[WantedFile],
    ledger: SettingsLedger,
    guid_of: Callable[[str], str | None],
) -> MergedSettings:
    """Return what the settings become. ``texts`` are the files there are, of those touched.

    ``guid_of`` gives the GUID of a scene, None when there is no such scene.
    """
    known = {file.path: at for at, file in enumerate(ledger.files)}
    ordered = sorted(wanted, key=lambda file: (known.get(file.path, len(known)), file.path))
    edit = SettingsEdit(texts, ordered, ledger, guid_of)
    after = SettingsLedger(
        files=tuple(MergedFile(path=file.path, sha256=file.sha256) for file in ordered),
        tags=merge_tags(edit),
        layers=merge_layers(edit),
        sorting_layers=merge_sorting_layers(edit),
        build_scenes=merge_scenes(edit),
        values=merge_values(edit),
    )
    return MergedSettings(edit.changed(), after, tuple(edit.notes))
