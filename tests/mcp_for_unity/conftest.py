from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from spark_nb.clients.guarded_service import GuardedService
from spark_nb.sandbox.project.folder import ProjectFolder
from tests.mcp_for_unity.editor import StandInEditor
from tests.mcp_for_unity.guarded import guarded
from tests.mcp_for_unity.server import UnityServer


@pytest.fixture(scope="package")
async def unity_server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[UnityServer]:
    """The real server; one for all tests of a process, for it takes seconds to start."""
    async with UnityServer(tmp_path_factory.mktemp("unity-server")) as server:
        yield server


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A Unity project of its own, as new as Unity makes one."""
    return ProjectFolder.open(tmp_path / "Game").root


@pytest.fixture
async def editor(unity_server: UnityServer, project: Path) -> AsyncIterator[StandInEditor]:
    """Unity with the project open."""
    async with StandInEditor(project, unity_server.address) as opened:
        yield opened


@pytest.fixture
async def unity(unity_server: UnityServer, editor: StandInEditor) -> AsyncIterator[GuardedService]:
    """The way to the editor as a session has it, with all its limits."""
    async with guarded(unity_server.url, editor.project) as (_, service):
        yield service
