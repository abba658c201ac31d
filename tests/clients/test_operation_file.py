"""The file of the undo history: shared by sessions, and what is said when it cannot be used."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from spark_nb.clients.operation_store import SqliteOperations
from spark_nb.domain.operation import Change, Operation
from spark_nb.errors import SetupError

LIMIT = 3
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def operation(number: int) -> Operation:
    path = f"Assets/F{number}.bin"
    change = Change(path, None, bytes([number]) * 1000)
    return Operation(uuid4(), "ingest_asset", path, NOW, "ada", (change,))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "undo" / "game-1.sqlite"


async def opened(path: Path, session: str = "s1", limit: int = LIMIT) -> SqliteOperations:
    return await asyncio.to_thread(SqliteOperations, path, session, limit=limit)


@pytest.fixture
async def store(path: Path):
    store = await opened(path)
    yield store
    store.close()


async def test_two_sessions_that_write_at_once_lose_nothing(path):
    stores = [await opened(path, f"s{number}", limit=50) for number in range(4)]
    await asyncio.gather(
        *(store.push(operation(number)) for store in stores for number in range(10))
    )
    assert [len(await store.done()) for store in stores] == [10] * 4
    for store in stores:
        store.close()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "undo").write_text("a file")
    with pytest.raises(SetupError, match="Set SPARK_HOME to a folder of your own") as caught:
        SqliteOperations(tmp_path / "undo" / "game.sqlite", "s1", limit=LIMIT)
    assert str(tmp_path / "undo" / "game.sqlite") in str(caught.value)


def test_a_damaged_history_is_named_and_left_as_it_is(tmp_path: Path):
    path = tmp_path / "game.sqlite"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(SetupError, match="file is not a database"):
        SqliteOperations(path, "s1", limit=LIMIT)
    assert path.read_bytes() == b"no database at all" * 100


async def test_a_history_that_takes_no_more_says_so_and_goes_on_when_it_does(store, path):
    await store.push(first := operation(1))
    with sqlite3.connect(path) as admin:
        admin.execute(
            "CREATE TRIGGER full BEFORE INSERT ON changes BEGIN SELECT raise(ABORT, 'full'); END"
        )
    with pytest.raises(SetupError, match="cannot be used: full"):
        await store.push(operation(2))
    with admin:
        admin.execute("DROP TRIGGER full")
    admin.close()
    await store.push(second := operation(3))
    assert await store.done() == [first, second]
