from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import psycopg
import pytest
from pydantic import SecretStr

from spark_nb.clients.postgres_rows import PostgresRows
from spark_nb.clients.row_connection import RowConnection, TooSlow
from spark_nb.clients.row_spool import RowSpool
from spark_nb.clients.row_spools import RowSpools
from spark_nb.clients.row_statements import insert_statement
from spark_nb.domain.rows import KEYS, Row, Rows, Table
from spark_nb.errors import ServiceError
from spark_nb.settings import Endpoints
from spark_nb.testing import MemoryRows
from tests.clients.row_checks import CHECKS, SinkRig, by_key, eventually, until_nothing_waits
from tests.clients.row_samples import call, event, rows_of_a_call, usage
from tests.clients.scratch_database import ScratchDatabase
from tests.clients.wire import Wire
from tests.local.stack_home import Home

INSERT = insert_statement()


class MemoryRig:
    def __init__(self) -> None:
        self.sink = MemoryRows()

    async def table(self, name: Table) -> list[Row]:
        return by_key(name, self.sink.table(name))

    async def go_away(self) -> None:
        self.sink.away = True

    async def come_back(self) -> None:
        self.sink.away = False


class PostgresRig:
    """A sink on a database of its own."""

    def __init__(self, database: ScratchDatabase, spools: Path) -> None:
        self.database = database
        self.spools = spools
        self.sink: PostgresRows

    async def table(self, name: Table) -> list[Row]:
        found = await self.database.run(f"SELECT to_jsonb(found) FROM {name} AS found")
        return by_key(name, [row for (row,) in found])

    async def keys(self, table: Table = "spark_function_calls") -> set[str]:
        return {row[KEYS[table]] for row in await self.table(table)}

    async def go_away(self) -> None:
        await self.database.go_away()

    async def come_back(self) -> None:
        await self.database.come_back()

    @asynccontextmanager
    async def session(
        self, name: str = "s1", *, url: str | None = None, look_seconds: float = 30.0
    ) -> AsyncIterator[PostgresRows]:
        spools = RowSpools(self.spools, name)
        address = SecretStr(url or self.database.writer_url)
        try:
            async with PostgresRows(address, spools, INSERT, look_seconds=look_seconds) as sink:
                yield sink
        finally:
            await asyncio.to_thread(spools.close)

    @asynccontextmanager
    async def wired_session(self) -> AsyncIterator[tuple[Wire, PostgresRows]]:
        async with (
            Wire.made(self.database.port) as wire,
            self.session(url=self.database.writer_url_at(wire.port)) as sink,
        ):
            yield wire, sink

    @asynccontextmanager
    async def locked(self, table: Table = "spark_function_calls") -> AsyncIterator[None]:
        """Have every write to ``table`` wait until the end of the block."""
        owner = await psycopg.AsyncConnection.connect(self.database.owner_url)
        async with owner:
            await owner.execute(f"LOCK TABLE {table}")
            yield
            await owner.rollback()

    async def until_a_write_waits(self) -> int:
        """Return the number of the server's process that waits."""
        found: list[tuple[int]] = []

        async def waits() -> bool:
            found[:] = await self.database.run(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                " AND application_name = 'spark-nb' AND wait_event_type = 'Lock'"
            )
            return len(found) == 1

        await eventually(waits)
        return found[0][0]

    async def leave_behind(self, rows: Rows) -> None:
        """Play a session that could not send its rows."""
        spools = RowSpools(self.spools, "gone")
        await asyncio.to_thread(spools.add, [rows])
        await asyncio.to_thread(spools.close)

    def left_behind(self) -> list[str]:
        return sorted(path.name for path in self.spools.glob("*"))


async def until_one_is_refused(sink: PostgresRows) -> None:
    """Return when nothing waits and one row was set aside."""

    async def is_settled() -> bool:
        return (sink.delayed, sink.refused) == (0, 1)

    await eventually(is_settled)


@pytest.fixture
def rig(database: ScratchDatabase, tmp_path: Path) -> PostgresRig:
    return PostgresRig(database, tmp_path / "spool")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_postgres(check: Callable[[SinkRig], Awaitable[None]], rig: PostgresRig):
    async with rig.session() as rig.sink:
        await check(rig)
    assert rig.left_behind() == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_memory(check: Callable[[SinkRig], Awaitable[None]]):
    await check(MemoryRig())


async def test_a_call_takes_one_round_trip(rig: PostgresRig):
    async with rig.wired_session() as (wire, sink):
        await sink.write(rows_of_a_call())
        before = wire.turns
        for _ in range(5):
            await sink.write(rows_of_a_call())
        assert wire.turns - before == 5


