"""Presets, plans and removals as the preset picker shows them."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from spark_nb.domain.file_plan import FileStep, PresetConflict, Removal
from spark_nb.domain.media import media_type_of
from spark_nb.domain.meta_file import META
from spark_nb.domain.preset import LoadedPreset
from spark_nb.domain.preset_plan import PresetPlan
from spark_nb.pipeline.preset_standing import PresetStanding
from spark_nb.widgets.step_rows import diff_lines

_DIFFS = 50


def card_row(loaded: LoadedPreset, standing: PresetStanding) -> dict[str, Any]:
    """Return what a card shows, and what it is found by."""
    preset = loaded.preset
    return {
        "id": preset.id,
        "title": preset.title,
        "pitch": preset.pitch,
        "version": preset.version,
        "tags": list(preset.tags),
        "can_do": list(preset.can_do),
        "byte_length": loaded.byte_length,
        "pictured": loaded.picture is not None,
        "state": _state(preset.version, standing),
        "applied_version": standing.version,
        "edited": list(standing.edited),
        "fault": standing.fault,
    }


def _state(version: str, standing: PresetStanding) -> str:
    if standing.fault:
        return "unknown"
    if standing.version is None:
        return "absent"
    if not standing.is_whole:
        return "unfinished"
    if standing.version != version:
        return "update"
    return "edited" if standing.edited else "applied"


def preset_details(loaded: LoadedPreset) -> dict[str, Any]:
    """Return what there is to know of a preset: its files by name and size, without contents."""
    preset = loaded.preset
    return {
        "unity": list(preset.unity),
        "scripts": _scripts(loaded),
        "folders": _folders(loaded),
        "scenes": list(preset.scenes),
        "build": preset.build.model_dump(),
        "input": preset.input.model_dump(),
    }


def _scripts(loaded: LoadedPreset) -> list[dict[str, Any]]:
    """Return the scripts: those the preset has words for, in its order, then the others."""
    words = loaded.preset.scripts
    order = {name: at for at, name in enumerate(words)}
    scripts = [PurePosixPath(path) for path in loaded.files if path.endswith(".cs")]
    scripts.sort(key=lambda path: (order.get(path.stem, len(order)), str(path)))
    return [
        {
            "path": str(path),
            "does": words.get(path.stem, ""),
            "byte_length": len(loaded.files[str(path)]),
        }
        for path in scripts
    ]


def _folders(loaded: LoadedPreset) -> list[dict[str, Any]]:
    """Return all other files by the folder they lie in."""
    folders: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(loaded.files):
        if not path.endswith((".cs", META)):
            row = {
                "path": path,
                "byte_length": len(loaded.files[path]),
                "media_type": media_type_of(path),
            }
            folders.setdefault(str(PurePosixPath(path).parent), []).append(row)
    words = loaded.preset.assets
    return [
        {"folder": folder, "holds": words.get(PurePosixPath(folder).name, ""), "files": files}
        for folder, files in folders.items()
    ]


def plan_parts(plan: PresetPlan) -> dict[str, Any]:
    """Return a plan with the diffs of what it would change."""
    steps = {step.path: step for step in plan.files.steps}
    added = [path for path in plan.adds if not path.endswith(META)]
    return {
        "summary": plan.summary(),
        "upgrades_from": plan.upgrades_from,
        "conflicts": _diffs(plan.conflicts),
        "changes": _diffs([steps[path] for path in plan.changes]),
        "settings_files": _diffs(plan.merge.steps),
        "adds": [{"path": path, "byte_length": len(steps[path].after or b"")} for path in added],
        "metas": len(plan.adds) - len(added),
        "removes": list(plan.removes),
        "kept": list(plan.kept),
        "unchanged": len(plan.unchanged),
        "settings": [
            {"what": note.what, "words": note.words, "outcome": note.outcome}
            for note in plan.settings
        ],
    }


def _diffs(
    entries: list[FileStep] | tuple[FileStep | PresetConflict, ...],
) -> list[dict[str, Any]]:
    return [
        {"path": entry.path, "lines": diff_lines(entry.diff()) if at < _DIFFS else []}
        for at, entry in enumerate(entries)
    ]


def removal_parts(removal: Removal) -> dict[str, Any]:
    """Return what would go, without its ``.meta`` files, and what would stay."""
    gone = [path for path in removal.paths if not path.endswith(META)]
    return {"removes": gone, "kept": list(removal.kept)}
