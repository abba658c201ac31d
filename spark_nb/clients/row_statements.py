"""How rows are written: one statement for those of a call, COPY for many."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from functools import lru_cache
from itertools import chain

import psycopg
from psycopg import sql
from psycopg.types.json import JsonbDumper

from spark_nb.assets import asset_folder
from spark_nb.domain.rows import STATES, Row, Rows, Table, count_rows

COPY_FROM = 50


def insert_statement() -> str:
    """Read the statement that writes all rows of a call."""
    return (asset_folder("sql") / "queries" / "insert_rows.sql").read_text(encoding="utf-8")


def adapt_rows(connection: psycopg.AsyncConnection) -> None:
    """Have objects and arrays travel as jsonb. ``write_rows`` needs it, once a connection."""
    connection.adapters.register_dumper(dict, JsonbDumper)
    connection.adapters.register_dumper(list, JsonbDumper)


async def write_rows(connection: psycopg.AsyncConnection, insert: str, rows: Rows) -> None:
    """Write all rows or none. Raises psycopg.Error.

    COPY knows no ON CONFLICT and is undone by the first row that is there already. Rows are new
    nearly always; when they are not, or one is refused, the statement gets all of them.
    """
    if count_rows(rows) >= COPY_FROM:
        with suppress(psycopg.Error, UnicodeEncodeError):
            await _copy(connection, insert, rows)
            return
    await connection.execute(insert, {"rows": rows}, prepare=True)


async def _copy(connection: psycopg.AsyncConnection, insert: str, rows: Rows) -> None:
    added: Rows = {table: found for table, found in rows.items() if found and table not in STATES}
    states: Rows = {table: found for table, found in rows.items() if found and table in STATES}
    async with _transaction(connection, statements=len(added) + bool(states)):
        for table, found in added.items():
            await _copy_table(connection, table, found)
        if states:
            await connection.execute(insert, {"rows": states}, prepare=True)


def _transaction(
    connection: psycopg.AsyncConnection, statements: int
) -> AbstractAsyncContextManager[object]:
    return connection.transaction() if statements > 1 else nullcontext()


async def _copy_table(connection: psycopg.AsyncConnection, table: Table, found: list[Row]) -> None:
    columns = tuple(dict.fromkeys(chain.from_iterable(found)))
    async with connection.cursor() as cursor, cursor.copy(_copy_statement(table, columns)) as copy:
        for row in found:
            await copy.write_row(list(map(row.get, columns)))


@lru_cache
def _copy_statement(table: Table, columns: tuple[str, ...]) -> sql.Composed:
    return sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
