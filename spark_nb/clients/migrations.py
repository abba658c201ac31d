"""Brings a database to the newest schema: numbered plain SQL, forward only.

Each file of ``sql/schema`` runs once, in one transaction, under an advisory lock, and leaves its
checksum in ``spark_migrations``. History that was edited afterwards is refused.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from spark_nb.assets import asset_folder
from spark_nb.errors import SetupError

_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")
_LOCK_KEY = 0x5350_4152_4B  # "SPARK"
_LOCK_SECONDS = 60.0
_HISTORY = """
CREATE TABLE IF NOT EXISTS spark_migrations (
    name       text PRIMARY KEY,
    sha256     text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
)"""


@dataclass(frozen=True, slots=True)
class Migration:
    name: str
    text: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def load_migrations(folder: Path | None = None) -> list[Migration]:
    """Read the numbered files in order. Raises SetupError on a bad or repeated number."""
    folder = folder or asset_folder("sql") / "schema"
    found: dict[str, Migration] = {}
    for path in sorted(folder.glob("*.sql")):
        match = _NAME.fullmatch(path.name)
        if not match:
            raise SetupError(f"{path.name} is not named NNNN_subject.sql.", hint="Rename it.")
        if match[1] in found:
            raise SetupError(
                f"{path.name} and {found[match[1]].name} have one number.",
                hint="Give the newer one the next free number.",
            )
        found[match[1]] = Migration(path.name, path.read_text(encoding="utf-8"))
    return list(found.values())


async def pending(url: str, *, folder: Path | None = None) -> list[str]:
    """Return the names of migrations that ``url`` has not had yet; changes nothing."""
    migrations = await asyncio.to_thread(load_migrations, folder)
    async with _connected(url) as connection:
        return [migration.name for migration in await _missing(connection, migrations)]


async def migrate(
    url: str, *, folder: Path | None = None, lock_seconds: float = _LOCK_SECONDS
) -> list[str]:
    """Apply what is missing and return its names.

    Another run on the same database is waited for, ``lock_seconds`` at most. Raises SetupError
    when the database is away, a file fails (the ones before it stay, it leaves nothing), or a file
    was edited after it was applied.
    """
    migrations = await asyncio.to_thread(load_migrations, folder)
    async with _connected(url) as connection:
        await _lock(connection, lock_seconds)
        missing = await _missing(connection, migrations)
        for migration in missing:
            await _apply(connection, migration)
        return [migration.name for migration in missing]


async def until_replayed(primary_url: str, replica_url: str, *, seconds: float = 10.0) -> None:
    """Wait until the replica has everything the primary has now. Raises SetupError.

    A replica that is a primary itself has all it will ever have.
    """
    async with _connected(primary_url) as primary, _connected(replica_url) as replica:
        cursor = await primary.execute("SELECT pg_current_wal_lsn()::text")
        position = await cursor.fetchone()
        deadline = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < deadline:
            cursor = await replica.execute(
                "SELECT NOT pg_is_in_recovery() OR pg_last_wal_replay_lsn() >= %s::pg_lsn",
                position,
            )
            if await cursor.fetchone() == (True,):
                return
            await asyncio.sleep(0.01)
    raise SetupError(
        f"The replica is more than {seconds:g} s behind.", hint="Look at spark-nb status."
    )


@asynccontextmanager
async def _connected(url: str) -> AsyncIterator[psycopg.AsyncConnection]:
    """Connect, and raise SetupError for whatever goes wrong, now or in the block."""
    async with await _connect(url) as connection:
        try:
            yield connection
        except psycopg.Error as error:
            raise SetupError(
                f"The database refused: {_said(error)}.", hint="Look at spark-nb status."
            ) from error


async def _connect(url: str) -> psycopg.AsyncConnection:
    """Causes are left out: the driver repeats parts of an address that it misreads."""
    try:
        return await psycopg.AsyncConnection.connect(
            url, autocommit=True, connect_timeout=5, application_name="spark-nb migrate"
        )
    except psycopg.OperationalError as error:
        _, _, words = str(error).partition("FATAL:")  # the server's own
        raise SetupError(
            f"The database does not answer: {words.strip() or type(error).__name__}.",
            hint="Check DATABASE_URL, or run spark-nb status.",
        ) from None
    except psycopg.ProgrammingError:
        raise SetupError(
            "The database's address is not one that PostgreSQL understands.",
            hint="Check DATABASE_URL; a password with % @ : / ? # in it must be percent-encoded.",
        ) from None


async def _lock(connection: psycopg.AsyncConnection, seconds: float) -> None:
    """Keep other runs out until the connection ends."""
    await connection.execute("SELECT set_config('lock_timeout', %s, false)", [f"{seconds:g}s"])
    try:
        await connection.execute("SELECT pg_advisory_lock(%s)", [_LOCK_KEY])
    except psycopg.errors.LockNotAvailable as error:
        raise SetupError(
            f"Another migration has been running for {seconds:g} s.",
            hint="Wait for it, or end it, and run spark-nb migrate again.",
        ) from error


def _said(error: psycopg.Error) -> str:
    return error.diag.message_primary or type(error).__name__


async def _missing(
    connection: psycopg.AsyncConnection, migrations: list[Migration]
) -> list[Migration]:
    cursor = await connection.execute("SELECT to_regclass('spark_migrations') IS NOT NULL")
    row = await cursor.fetchone()
    if not row or not row[0]:
        return migrations
    cursor = await connection.execute("SELECT name, sha256 FROM spark_migrations ORDER BY name")
    applied = {str(name): str(sha256) for name, sha256 in await cursor.fetchall()}
    known = {migration.name: migration.sha256 for migration in migrations}
    for name, sha256 in applied.items():
        if name not in known:
            raise SetupError(
                f"The database has the migration {name}, which this version does not know.",
                hint="Install the newest spark-nb.",
            )
        if known[name] != sha256:
            raise SetupError(
                f"{name} was changed after it was applied.",
                hint="Restore it, and put the change into a new file with the next number.",
            )
    missing = [migration for migration in migrations if migration.name not in applied]
    if missing and applied and missing[0].name < max(applied):
        raise SetupError(
            f"{missing[0].name} comes before {max(applied)}, which was applied already.",
            hint="Give it the next free number.",
        )
    return missing


async def _apply(connection: psycopg.AsyncConnection, migration: Migration) -> None:
    try:
        async with connection.transaction():
            await connection.execute(_HISTORY)
            await connection.execute(sql.SQL(migration.text))
            await connection.execute(
                "INSERT INTO spark_migrations (name, sha256) VALUES (%s, %s)",
                [migration.name, migration.sha256],
            )
    except psycopg.Error as error:
        raise SetupError(
            f"{migration.name} failed: {_said(error)}.",
            hint="It left nothing behind; correct it and run spark-nb migrate again.",
        ) from error
