from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unity_package.package_files import (
    HARNESS,
    MODEL,
    PACKAGE,
    PLUGIN,
    Calls,
    compile_program,
)


@pytest.fixture(scope="session")
def calls_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = tmp_path_factory.mktemp("calls") / "calls.exe"
    core = sorted((PACKAGE / "Editor/Core").glob("*.cs"))
    compile_program(program, [HARNESS / "FolderEditor.cs", *core], [])
    return program


@pytest.fixture(scope="session")
def editor_program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    program = tmp_path_factory.mktemp("editor") / "editor.exe"
    names = (
        "GenerateScript",
        "ApplyPatch",
        "IngestAsset",
        "ReadFile",
        "RunBuild",
        "GetBuildStatus",
    )
    own = [PACKAGE / f"Editor/{name}.cs" for name in ("Answer", "UnityProject", "OpenScenes")]
    own += [PACKAGE / f"Editor/Tools/{name}Tool.cs" for name in names]
    folders = (PACKAGE / "Editor/Core", PACKAGE / "Editor/Builds", MODEL, PLUGIN)
    own += [path for folder in folders for path in sorted(folder.glob("*.cs"))]
    compile_program(program, own, [])
    return program


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
