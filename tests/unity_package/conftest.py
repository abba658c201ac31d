from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unity_package.package_files import HARNESS, PACKAGE, Calls, compile_program


@pytest.fixture(scope="session")
def calls_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = tmp_path_factory.mktemp("calls") / "calls.exe"
    core = sorted((PACKAGE / "Editor/Core").glob("*.cs"))
    compile_program(program, [HARNESS / "FolderEditor.cs", *core], [])
    return program


@pytest.fixture
def calls(calls_program: Path, tmp_path: Path) -> Iterator[Calls]:
    project = tmp_path / "project"
    (project / "Assets").mkdir(parents=True)
    with Calls(calls_program, project) as running:
        yield running
