"""No path gets out of its root folder in the sandbox's project, whatever links lie there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from spark_nb.domain.guardrail import Guardrail
from spark_nb.domain.paths import check_project_path
from spark_nb.errors import RejectedError
from spark_nb.sandbox.project.folder import ProjectFolder
from tests.linked_folders import LINKS, PATHS, ROOT_LINKS, contents, linked_folder

HEAD = b"lies in "
thorough = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ACTS: dict[str, Callable[[ProjectFolder, str], object]] = {
    "read": ProjectFolder.read,
    "size": ProjectFolder.size,
    "guid": ProjectFolder.guid,
    "write": lambda project, path: project.write(path, b"new"),
    "delete": ProjectFolder.delete,
}


def root_of(path: str) -> str:
    return path.partition("/")[0]


def elsewhere(project: Path, path: str) -> dict[Path, bytes | str]:
    """Return all there is beside the root folder of ``path`` and the engine's own."""
    own = [project / "Library"]
    if root_of(path) not in ("", ".", "..") and "\0" not in path:
        own.append(project / root_of(path))
    return {
        file: content
        for file, content in contents(project.parent).items()
        if not any(folder in file.parents for folder in own)
    }


@thorough
@given(path=PATHS, links=LINKS, root_links=ROOT_LINKS)
@example(path="Assets/link/secret.png", links={"Assets/link": "{outside}"}, root_links={})
@example(path="Assets/b.png", links={"Assets/b.png.meta": "../../outside/new.png"}, root_links={})
@example(path="Assets/link", links={"Assets/link": "../../outside/new.png"}, root_links={})
@example(path="./outside", links={}, root_links={})
@example(path="Assets\0/a", links={}, root_links={})
@example(path="..", links={}, root_links={})
@example(path="", links={}, root_links={})
@example(path="Assets/secret.png", links={}, root_links={"Assets": "../../outside"})
def test_no_path_gets_out_of_its_root_folder(
    path: str, links: dict[str, str], root_links: dict[str, str]
) -> None:
    with linked_folder(links, root_links, HEAD) as folder:
        project = ProjectFolder(folder)
        before = elsewhere(folder, path)
        for name, act in ACTS.items():
            try:
                found = act(project, path)
            except (RejectedError, OSError, ValueError):  # text that the guardrail stops earlier
                found = None
            if name == "read" and isinstance(found, bytes):
                assert found == HEAD + root_of(path).encode()
        assert elsewhere(folder, path) == before


@thorough
@given(path=PATHS, links=LINKS)
def test_a_path_that_the_guardrail_lets_through_is_served_or_refused_in_words(
    path: str, links: dict[str, str]
) -> None:
    try:
        check_project_path(path)
    except Guardrail:
        return
    with linked_folder(links, {}, HEAD) as folder:
        project = ProjectFolder(folder)
        for act in (ACTS["read"], ACTS["size"], ACTS["guid"], ACTS["write"]):
            try:
                act(project, path)
            except RejectedError as refused:
                assert refused.hint


@pytest.mark.parametrize(
    "path", ["", ".", "..", "/", "./Assets/b.png", "../outside", "\0", "a\0/b"]
)
def test_what_names_no_root_folder_is_refused(path: str) -> None:
    with (
        linked_folder({}, {}, HEAD) as folder,
        pytest.raises(RejectedError) as caught,
    ):
        ProjectFolder(folder).locate(path)
    assert caught.value.field == "path"


def test_uploads_do_not_stand_in_the_way_of_a_new_project(tmp_path: Path) -> None:
    (tmp_path / "Uploads").mkdir()
    (tmp_path / "Uploads/note.png").write_bytes(HEAD)
    ProjectFolder.open(tmp_path)
    assert (tmp_path / "Assets").is_dir()
    assert (tmp_path / "Uploads/note.png").read_bytes() == HEAD