async def test_calls_that_end_together_share_a_round_trip(rig: PostgresRig):
    async with rig.wired_session() as (wire, sink):
        await sink.write(rows_of_a_call())
        before = wire.turns
        await asyncio.gather(*(sink.write(rows_of_a_call()) for _ in range(10)))
        assert wire.turns - before == 1


@pytest.mark.parametrize(("rows", "statement"), [(49, "WITH sent AS"), (50, "COPY")])
async def test_many_rows_are_copied(rig: PostgresRig, rows: int, statement: str):
    await rig.database.run(
        """
        CREATE TABLE seen (query text);
        GRANT INSERT ON seen TO spark_writer;
        CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS
            'BEGIN INSERT INTO seen VALUES (current_query()); RETURN NULL; END';
        CREATE TRIGGER see AFTER INSERT ON spark_function_calls EXECUTE FUNCTION see();
        """
    )
    async with rig.session() as sink:
        assert await sink.write({"spark_function_calls": [call() for _ in range(rows)]})
    ((query,),) = await rig.database.run("SELECT query FROM seen")
    assert statement in query


async def test_the_primary_may_be_killed_at_any_time(rig: PostgresRig, stack: Endpoints):
    killed, calls = asyncio.Event(), [call() for _ in range(2000)]

    async def write_until_killed(sink: PostgresRows) -> set[str]:
        written = set()
        for row in calls:
            await sink.write({"spark_function_calls": [row]})
            written.add(row["call_id"])
            if killed.is_set():
                break
        return written

    async with rig.session() as sink:
        writing = asyncio.create_task(write_until_killed(sink))
        await asyncio.to_thread(Home(stack.home).kill, "primary")
        killed.set()
        written = await writing
        await until_nothing_waits(sink)
    assert await rig.keys() == written


async def test_a_backend_killed_mid_write_leaves_its_rows_once(rig: PostgresRig):
    rows = rows_of_a_call()
    async with rig.session() as sink:
        await sink.write(rows_of_a_call())
        async with rig.locked():
            writing = asyncio.create_task(sink.write(rows))
            pid = await rig.until_a_write_waits()
            await rig.database.run("SELECT pg_terminate_backend(%s)", pid)
            assert await rig.until_a_write_waits() != pid
        assert await writing is True
    assert len(await rig.table("spark_function_calls")) == 2
    assert len(await rig.table("spark_events")) == 6


@pytest.mark.parametrize(("count", "turns"), [(1, 1), (80, 2)])
async def test_a_write_whose_reply_is_lost_is_there_once(rig: PostgresRig, count: int, turns: int):
    calls = [call() for _ in range(count)]

    async def is_committed() -> bool:
        return await rig.keys() >= {row["call_id"] for row in calls}

    async with rig.wired_session() as (wire, sink):
        await sink.write(rows_of_a_call())
        wire.lose_replies_after(turns - 1)
        writing = asyncio.create_task(sink.write({"spark_function_calls": calls}))
        await eventually(is_committed)
        assert not writing.done()
        wire.cut()
        assert await writing is True
    assert len(await rig.table("spark_function_calls")) == count + 1


async def test_a_write_that_takes_too_long_fails(rig: PostgresRig):
    url = SecretStr(rig.database.writer_url)
    connection = RowConnection(url, INSERT, seconds=1)
    await connection.write(rows_of_a_call())
    async with rig.locked():
        with pytest.raises(TooSlow):  # and is not sent once more, to take as long again
            await connection.write(rows_of_a_call())
    await connection.write(rows_of_a_call())
    await connection.close()


async def test_rows_do_not_overtake_those_that_wait(rig: PostgresRig):
    calls = [call(), call(), call()]
    async with rig.session() as sink:
        async with rig.locked():
            first = asyncio.create_task(sink.write({"spark_function_calls": [calls[0]]}))
            pid = await rig.until_a_write_waits()
            await rig.database.run("SELECT pg_terminate_backend(%s)", pid)
            assert await first is False
            for row in calls[1:]:
                assert await sink.write({"spark_function_calls": [row]}) is False
        await until_nothing_waits(sink)
    found = await rig.database.run("SELECT call_id::text FROM spark_function_calls ORDER BY ctid")
    assert [key for (key,) in found] == [row["call_id"] for row in calls]


async def test_rows_wait_while_nobody_is_primary(rig: PostgresRig):
    name = rig.database.name
    async with rig.session() as sink:
        await rig.database.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        assert await sink.write(rows_of_a_call()) is False
        await rig.database.run(
            f"BEGIN READ WRITE;ALTER DATABASE {name} RESET default_transaction_read_only;COMMIT"
        )
        await until_nothing_waits(sink)
        assert sink.refused == 0
    assert len(await rig.table("spark_function_calls")) == 1


async def test_rows_wait_for_a_server_that_says_nothing(rig: PostgresRig):
    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, rig.session(url=rig.database.writer_url_at(port)) as sink:
        assert await sink.write(rows_of_a_call()) is False
    assert len(rig.left_behind()) == 1


