"""Reads the replica: one query file, one typed table back."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd
import psycopg
from psycopg.types.numeric import FloatLoader

from spark_nb.dashboards.query_text import query_text
from spark_nb.dashboards.source import Source
from spark_nb.endpoints import open_endpoints
from spark_nb.errors import RejectedError, ServiceTimeout, ServiceUnavailable, SetupError
from spark_nb.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import SecretStr

_STATEMENT_SECONDS = 30.0
_CATCH_UP_SECONDS = 2.0
_PRIMARY_SECONDS = 2  # the driver takes less for two
_ATTEMPTS = 2
_LOOK_SECONDS = 0.003
_OLD_SCHEMA = (psycopg.errors.UndefinedFunction, psycopg.errors.UndefinedTable)
_REFUSALS = (
    psycopg.ProgrammingError,
    psycopg.DataError,
    psycopg.InternalError,
    psycopg.NotSupportedError,
)

Columns = Mapping[str, str]
"""Names and pandas dtypes, in order."""

Answer = tuple[pd.DataFrame, Source]
Work = Callable[[psycopg.Connection, bool | None], Answer]
"""Reads on a connection; the flag says whether it has caught up with the primary."""


def read(
    query: str,
    columns: Columns,
    parameters: Mapping[str, Any],
    *,
    by_session: bool | None = None,
    seconds: float = _STATEMENT_SECONDS,
) -> Answer:
    """Run ``sql/dashboards/<query>.sql`` on the replica.

    What was committed before is waited for, two seconds at most. ``by_session`` is None for
    queries that read no rollups. Raises ServiceUnavailable, ServiceTimeout after ``seconds``, and
    SetupError when the schema is too old. Interrupting it cancels the query at the server.
    """

    def work(connection: psycopg.Connection, caught_up: bool | None) -> Answer:
        rows = connection.execute(query_text(query), parameters).fetchall()
        rolled_up = None if by_session is None else _rolled_up(connection, parameters, by_session)
        return _typed(rows, columns), _source(connection, caught_up, rolled_up=rolled_up)

    return _ask(work, seconds)


def read_text(
    text: str, parameters: Mapping[str, Any], *, seconds: float = _STATEMENT_SECONDS
) -> Answer:
    """Run a query of the user's own, as ``read`` does; pandas chooses the types.

    Raises RejectedError besides, when the database does not take the query.
    """

    def work(connection: psycopg.Connection, caught_up: bool | None) -> Answer:
        try:
            cursor = connection.execute(text, parameters)
        except _REFUSALS as error:
            raise RejectedError(
                f"The database does not take the query: {_said(error)}.",
                field="sql",
                hint="It may only read; %(since)s stands for a parameter, %% for a percent sign.",
            ) from None
        names = [column.name for column in cursor.description or ()]
        frame = pd.DataFrame(cursor.fetchall() if names else [], columns=names)
        return frame, _source(connection, caught_up)

    return _ask(work, seconds)


def _said(error: psycopg.Error) -> str:
    return (error.diag.message_primary or str(error)).rstrip(".")


def _ask(work: Work, seconds: float) -> Answer:
    addresses = _addresses()
    position = _position(addresses)
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            with _connected(addresses.replica, seconds) as connection:
                caught_up = _catch_up(connection, position) if position else None
                return work(connection, caught_up)
        except psycopg.errors.SerializationFailure:
            # The standby has cancelled it in favour of replay.
            if attempt == _ATTEMPTS:
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")


@contextmanager
def _connected(url: SecretStr, seconds: float) -> Iterator[psycopg.Connection]:
    """Connect for one answer: all of it is of one moment. Driver errors end here."""
    try:
        with psycopg.connect(
            url.get_secret_value(),
            connect_timeout=5,
            application_name="spark-nb dashboards",
            options=f"-c statement_timeout={seconds * 1000:.0f} -c timezone=UTC"
            " -c default_transaction_read_only=on -c work_mem=64MB",
        ) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.adapters.register_loader("numeric", FloatLoader)
            yield connection
    except psycopg.errors.SerializationFailure:
        raise
    except psycopg.errors.QueryCanceled:
        raise ServiceTimeout(
            f"The query took more than {seconds:g} s and was cancelled.",
            hint="Choose a shorter range; an open session rolls up what is new, which helps.",
        ) from None
    except _OLD_SCHEMA as error:
        raise SetupError(
            f"The database's schema is older than this version ({error.diag.message_primary}).",
            hint="Run spark-nb migrate.",
        ) from None
    except psycopg.OperationalError as error:
        raise ServiceUnavailable(
            f"The replica does not answer ({type(error).__name__}).",
            hint="Run spark-nb status, or check DATABASE_REPLICA_URL.",
        ) from None


def _rolled_up(
    connection: psycopg.Connection, parameters: Mapping[str, Any], by_session: bool
) -> bool:
    cover = {
        "since": parameters["since"],
        "until": parameters["until"],
        "by_session": by_session,
        "coarsest": parameters.get("bucket", timedelta(days=1)),
    }
    return bool(_one(connection, "rolled_up", cover)[0])


def _source(
    connection: psycopg.Connection, caught_up: bool | None, *, rolled_up: bool | None = None
) -> Source:
    is_replica, newest_at = _one(connection, "replica_state", {})
    return Source(
        is_replica=is_replica, caught_up=caught_up, newest_at=newest_at, rolled_up=rolled_up
    )


def _one(
    connection: psycopg.Connection, query: str, parameters: Mapping[str, Any]
) -> tuple[Any, ...]:
    row = connection.execute(query_text(query), parameters).fetchone()
    assert row is not None, f"{query} returns one row"
    return row


def _typed(rows: list[tuple[Any, ...]], columns: Columns) -> pd.DataFrame:
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pd.DataFrame(
        {
            name: pd.Series(list(found), dtype=dtype)
            for (name, dtype), found in zip(columns.items(), values, strict=True)
        }
    )


def _position(addresses: _Addresses) -> str | None:
    """Return where the primary is now; None when it does not answer, or is what is read."""
    if addresses.primary is None or addresses.primary == addresses.replica:
        return None
    try:
        with psycopg.connect(
            addresses.primary.get_secret_value(),
            autocommit=True,
            connect_timeout=_PRIMARY_SECONDS,
            application_name="spark-nb dashboards",
        ) as connection:
            return str(_one(connection, "position", {})[0])
    except psycopg.OperationalError:
        return None


def _catch_up(connection: psycopg.Connection, position: str) -> bool:
    """Wait for the replica to replay up to ``position``; return whether it did in time."""
    deadline = time.monotonic() + _CATCH_UP_SECONDS
    while True:
        replayed = bool(_one(connection, "replayed", {"position": position})[0])
        connection.rollback()  # what is read next is of a moment after this one
        if replayed or time.monotonic() > deadline:
            return replayed
        time.sleep(_LOOK_SECONDS)


class _Addresses(NamedTuple):
    """``primary`` is None when nothing names one."""

    replica: SecretStr
    primary: SecretStr | None


def _addresses() -> _Addresses:
    """Return where to read, starting the embedded stack when nothing else is named."""
    settings = load_settings()
    if settings.database_replica_url is not None:
        return _Addresses(settings.database_replica_url, settings.database_url)
    with ThreadPoolExecutor(1) as thread:  # a notebook's own loop is busy with this cell
        endpoints = thread.submit(lambda: asyncio.run(open_endpoints(settings))).result()
    return _Addresses(endpoints.database_replica_url, endpoints.database_url)
