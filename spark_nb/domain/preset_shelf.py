"""The presets there are to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from spark_nb.domain.preset import LoadedPreset


@dataclass(frozen=True, slots=True)
class RefusedPreset:
    """A folder that is no good preset. ``reason`` names file, field and fault."""

    folder: str
    reason: str


@dataclass(frozen=True, slots=True)
class PresetShelf:
    """All presets there are, by id, and the folders that were refused."""

    presets: dict[str, LoadedPreset]
    refused: tuple[RefusedPreset, ...]