async def test_the_schema_may_grow_under_a_session(rig: PostgresRig):
    async with rig.session() as sink:
        await sink.write(rows_of_a_call())
        await rig.database.run("ALTER TABLE spark_events ADD COLUMN later text")
        assert await sink.write(rows_of_a_call()) is True
    assert len(await rig.table("spark_events")) == 6


async def test_a_row_that_is_refused_is_kept_and_holds_nothing_up(
    rig: PostgresRig, caplog: pytest.LogCaptureFixture
):
    bad = event(data={"text": "no \0 in jsonb"})
    rows: Rows = {"spark_function_calls": [call()], "spark_events": [event(), bad, event()]}
    async with rig.session() as sink:
        assert await sink.write(rows) is False
        await until_one_is_refused(sink)
        assert await sink.write(rows_of_a_call()) is True
    assert len(await rig.table("spark_function_calls")) == 2
    assert len(await rig.table("spark_events")) == 5
    (file,) = rig.left_behind()
    assert await asyncio.to_thread(_refused, rig.spools / file) == [{"spark_events": [bad]}]
    assert f"refused a row of spark_events; {rig.spools / file} keeps it" in caplog.text
    assert "no " not in caplog.text


@pytest.mark.parametrize(
    "bad",
    [
        call(status="exploded"),
        call(call_id="not a uuid"),
        call(attempts="many"),
        call(duration_ms=None),
        call(tool="lone surrogate \ud800"),
        call(attempts=2**40),
    ],
    ids=["check", "uuid", "integer", "null", "text", "range"],
)
async def test_a_bad_row_among_many_is_found(rig: PostgresRig, bad: Row):
    good = [call() for _ in range(70)]
    async with rig.session() as sink:
        assert not await sink.write({"spark_function_calls": [*good[:30], bad, *good[30:]]})
        await until_one_is_refused(sink)
    assert await rig.table("spark_function_calls") == by_key("spark_function_calls", good)
    (file,) = rig.left_behind()
    assert await asyncio.to_thread(_refused, rig.spools / file) == [
        {"spark_function_calls": [bad]}
    ]


async def test_a_bad_row_in_the_spool_does_not_block_those_behind_it(rig: PostgresRig):
    good, bad = [call() for _ in range(10)], call(status="exploded")
    async with rig.session() as sink:
        await rig.go_away()
        for row in [*good[:5], bad, *good[5:]]:
            await sink.write({"spark_function_calls": [row]})
        await rig.come_back()
        await until_one_is_refused(sink)
    assert await rig.table("spark_function_calls") == by_key("spark_function_calls", good)


async def test_rows_wait_while_the_schema_is_not_as_it_should_be(rig: PostgresRig):
    """Not the rows' fault: nothing is set aside."""
    async with rig.session() as sink:
        await rig.database.run("ALTER TABLE spark_events RENAME TO elsewhere")
        assert await sink.write(rows_of_a_call()) is False
        assert await sink.write({"spark_events": [event() for _ in range(60)]}) is False
        assert (sink.delayed, sink.refused) == (2, 0)
        await rig.database.run("ALTER TABLE elsewhere RENAME TO spark_events")
        await until_nothing_waits(sink)
        assert sink.refused == 0
    assert len(await rig.table("spark_events")) == 63


async def test_a_column_that_the_table_does_not_have_is_left_out(rig: PostgresRig):
    """A spool may be older than the schema."""
    calls = [call() for _ in range(60)]
    async with rig.session() as sink:
        assert await sink.write({"spark_function_calls": [row | {"old": 1} for row in calls]})
    assert await rig.table("spark_function_calls") == by_key("spark_function_calls", calls)


@pytest.mark.parametrize("count", [1, 60])
async def test_a_column_that_the_row_does_not_have_yet_has_its_default(
    rig: PostgresRig, count: int
):
    rows = [usage(cache_write_tokens=0) for _ in range(count)]
    older = [{name: row[name] for name in row if name != "cache_write_tokens"} for row in rows]
    async with rig.session() as sink:
        assert await sink.write({"spark_usage": older}) is True
    assert await rig.table("spark_usage") == by_key("spark_usage", rows)


async def test_the_next_session_sends_what_an_earlier_one_could_not(rig: PostgresRig):
    calls = [call() for _ in range(5)]
    await rig.go_away()
    for number, row in enumerate(calls):
        async with rig.session(f"s{number}") as sink:
            assert not await sink.write({"spark_function_calls": [row]})
    assert len(rig.left_behind()) == len(calls)
    await rig.come_back()
    async with rig.session("late"):
        await eventually(lambda: _is_empty(rig))
    assert await rig.table("spark_function_calls") == by_key("spark_function_calls", calls)


