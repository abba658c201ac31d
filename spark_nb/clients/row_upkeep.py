"""What a database of rows needs now and then: weeks to come, weeks to drop, rollups."""

from __future__ import annotations

import asyncio
import logging
import random

import psycopg
from pydantic import SecretStr

from spark_nb.assets import asset_folder

_log = logging.getLogger(__name__)
_EVERY_SECONDS = 60.0
_CONNECT_SECONDS = 3


def upkeep_statement() -> str:
    """Read the statement that does some of what is due."""
    return (asset_folder("sql") / "queries" / "upkeep.sql").read_text(encoding="utf-8")


async def keep_up(
    url: SecretStr, statement: str, keep_days: int | None, *, every_seconds: float = _EVERY_SECONDS
) -> None:
    """Do what is due about once a minute until cancelled; of many who do, one at a time works.

    Dashboards are right without it, and slower. When it does not work it is tried again in a
    minute.
    """
    while True:
        await asyncio.sleep(every_seconds * random.uniform(0.5, 1.5))  # not all at once
        try:
            await do_what_is_due(url, statement, keep_days)
        except psycopg.Error as error:
            _log.debug("upkeep waits on: %s", type(error).__name__)


async def do_what_is_due(url: SecretStr, statement: str, keep_days: int | None) -> None:
    """Roll up until nothing is left, and drop weeks. Raises psycopg.Error."""
    connection = await psycopg.AsyncConnection.connect(
        url.get_secret_value(),
        autocommit=True,
        connect_timeout=_CONNECT_SECONDS,
        application_name="spark-nb upkeep",
    )
    async with connection:
        while True:
            cursor = await connection.execute(statement, {"keep_days": keep_days})
            if await cursor.fetchone() == (0,):
                return
