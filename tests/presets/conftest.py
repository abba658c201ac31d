from __future__ import annotations

from pathlib import Path

import pytest

from spark_nb.assets import asset_folder
from spark_nb.clients.preset_files import load_preset, preset_ids
from spark_nb.domain.preset import Preset, parse_preset


@pytest.fixture(scope="session", params=preset_ids())
def folder(request: pytest.FixtureRequest) -> Path:
    """The folder of each preset in turn."""
    return asset_folder("presets") / request.param


@pytest.fixture(scope="session")
def assets(folder: Path) -> dict[str, bytes]:
    """Every file below ``Assets/`` by project path."""
    files = sorted(path for path in (folder / "Assets").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture(scope="session")
def whole(folder: Path) -> dict[str, bytes]:
    """Every file that goes into a project, with those that presets share."""
    return load_preset(folder.name).files


@pytest.fixture(scope="session")
def preset(folder: Path) -> Preset:
    text = (folder / "preset.toml").read_text(encoding="utf-8")
    return parse_preset(text, f"presets/{folder.name}/preset.toml")
