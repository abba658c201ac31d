"""Files of the project, read to be sent away: none from outside, whatever links lie there."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from spark_nb.domain.guardrail import Guardrail
from spark_nb.domain.paths import check_project_path
from spark_nb.domain.vision import Classify
from spark_nb.errors import RejectedError
from spark_nb.pipeline.project_file import with_file
from tests.linked_folders import LINKS, PATHS, ROOT_LINKS, linked_folder

PNG = b"\x89PNG\r\n\x1a\n"
thorough = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def request(path: str) -> Classify:
    """Return a request whose path no guardrail has looked at."""
    return Classify.model_construct(path=path, media_type="image/png")


@thorough
@given(path=PATHS, links=LINKS, root_links=ROOT_LINKS)
@example(path="Uploads/link/secret.png", links={"Uploads/link": "{outside}"}, root_links={})
@example(path="Uploads/secret.png", links={}, root_links={"Uploads": "../../outside"})
@example(path="Assets/link", links={"Assets/link": "../Uploads/b.png"}, root_links={})
@example(path="../outside/secret.png", links={}, root_links={})
@example(path="./Assets/b.png", links={}, root_links={})
@example(path="Assets\0/b.png", links={}, root_links={})
def test_no_file_is_read_from_outside_its_root_folder(
    path: str, links: dict[str, str], root_links: dict[str, str]
) -> None:
    with linked_folder(links, root_links, PNG) as folder:
        try:
            content = with_file(request(path), folder).content
        except RejectedError as refused:
            assert refused.hint
        else:
            assert content == PNG + path.partition("/")[0].encode()


@thorough
@given(path=PATHS, links=LINKS)
def test_a_path_that_the_guardrail_lets_through_is_read_or_refused(
    path: str, links: dict[str, str]
) -> None:
    try:
        check_project_path(path, ("Assets", "Uploads"))
    except Guardrail:
        return
    with linked_folder(links, {}, PNG) as folder:
        try:
            content = with_file(request(path), folder).content
        except RejectedError as refused:
            assert refused.field == "path"
        else:
            assert content == PNG + path.partition("/")[0].encode()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "project/Uploads").mkdir(parents=True)
    return tmp_path / "project"


def refused(path: str, project: Path) -> str:
    with pytest.raises(RejectedError) as caught:
        with_file(request(path), project)
    assert caught.value.field == "path"
    return str(caught.value)


@pytest.mark.parametrize("target", ["../../secret.png", "{outside}/secret.png", "a.png"])
def test_a_link_that_leads_out_is_refused_in_words(
    project: Path, tmp_path: Path, target: str
) -> None:
    (tmp_path / "secret.png").write_bytes(PNG)
    (project / "Uploads/a.png").symlink_to(target.format(outside=tmp_path))
    assert refused("Uploads/a.png", project) == (
        "Uploads/a.png leads out of Uploads/ through a link."
        " Use a path without links out of the project."
    )


def test_a_link_within_the_root_folder_is_followed(project: Path) -> None:
    (project / "Uploads/real.png").write_bytes(PNG + b"real")
    (project / "Uploads/a.png").symlink_to("real.png")
    assert with_file(request("Uploads/a.png"), project).content == PNG + b"real"


def test_a_project_folder_that_is_a_link_itself_is_a_project_folder(
    project: Path, tmp_path: Path
) -> None:
    (project / "Uploads/a.png").write_bytes(PNG)
    (tmp_path / "elsewhere").symlink_to(project)
    assert with_file(request("Uploads/a.png"), tmp_path / "elsewhere").content == PNG


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(project: Path) -> None:
    os.mkfifo(project / "Uploads/a.png")
    assert refused("Uploads/a.png", project) == "Uploads/a.png is no file. Use the path of a file."


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no local sockets here")
def test_a_socket_is_no_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project / "Uploads")  # the name of a socket is short
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("a.png")
        assert "Uploads/a.png cannot be read: " in refused("Uploads/a.png", project)


def test_a_file_that_is_too_large_is_not_read(project: Path) -> None:
    with (project / "Uploads/a.png").open("wb") as file:
        file.truncate(2**40)  # a hole: it would not fit into memory
    assert "is 1048576.0 MiB; the limit is 10 MiB" in refused("Uploads/a.png", project)
