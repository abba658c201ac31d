"""How rows are written: one statement for those of a call, COPY for many."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from typing import Any

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from spark_nb.assets import asset_folder
from spark_nb.domain.rows import STATES, Row, Rows, Table, count_rows

COPY_FROM = 50


def insert_statement() -> str:
    """Read the statement that writes all rows of a call."""
    return (asset_folder("sql") / "queries" / "insert_rows.sql").read_text(encoding="utf-8")


async def write_rows(connection: psycopg.AsyncConnection, insert: str, rows: Rows) -> None:
    """Write all rows or none. Raises psycopg.Error.

    COPY knows no ON CONFLICT and is undone by the first row that is there already. Rows are new
    nearly always; when they are not, or one is refused, the statement gets all of them.
    """
    if count_rows(rows) >= COPY_FROM:
        with suppress(psycopg.Error, UnicodeEncodeError):
            await _copy(connection, insert, rows)
            return
    await connection.execute(insert, {"rows": Jsonb(rows)}, prepare=True)


async def _copy(connection: psycopg.AsyncConnection, insert: str, rows: Rows) -> None:
    added: Rows = {table: found for table, found in rows.items() if found and table not in STATES}
    states: Rows = {table: found for table, found in rows.items() if found and table in STATES}
    async with _transaction(connection, statements=len(added) + bool(states)):
        for table, found in added.items():
            await _copy_table(connection, table, found)
        if states:
            await connection.execute(insert, {"rows": Jsonb(states)}, prepare=True)


def _transaction(
    connection: psycopg.AsyncConnection, statements: int
) -> AbstractAsyncContextManager[object]:
    return connection.transaction() if statements > 1 else nullcontext()


async def _copy_table(connection: psycopg.AsyncConnection, table: Table, found: list[Row]) -> None:
    columns = list(dict.fromkeys(name for row in found for name in row))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    async with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in found:
            await copy.write_row([_column(row.get(name)) for name in columns])


def _column(value: Any) -> Any:
    return Jsonb(value) if isinstance(value, dict | list) else value
