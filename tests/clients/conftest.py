from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from spark_nb.clients.migrations import migrate
from spark_nb.endpoints import open_endpoints
from spark_nb.local.shutdown import purge_stack
from spark_nb.settings import Endpoints, load_settings
from tests.clients.scratch_database import ScratchDatabase


@pytest.fixture(scope="session")
async def stack() -> AsyncIterator[Endpoints]:
    """Addresses of real servers with the newest schema, in a home that goes with the tests.

    ``Home(stack.home)`` of ``tests.local.stack_home`` kills them and waits for them.
    """
    folder = Path(tempfile.mkdtemp(prefix="spark-"))
    try:
        yield await open_endpoints(load_settings(home=folder))
    finally:
        purge_stack(folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
async def empty_database(stack: Endpoints) -> AsyncIterator[ScratchDatabase]:
    async with ScratchDatabase.made(stack) as database:
        yield database


@pytest.fixture(scope="session")
async def model_database(stack: Endpoints) -> AsyncIterator[ScratchDatabase]:
    """What ``database`` is a copy of: making one is faster than migrating it."""
    async with ScratchDatabase.made(stack) as database:
        await migrate(database.owner_url)
        yield database


@pytest.fixture
async def database(
    stack: Endpoints, model_database: ScratchDatabase
) -> AsyncIterator[ScratchDatabase]:
    """A database with the newest schema and no rows."""
    async with ScratchDatabase.made(stack, template=model_database.name) as made:
        yield made
