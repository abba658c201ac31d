from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from spark_nb.endpoints import open_endpoints
from spark_nb.session import SessionCore
from spark_nb.settings import load_settings


@pytest.fixture(scope="session")
def home(spark_home: Path) -> Path:
    """A home with a stack of its own, which goes with the tests."""
    return spark_home


@pytest.fixture
async def session(home, monkeypatch):
    monkeypatch.setenv("SPARK_HOME", str(home))
    async with await SessionCore.open() as opened:
        yield opened


@pytest.fixture
async def replica(home, monkeypatch):
    """A read-only connection to the standby."""
    monkeypatch.setenv("SPARK_HOME", str(home))
    endpoints = await open_endpoints(load_settings())
    url = endpoints.database_replica_url.get_secret_value()
    connection = await psycopg.AsyncConnection.connect(url, autocommit=True)
    async with connection:
        yield connection