async def test_sessions_that_start_together_share_what_was_left_behind(rig: PostgresRig):
    calls = [call() for _ in range(20)]
    for row in calls:
        await rig.leave_behind({"spark_function_calls": [row]})
    async with AsyncExitStack() as sessions:
        for number in range(4):
            await sessions.enter_async_context(rig.session(f"s{number}"))
        await eventually(lambda: _is_empty(rig))
    assert await rig.table("spark_function_calls") == by_key("spark_function_calls", calls)


async def test_a_session_finds_what_one_that_dies_meanwhile_leaves(rig: PostgresRig):
    async with rig.session(look_seconds=0.05):
        for rows in (rows_of_a_call(), rows_of_a_call()):
            await rig.leave_behind(rows)
            await eventually(lambda: _is_empty(rig))
    assert len(await rig.table("spark_function_calls")) == 2


async def test_a_damaged_spool_holds_nothing_up(
    rig: PostgresRig, caplog: pytest.LogCaptureFixture
):
    rig.spools.mkdir()
    (rig.spools / "damaged.sqlite").write_bytes(b"not a database" * 1000)
    row = call()
    await rig.leave_behind({"spark_function_calls": [row]})

    async def is_sent() -> bool:
        return rig.left_behind() == ["damaged.sqlite"]

    async with rig.session():
        await eventually(is_sent)
    assert await rig.keys() == {row["call_id"]}
    assert "damaged.sqlite cannot be read" in caplog.text


async def test_a_caller_that_gives_up_loses_no_row(rig: PostgresRig):
    rows = rows_of_a_call()
    async with rig.session() as sink, rig.locked():
        writing = asyncio.create_task(sink.write(rows))
        await rig.until_a_write_waits()
        behind = asyncio.create_task(sink.write(rows_of_a_call()))
        await asyncio.sleep(0)
        writing.cancel()
        behind.cancel()
        await asyncio.wait({writing, behind})
    assert len(await rig.table("spark_function_calls")) == 2


async def test_closing_ends_and_keeps_what_is_on_its_way(rig: PostgresRig):
    """The database does not answer: the rows are in the spool, and later there once."""
    rows = [rows_of_a_call() for _ in range(3)]
    async with rig.locked():
        async with rig.session() as sink:
            first = asyncio.create_task(sink.write(rows[0]))
            await rig.until_a_write_waits()
            behind = [asyncio.create_task(sink.write(each)) for each in rows[1:]]
            await asyncio.sleep(0)
        assert await asyncio.gather(first, *behind) == [False] * 3
        assert len(rig.left_behind()) == 1
    async with rig.session("late"):
        await eventually(lambda: _is_empty(rig))
    assert len(await rig.table("spark_function_calls")) == 3
    assert len(await rig.table("spark_events")) == 9


async def test_closing_sends_what_waits_when_the_database_is_back(rig: PostgresRig):
    async with rig.session() as sink:
        await rig.go_away()
        assert not await sink.write(rows_of_a_call())
        await rig.come_back()
    assert rig.left_behind() == []
    assert len(await rig.table("spark_function_calls")) == 1


async def test_rows_that_come_after_closing_are_kept(rig: PostgresRig):
    async with rig.session() as sink:
        pass
    assert await sink.write(rows_of_a_call()) is False
    async with rig.session("late"):
        await eventually(lambda: _is_empty(rig))
    assert len(await rig.table("spark_function_calls")) == 1


async def test_a_full_disk_is_the_callers_to_know(rig: PostgresRig):
    """The rows are nowhere: that is an error, and the next write works."""
    rig.spools.write_text("a file where the folder should be")
    async with rig.session() as sink:
        await rig.go_away()
        with pytest.raises(ServiceError, match="4 rows are lost"):
            await sink.write(rows_of_a_call())
        assert sink.lost == 4
        await rig.come_back()
        assert await sink.write(rows_of_a_call()) is True


async def test_the_password_is_nowhere_to_be_seen(
    rig: PostgresRig, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    password = "p4ssw0rd-of-mine"
    url = f"postgresql://spark_writer:{password}@127.0.0.1:{rig.database.port}/nowhere"
    async with rig.session(url=url) as sink:
        assert await sink.write(rows_of_a_call()) is False
        seen = [caplog.text, repr(sink), *(repr(each) for each in vars(sink).values())]
    assert "rows wait in the spool: OperationalError" in caplog.text
    assert not any(password in text for text in seen)


async def _is_empty(rig: PostgresRig) -> bool:
    return rig.left_behind() == []


def _refused(path: Path) -> list[Rows]:
    spool = RowSpool.adopt(path)
    assert spool is not None
    found = [rows for rows, reason in spool.refused() if reason]
    spool.close()
    return found
