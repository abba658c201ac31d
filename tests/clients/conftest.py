from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from spark_nb.endpoints import open_endpoints
from spark_nb.local.shutdown import purge_stack
from spark_nb.settings import Endpoints, load_settings


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
