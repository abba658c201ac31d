"""Addresses: what the environment names is used, what it leaves open is served."""

from __future__ import annotations

import psycopg
import pytest

from spark_nb.endpoints import embedded_families, migrate_database, open_endpoints
from spark_nb.errors import SetupError
from spark_nb.settings import load_settings
from tests.local.stack_home import Home

VARIABLES = {
    "NATS_URL": "nats://127.0.0.1:1",
    "DATABASE_URL": "postgresql://127.0.0.1:1/x",
    "UNITY_MCP_URL": "http://127.0.0.1:1/mcp",
}


@pytest.fixture(autouse=True)
def environment(monkeypatch):
    for name in (*VARIABLES, "NATS_WS_URL", "DATABASE_REPLICA_URL", "UNITY_MCP_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("variable", "left"),
    [
        ("NATS_URL", {"postgres", "sandbox"}),
        ("DATABASE_URL", {"nats", "sandbox"}),
        ("UNITY_MCP_URL", {"nats", "postgres"}),
    ],
)
def test_each_variable_replaces_its_part(monkeypatch, tmp_path, variable, left):
    monkeypatch.setenv(variable, VARIABLES[variable])
    assert embedded_families(load_settings(home=tmp_path)) == left


async def test_embedded_addresses_work_and_carry_the_newest_schema(home: Home):
    endpoints = await open_endpoints(load_settings(home=home.path))
    url = endpoints.database_replica_url.get_secret_value()
    async with await psycopg.AsyncConnection.connect(url) as replica:
        cursor = await replica.execute("SELECT count(*) FROM spark_function_calls")
        assert await cursor.fetchone() == (0,)
    assert endpoints.project == home.path / "project"
    assert endpoints.unity_mcp_token is not None
    assert endpoints.nats_ws_url is not None
    assert endpoints.nats_ws_url.get_secret_value().startswith("ws://127.0.0.1:")


async def test_opening_again_gives_the_same(home: Home):
    settings = load_settings(home=home.path)
    first = await open_endpoints(settings)
    second = await open_endpoints(settings)
    assert second == first


async def test_named_servers_are_used_as_they_are(shared: Home, monkeypatch, tmp_path):
    url = shared.owner_url
    await migrate_database(load_settings(), url)
    monkeypatch.setenv("NATS_URL", "nats://broker.example:4222")
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setenv("UNITY_MCP_URL", "http://localhost:8080/mcp")
    endpoints = await open_endpoints(load_settings(home=tmp_path / "unused"))
    assert endpoints.nats_url.get_secret_value() == "nats://broker.example:4222"
    assert endpoints.nats_ws_url is None
    assert endpoints.database_replica_url.get_secret_value() == url
    assert endpoints.database_owner_url is None
    assert endpoints.unity_mcp_url == "http://localhost:8080/mcp"
    assert not (tmp_path / "unused").exists()


async def test_old_schema_of_a_named_database_is_refused_and_not_migrated(
    other_database: str, monkeypatch, tmp_path
):
    monkeypatch.setenv("NATS_URL", "nats://broker.example:4222")
    monkeypatch.setenv("DATABASE_URL", other_database)
    monkeypatch.setenv("UNITY_MCP_URL", "http://localhost:8080/mcp")
    with pytest.raises(SetupError, match=r"The database lacks \d+ migrations.*spark-nb migrate"):
        await open_endpoints(load_settings(home=tmp_path))
    async with await psycopg.AsyncConnection.connect(other_database) as connection:
        cursor = await connection.execute("SELECT to_regclass('spark_migrations')")
        assert await cursor.fetchone() == (None,)


@pytest.fixture
def other_database(shared: Home):
    """An empty database that is not the embedded one's."""
    shared.sql("CREATE DATABASE other")
    yield shared.owner_url.removesuffix("/spark") + "/other"
    shared.sql("DROP DATABASE other WITH (FORCE)")
