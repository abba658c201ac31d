"""``spark-nb unity-tools`` puts the package into a project, and again brings it up to date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spark_nb.cli.main import main
from tests.unity_package.package_files import package_files


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project as Unity makes it, the way into its package folder left to be made."""
    (tmp_path / "ProjectSettings").mkdir()
    (tmp_path / "ProjectSettings/ProjectVersion.txt").write_text("m_EditorVersion: 2022.3.10f1\n")
    return tmp_path


def installed(project: Path) -> dict[str, bytes]:
    folder = project / "Packages/dev.spark-nb.tools"
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_the_package_is_copied_once(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["unity-tools", str(project)]) == 0
    files = package_files()
    assert installed(project) == files
    said = capsys.readouterr().out
    assert f"files written {len(files)}, removed 0" in said
    assert "MCP for Unity is not in this project yet" in said
    assert main(["unity-tools", str(project)]) == 0
    assert "is up to date" in capsys.readouterr().out


def test_an_older_one_is_brought_up_to_date(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["unity-tools", str(project)])
    folder = project / "Packages/dev.spark-nb.tools"
    (folder / "Editor/Answer.cs").write_text("class Old {}")
    (folder / "Editor/Gone.cs").write_text("class Gone {}")
    wanted = {"dependencies": {"com.coplaydev.unity-mcp": "10.1.0"}}
    (project / "Packages/manifest.json").write_text(json.dumps(wanted))
    capsys.readouterr()
    assert main(["unity-tools", str(project)]) == 0
    assert installed(project) == package_files()
    said = capsys.readouterr().out
    assert "files written 1, removed 1" in said
    assert "not in this project" not in said


def test_what_is_no_project_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["unity-tools", str(tmp_path)]) == 1
    assert "is not a Unity project" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ['{"name": "com.mine.tools"}', "no JSON", None])
def test_a_package_of_somebody_else_stays_as_it_is(
    project: Path, text: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project / "Packages/dev.spark-nb.tools"
    folder.mkdir(parents=True)
    (folder / "Mine.cs").write_text("class Mine {}")
    if text is not None:
        (folder / "package.json").write_text(text)
    before = installed(project)
    assert main(["unity-tools", str(project)]) == 1
    assert "is not SPARK's package" in capsys.readouterr().err
    assert installed(project) == before


def test_a_link_out_of_the_project_is_not_followed(
    project: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (project / "Packages").symlink_to(outside)
    assert main(["unity-tools", str(project)]) == 1
    assert "link" in capsys.readouterr().err
    assert list(outside.iterdir()) == []
