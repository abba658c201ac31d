"""The whole way to a Unity server, as a session builds it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from pydantic import SecretStr

from spark_nb.clients.dialect import Surroundings, TakeApart
from spark_nb.clients.gate import Gate
from spark_nb.clients.guarded_service import GuardedService
from spark_nb.clients.mcp_connection import McpConnection
from spark_nb.clients.system_clock import SystemClock
from spark_nb.clients.unity_engine import UnityEngine
from spark_nb.policy.rate_limit import Rates
from spark_nb.policy.service_limits import SERVICE_LIMITS
from tests.sandbox.process import TOKEN


class Unity(GuardedService):
    """A guarded service with its parts at hand."""

    gate: Gate
    connection: McpConnection


def surroundings(url: str, project: Path | None = None) -> Surroundings:
    """What an engine needs that keeps nothing and takes nothing apart by itself."""
    return Surroundings(
        url=url,
        token=SecretStr(TOKEN),
        project=project,
        state_folder=Path("/nonexistent"),
        clock=SystemClock(),
        parts_reader=_no_parts,
    )


def _no_parts(root: Path) -> TakeApart:
    raise AssertionError(f"{root.name} was to be taken apart on the client")


@asynccontextmanager
async def unity(port: int, *, seconds: float = 60, token: str = TOKEN) -> AsyncIterator[Unity]:
    """Connect to the server on ``port``. ``seconds`` is the time limit of a call.

    A server that starts again may take long on a busy machine: it is waited for.
    """
    limits = replace(SERVICE_LIMITS["unity"], timeout_seconds=seconds, settle_seconds=60)
    gate, clock = Gate(limits, Rates(user=0, session=0, tool=0), SystemClock()), SystemClock()
    url = f"http://127.0.0.1:{port}/mcp"
    async with McpConnection(url, SecretStr(token)) as connection:
        service = UnityEngine(connection, surroundings(url))
        made = Unity(service, gate, session_id="s", user_id="ada", clock=clock)
        made.gate, made.connection = gate, connection
        yield made
