"""The project folder on this disk, and when it is the editor's."""

from __future__ import annotations

from pathlib import Path

import pytest

from spark_nb.clients.dialects.mcp_for_unity.project_files import ProjectFiles, reachable
from spark_nb.errors import ConflictError, RejectedError

FOLDER_META = b"fileFormatVersion: 2\nguid: 0123456789abcdef0123456789abcdef\nfolderAsset: yes\n"


@pytest.fixture
def files(project: Path) -> ProjectFiles:
    return ProjectFiles(project)


def test_a_folder_of_the_same_name_is_not_that_of_an_editor_elsewhere(project):
    assert reachable(str(project), local=True) == project
    assert reachable(str(project), local=False) is None


def test_one_that_is_open_is_shared_between_both(project):
    (project / "Temp").mkdir()
    (project / "Temp/UnityLockfile").touch()
    assert reachable(str(project), local=False) == project


@pytest.mark.parametrize("root", ["", "/nowhere", "."])
def test_what_is_no_project_is_not_one(root):
    assert reachable(root, local=True) is None


def test_the_meta_of_a_folder_makes_it_and_takes_it(files, project):
    files.write("Assets/Art.meta", FOLDER_META)
    assert (project / "Assets/Art").is_dir()
    files.delete("Assets/Art.meta")
    assert not (project / "Assets/Art").exists()


def test_a_full_folder_stays(files, project):
    files.write("Assets/Art.meta", FOLDER_META)
    files.write("Assets/Art/a.txt", b"a")
    with pytest.raises(ConflictError, match="not empty"):
        files.delete("Assets/Art.meta")
    assert files.read("Assets/Art.meta") == FOLDER_META


def test_a_file_takes_its_meta_along(files):
    files.write("Assets/a.txt", b"a")
    files.write("Assets/a.txt.meta", b"guid")
    files.delete("Assets/a.txt")
    assert files.read("Assets/a.txt.meta") is None


def test_a_hidden_folder_goes_with_its_last_file(files, project):
    files.write("Assets/.spark/a.json", b"{}")
    files.delete("Assets/.spark/a.json")
    assert not (project / "Assets/.spark").exists()
    assert (project / "Assets").exists()


def test_a_folder_is_no_file(files):
    files.write("Assets/Art.meta", FOLDER_META)
    for act in (files.read, lambda path: files.write(path, b"a")):
        with pytest.raises(RejectedError, match="is a folder"):
            act("Assets/Art")
