"""The whole way to an editor, as a session builds it."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from pydantic import SecretStr

from spark_nb.clients.dialect import Surroundings, TakeApart
from spark_nb.clients.gate import shared_gate
from spark_nb.clients.guarded_service import GuardedService
from spark_nb.clients.mcp_connection import McpConnection
from spark_nb.clients.system_clock import SystemClock
from spark_nb.clients.unity_engine import UnityEngine
from spark_nb.policy.rate_limit import Rates
from spark_nb.policy.service_limits import SERVICE_LIMITS
from spark_nb.sandbox.parts.deconstruct import Deconstruction
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.work import Work


@asynccontextmanager
async def guarded(
    url: str,
    project: Path | None,
    session_id: str = "s-1",
    *,
    seconds: float = 10.0,
    token: SecretStr | None = None,
) -> AsyncIterator[tuple[UnityEngine, GuardedService]]:
    """Connect one session; those of one event loop share the limits.

    ``seconds`` is what a call has while the editor does not say that it is busy.
    """
    limits = replace(SERVICE_LIMITS["unity"], timeout_seconds=seconds)
    clock = SystemClock()
    surroundings = Surroundings(
        url=url,
        token=token,
        project=project,
        state_folder=Path(tempfile.gettempdir(), "spark-builds")
        if project is None
        else project.parent,
        clock=clock,
        parts_reader=_parts_reader,
    )
    async with (
        McpConnection(url, token) as connection,
        UnityEngine(connection, surroundings) as engine,
    ):
        gate = shared_gate(url, limits, Rates(user=0, session=0, tool=0), clock)
        service = GuardedService(
            engine,
            gate,
            session_id=session_id,
            user_id="ada",
            clock=clock,
            busy=lambda: engine.state.busy,
        )
        yield engine, service


def _parts_reader(root: Path) -> TakeApart:
    parts = Deconstruction(ProjectFolder(root))
    return lambda request: parts.take_apart(request, Work())
