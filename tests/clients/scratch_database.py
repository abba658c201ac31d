from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self
from urllib.parse import urlsplit

import psycopg
from psycopg import sql
from pydantic import SecretStr

from spark_nb.clients.migrations import until_replayed
from spark_nb.settings import Endpoints

_numbers = itertools.count()


class ScratchDatabase:
    """A database of a test's own on the stack's primary. It can be away while the others stay."""

    def __init__(self, stack: Endpoints) -> None:
        assert stack.database_owner_url is not None
        self._stack = stack
        self._admin_url = stack.database_owner_url.get_secret_value()
        self.name = f"scratch_{next(_numbers)}"
        self.owner_url = self._at(stack.database_owner_url)
        self.writer_url = self._at(stack.database_url)

    @property
    def reader_url(self) -> str:
        """The dashboards' user, on the primary."""
        primary = urlsplit(self.owner_url).port
        assert primary is not None
        return self._at(self._stack.database_replica_url, port=primary)

    @property
    def replica_url(self) -> str:
        return self._at(self._stack.database_replica_url)

    @property
    def standby_owner_url(self) -> str:
        """The owner, on the replica."""
        assert self._stack.database_owner_url is not None
        return self._at(self._stack.database_owner_url, port=urlsplit(self.replica_url).port)

    @property
    def port(self) -> int:
        port = urlsplit(self.owner_url).port
        assert port is not None
        return port

    def writer_url_at(self, port: int) -> str:
        return self._at(self._stack.database_url, port=port)

    @classmethod
    @asynccontextmanager
    async def made(cls, stack: Endpoints, *, template: str = "template1") -> AsyncIterator[Self]:
        database = cls(stack)
        await database._admin(
            "CREATE DATABASE {} TEMPLATE {}",
            sql.Identifier(database.name),
            sql.Identifier(template),
        )
        try:
            yield database
        finally:
            await database._admin("DROP DATABASE {} WITH (FORCE)", sql.Identifier(database.name))

    async def until_on_replica(self) -> None:
        """Wait for the database itself, without which nobody can ask the replica about it."""
        replica = self._stack.database_replica_url.get_secret_value()
        await until_replayed(self._admin_url, replica, seconds=60)

    async def run(self, query: str, *values: Any, url: str | None = None) -> list[tuple[Any, ...]]:
        connection = await psycopg.AsyncConnection.connect(url or self.owner_url, autocommit=True)
        async with connection:
            cursor = await connection.execute(query, values)
            return await cursor.fetchall() if cursor.description else []

    async def go_away(self) -> None:
        """End every connection and let nobody in."""
        name = sql.Identifier(self.name)
        await self._admin("ALTER DATABASE {} ALLOW_CONNECTIONS false", name)
        await self._admin(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}",
            sql.Literal(self.name),
        )

    async def come_back(self) -> None:
        await self._admin("ALTER DATABASE {} ALLOW_CONNECTIONS true", sql.Identifier(self.name))

    async def _admin(self, statement: str, *parts: sql.Composable) -> None:
        connection = await psycopg.AsyncConnection.connect(self._admin_url, autocommit=True)
        async with connection:
            await connection.execute(sql.SQL(statement).format(*parts))

    def _at(self, url: SecretStr, *, port: int | None = None) -> str:
        parts = urlsplit(url.get_secret_value())
        host = f"{parts.username}:{parts.password}@{parts.hostname}:{port or parts.port}"
        return parts._replace(netloc=host, path=f"/{self.name}").geturl()
