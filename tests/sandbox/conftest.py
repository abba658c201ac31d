from __future__ import annotations

import sys
from pathlib import Path

import pytest

from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder

sys.path.insert(0, str(Path(__file__).parent))  # importlib mode finds no neighbours by itself


@pytest.fixture
def project(tmp_path: Path) -> ProjectFolder:
    return ProjectFolder.open(tmp_path / "Game")


@pytest.fixture
def engine(project: ProjectFolder) -> Engine:
    return Engine(project)
