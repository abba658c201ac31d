from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from spark_nb.clients.migrations import migrate
from spark_nb.endpoints import open_endpoints
from spark_nb.local.shutdown import purge_stack
from spark_nb.settings import Endpoints, load_settings
from tests.clients.scratch_database import ScratchDatabase


@pytest.fixture(scope="package")
async def endpoints() -> AsyncIterator[Endpoints]:
    """Real servers of these tests alone."""
    home = Path(tempfile.mkdtemp(prefix="spark-"))
    try:
        yield await open_endpoints(load_settings(home=home))
    finally:
        purge_stack(home)
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="package")
async def model(endpoints: Endpoints) -> AsyncIterator[ScratchDatabase]:
    """What the tests' databases are copies of."""
    async with ScratchDatabase.made(endpoints) as made:
        await migrate(made.owner_url)
        yield made


@pytest.fixture
async def scratch(endpoints: Endpoints, model: ScratchDatabase) -> AsyncIterator[ScratchDatabase]:
    """A database with the newest schema and no rows."""
    async with ScratchDatabase.made(endpoints, template=model.name) as made:
        yield made


@pytest.fixture
async def database(scratch: ScratchDatabase, monkeypatch: pytest.MonkeyPatch) -> ScratchDatabase:
    """A new database that the dashboards read, on the replica."""
    await scratch.until_on_replica()
    name_in_environment(monkeypatch, scratch)
    return scratch


def name_in_environment(patch: pytest.MonkeyPatch, database: ScratchDatabase) -> None:
    """Have dashboards find the database by the environment, as a user names one."""
    patch.setenv("DATABASE_URL", database.writer_url)
    patch.setenv("DATABASE_REPLICA_URL", database.replica_url)


@pytest.fixture(scope="module")
def module_patch() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch
