from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import psycopg
import pytest
from psycopg.types.json import Jsonb

from spark_nb.clients.migrations import until_replayed
from spark_nb.domain.rows import Row
from spark_nb.endpoints import open_endpoints
from spark_nb.local.shutdown import purge_stack
from spark_nb.settings import Endpoints, load_settings

INSERT = """
INSERT INTO spark_function_calls
SELECT * FROM jsonb_populate_recordset(NULL::spark_function_calls, %s)"""


@pytest.fixture(scope="package")
async def endpoints():
    """Real servers of these tests alone, which the dashboards find by the environment."""
    home = Path(tempfile.mkdtemp(prefix="spark-"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_HOME", str(home))
        yield await open_endpoints(load_settings())
    purge_stack(home)
    shutil.rmtree(home, ignore_errors=True)


async def write_calls(endpoints: Endpoints, rows: list[Row]) -> None:
    """Write calls to the primary, and return when the replica has them."""
    primary = endpoints.database_url.get_secret_value()
    replica = endpoints.database_replica_url.get_secret_value()
    async with await psycopg.AsyncConnection.connect(primary, autocommit=True) as connection:
        await connection.execute(INSERT, [Jsonb(rows)])
    await until_replayed(primary, replica)
