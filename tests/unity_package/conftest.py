from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unity_package.package_files import (
    HARNESS,
    PACKAGE,
    Calls,
    compile_editor,
    compile_program,
)


@pytest.fixture(scope="session")
def calls_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = tmp_path_factory.mktemp("calls") / "calls.exe"
    core = sorted((PACKAGE / "Editor/Core").glob("*.cs"))
    compile_program(program, [HARNESS / "FolderEditor.cs", *core])
    return program


@pytest.fixture(scope="session")
def editor_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compile_editor(tmp_path_factory.mktemp("editor") / "editor.exe")


@pytest.fixture(scope="session")
def running_editor(
    editor_program: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Calls]:
    with Calls(editor_program, tmp_path_factory.mktemp("project")) as running:
        yield running


@pytest.fixture
def editor(running_editor: Calls) -> Calls:
    """The package's tools in a small editor that works, with an empty project."""
    running_editor("clear")
    return running_editor


@pytest.fixture(scope="session")
def core(calls_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Calls]:
    with Calls(calls_program, tmp_path_factory.mktemp("none")) as running:
        yield running


@pytest.fixture
def calls(core: Calls, tmp_path: Path) -> Calls:
    """The package's parts without Unity, at work on a project of the test's own."""
    core.project = tmp_path / "project"
    (core.project / "Assets").mkdir(parents=True)
    core("project", root=str(core.project))
    return core
