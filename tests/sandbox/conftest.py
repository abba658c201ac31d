from __future__ import annotations

from pathlib import Path

import pytest

from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder


@pytest.fixture
def project(tmp_path: Path) -> ProjectFolder:
    return ProjectFolder.open(tmp_path / "Game")


@pytest.fixture
def engine(project: ProjectFolder) -> Engine:
    return Engine(project)
