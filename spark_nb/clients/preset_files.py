"""Presets on disk: one folder each, ``preset.toml`` and the files below ``Assets/``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from spark_nb.assets import asset_folder
from spark_nb.domain.preset import Preset, parse_preset, preset_files
from spark_nb.errors import RejectedError


@dataclass(frozen=True, slots=True)
class LoadedPreset:
    """``files`` maps project paths to contents, in the order to write them."""

    preset: Preset
    files: dict[str, bytes]


def preset_ids(folder: Path | None = None) -> list[str]:
    folder = folder or asset_folder("presets")
    return sorted(path.parent.name for path in folder.glob("*/preset.toml"))


def load_preset(preset_id: str, folder: Path | None = None) -> LoadedPreset:
    """Read a preset. Raises RejectedError when there is none, SetupError on a bad one."""
    folder = folder or asset_folder("presets")
    known = preset_ids(folder)
    if preset_id not in known:
        raise RejectedError(
            f"There is no preset {preset_id!r}.",
            field="preset_id",
            limit=", ".join(known),
            actual=preset_id,
            hint=f"Use one of {', '.join(known)}.",
        )
    root = folder / preset_id
    preset = parse_preset((root / "preset.toml").read_text(), f"{preset_id}/preset.toml")
    paths = [path.relative_to(root).as_posix() for path in _files(root / "Assets")]
    files = preset_files(preset, paths)
    return LoadedPreset(preset, {file.path: (root / file.path).read_bytes() for file in files})


def _files(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]
