from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psycopg
import pytest

from spark_nb.clients.migrations import load_migrations, migrate, pending, until_replayed
from spark_nb.domain.rows import KEYS, TABLES
from spark_nb.errors import SetupError
from tests.clients.scratch_database import ScratchDatabase

ONE = "CREATE TABLE one (n int PRIMARY KEY);"
TWO = "CREATE TABLE two (n int REFERENCES one);"
HISTORY = "SELECT name FROM spark_migrations ORDER BY applied_at, name"


@pytest.fixture
def url(empty_database: ScratchDatabase) -> str:
    return empty_database.owner_url


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two migrations, the second of which needs the first."""
    (tmp_path / "0002_two.sql").write_text(TWO)
    (tmp_path / "0001_one.sql").write_text(ONE)
    (tmp_path / "README.md").write_text("not a migration")
    return tmp_path


async def tables(database: ScratchDatabase) -> set[str]:
    found = await database.run("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {name for (name,) in found}


@asynccontextmanager
async def migration_lock(url: str) -> AsyncIterator[psycopg.AsyncConnection]:
    """Hold what a run on the same database holds."""
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        await connection.execute("SELECT pg_advisory_lock(%s)", [0x5350_4152_4B])
        yield connection


async def test_files_run_in_order_and_once(empty_database, url, folder):
    assert await migrate(url, folder=folder) == ["0001_one.sql", "0002_two.sql"]
    assert await empty_database.run(HISTORY) == [("0001_one.sql",), ("0002_two.sql",)]
    assert await migrate(url, folder=folder) == []
    (folder / "0003_three.sql").write_text("ALTER TABLE two ADD m int; ALTER TABLE one ADD m int;")
    assert await migrate(url, folder=folder) == ["0003_three.sql"]


async def test_pending_says_what_is_missing_and_changes_nothing(empty_database, url, folder):
    assert await pending(url, folder=folder) == ["0001_one.sql", "0002_two.sql"]
    assert await tables(empty_database) == set()
    await migrate(url, folder=folder)
    assert await pending(url, folder=folder) == []


async def test_pending_may_be_asked_by_those_who_may_not_migrate(database):
    await database.until_on_replica()
    for user in (database.writer_url, database.reader_url, database.replica_url):
        assert await pending(user) == []


@pytest.mark.parametrize("edited", ["0001_one.sql", "0002_two.sql"])
@pytest.mark.parametrize("run", [migrate, pending])
async def test_history_that_was_edited_is_refused(empty_database, url, folder, run, edited):
    await migrate(url, folder=folder)
    with (folder / edited).open("a") as file:
        file.write("-- better\n")
    (folder / "0003_three.sql").write_text("CREATE TABLE three (n int);")
    with pytest.raises(SetupError, match=f"^{edited} was changed after it was applied. Restore"):
        await run(url, folder=folder)
    assert "three" not in await tables(empty_database)


async def test_line_endings_are_no_edit(url, folder):
    await migrate(url, folder=folder)
    text = (folder / "0001_one.sql").read_bytes() + b"\n"
    (folder / "0003_three.sql").write_bytes(text.replace(b"one", b"three"))
    await migrate(url, folder=folder)
    (folder / "0003_three.sql").write_bytes(text.replace(b"one", b"three").replace(b"\n", b"\r\n"))
    assert await pending(url, folder=folder) == []


async def test_a_newer_database_is_refused(url, folder):
    await migrate(url, folder=folder)
    (folder / "0002_two.sql").unlink()
    with pytest.raises(SetupError, match=r"has the migration 0002_two\.sql.*Install the newest"):
        await migrate(url, folder=folder)


async def test_a_file_slipped_in_before_applied_ones_is_refused(url, folder):
    (folder / "0002_two.sql").rename(folder / "0003_two.sql")
    await migrate(url, folder=folder)
    (folder / "0002_late.sql").write_text("SELECT 1")
    with pytest.raises(SetupError, match=r"^0002_late\.sql comes before 0003_two\.sql"):
        await migrate(url, folder=folder)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("0002_twice.sql", r"0002_two\.sql and 0002_twice\.sql have one number"),
        ("three.sql", r"three\.sql is not named NNNN_subject\.sql"),
    ],
)
async def test_badly_numbered_files_are_refused(folder, name, message):
    (folder / name).write_text("SELECT 1")
    with pytest.raises(SetupError, match=message):
        await asyncio.to_thread(load_migrations, folder)


async def test_a_file_that_fails_leaves_nothing(empty_database, url, folder):
    (folder / "0002_two.sql").write_text(f"{TWO} INSERT INTO two VALUES (1);")
    (folder / "0003_three.sql").write_text("CREATE TABLE three (n int);")
    with pytest.raises(SetupError, match=r"^0002_two\.sql failed: insert or update on table"):
        await migrate(url, folder=folder)
    assert await tables(empty_database) == {"one", "spark_migrations"}
    assert await empty_database.run(HISTORY) == [("0001_one.sql",)]
    (folder / "0002_two.sql").write_text(TWO)
    assert await migrate(url, folder=folder) == ["0002_two.sql", "0003_three.sql"]


async def test_the_very_first_file_that_fails_leaves_nothing(empty_database, url, folder):
    (folder / "0001_one.sql").write_text(f"{ONE} SELECT 1/0;")
    with pytest.raises(SetupError, match=r"^0001_one\.sql failed: division by zero\."):
        await migrate(url, folder=folder)
    assert await tables(empty_database) == set()


async def test_runs_at_once_apply_each_file_once(url, folder):
    runs = await asyncio.gather(*(migrate(url, folder=folder) for _ in range(5)))
    assert sorted(runs, key=len) == [[], [], [], [], ["0001_one.sql", "0002_two.sql"]]


async def test_a_run_waits_for_another(empty_database, url, folder):
    async with migration_lock(url) as other:
        run = asyncio.create_task(migrate(url, folder=folder))
        while not await waiting(empty_database):
            assert not run.done()
        await other.execute("CREATE TABLE one (n int)")
    with pytest.raises(SetupError, match=r'0001_one\.sql failed: relation "one" already exists'):
        await run


async def waiting(database: ScratchDatabase) -> bool:
    found = await database.run(
        "SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = database"
        " WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"
    )
    return bool(found)


async def test_a_run_does_not_wait_for_ever(url, folder):
    async with migration_lock(url):
        with pytest.raises(SetupError, match=r"Another migration has been running for 0\.1 s"):
            await migrate(url, folder=folder, lock_seconds=0.1)


async def test_the_replica_has_what_was_migrated(empty_database, url, folder):
    await empty_database.until_on_replica()
    await migrate(url, folder=folder)
    await until_replayed(url, empty_database.replica_url, seconds=60)
    replica = await empty_database.run(
        "SELECT count(*) FROM two", url=empty_database.standby_owner_url
    )
    assert replica == [(0,)]


async def test_a_primary_that_serves_as_replica_is_up_to_date(empty_database, url):
    await until_replayed(url, url)


async def test_a_replica_that_lags_is_not_waited_for_for_ever(empty_database, url, folder):
    await empty_database.until_on_replica()
    async with await psycopg.AsyncConnection.connect(empty_database.standby_owner_url) as standby:
        await standby.execute("SELECT pg_wal_replay_pause()")
        await standby.commit()
        try:
            await migrate(url, folder=folder)
            with pytest.raises(SetupError, match=r"^The replica is more than 0\.2 s behind"):
                await until_replayed(url, empty_database.replica_url, seconds=0.2)
        finally:
            await standby.execute("SELECT pg_wal_replay_resume()")
    await until_replayed(url, empty_database.replica_url, seconds=60)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ada:s3cret@127.0.0.1:1/db",
        "postgresql://ada:s3cret@127.0.0.1:port/db",
        "postgresql://ada:s3cret%@127.0.0.1/db",
        "postgresql://ada:at@s3cret@127.0.0.1:1/db",
        "postgres//ada:s3cret@127.0.0.1/db",
    ],
)
async def test_an_address_that_does_not_work_is_not_repeated(address, folder):
    for work in (pending(address, folder=folder), migrate(address, folder=folder)):
        with pytest.raises(SetupError, match=r"database.*Check DATABASE_URL") as caught:
            await work
        assert "s3cret" not in "".join(traceback.format_exception(caught.value))


async def test_a_password_that_is_refused_is_not_repeated(empty_database, folder):
    address = f"postgresql://spark_writer:s3cret@127.0.0.1:{empty_database.port}/spark"
    with pytest.raises(SetupError, match='password authentication failed for user "spark_w') as e:
        await pending(address, folder=folder)
    assert "s3cret" not in "".join(traceback.format_exception(e.value))


async def test_who_may_not_migrate_is_told(empty_database, folder):
    with pytest.raises(SetupError, match=r"0001_one\.sql failed: permission denied for schema"):
        await migrate(empty_database.writer_url, folder=folder)


async def test_who_may_not_read_the_history_is_told(database):
    await database.run("REVOKE SELECT ON spark_migrations FROM spark_reader")
    with pytest.raises(SetupError, match="refused: permission denied for table spark_migrations"):
        await pending(database.reader_url)


async def test_the_schema_has_what_rows_need(model_database):
    """Every table of rows is there, with the primary key that makes a row arrive once.

    One that is cut by week has the time in it too.
    """
    found = await model_database.run(
        "SELECT table_name, column_name, at FROM information_schema.key_column_usage"
        " LEFT JOIN spark_weekly_tables AS weekly ON weekly.name = table_name"
        " WHERE constraint_name = table_name || '_pkey' AND table_name = ANY(%s)"
        " ORDER BY table_name, ordinal_position",
        list(TABLES),
    )
    assert {table: column for table, column, at in found if column != at} == KEYS
    weekly = {table for table, column, at in found if column == at}
    assert weekly == {"spark_events", "spark_function_calls", "spark_metrics", "spark_previews"}
    assert set(TABLES) == set(KEYS)


async def test_every_row_says_its_session_and_a_time_with_its_zone(model_database):
    found = await model_database.run(
        "SELECT table_name, array_agg(data_type::text), array_agg(column_name::text)"
        " FROM information_schema.columns WHERE table_name = ANY(%s) GROUP BY 1",
        list(TABLES),
    )
    assert len(found) == len(TABLES)
    for table, types, columns in found:
        assert "session_id" in columns, table
        assert "timestamp with time zone" in types, table
        assert "timestamp without time zone" not in types, table


@pytest.mark.parametrize("table", TABLES)
async def test_the_dashboards_user_reads_and_cannot_write(model_database, table):
    """Not even after taking back that its transactions are read only."""
    url = model_database.reader_url
    assert await model_database.run(f"SELECT * FROM {table}", url=url) == []
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        await model_database.run(f"DELETE FROM {table}", url=url)
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as reader:
        await reader.execute("SET default_transaction_read_only = off")
        for statement in (
            f"INSERT INTO {table} DEFAULT VALUES",
            f"UPDATE {table} SET session_id = 's2'",
            f"DELETE FROM {table}",
            f"TRUNCATE {table}",
            f"DROP TABLE {table}",
            "CREATE TABLE mine (n int)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                await reader.execute(statement)


async def test_the_replica_refuses_every_write(database):
    await database.until_on_replica()
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        await database.run("DELETE FROM spark_metrics", url=database.standby_owner_url)


@pytest.mark.parametrize("table", [*TABLES, "spark_migrations"])
async def test_the_sessions_user_cannot_destroy(model_database, table):
    async with await psycopg.AsyncConnection.connect(
        model_database.writer_url, autocommit=True
    ) as user:
        for statement in (f"DELETE FROM {table}", f"TRUNCATE {table}", f"DROP TABLE {table}"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                await user.execute(statement)


async def test_tables_of_later_migrations_carry_the_same_rights(database):
    await database.run("CREATE TABLE later (n int PRIMARY KEY)")
    await database.run("INSERT INTO later VALUES (1)", url=database.writer_url)
    assert await database.run("SELECT n FROM later", url=database.reader_url) == [(1,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        await database.run("DROP TABLE later", url=database.writer_url)
