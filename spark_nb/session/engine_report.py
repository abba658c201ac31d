"""What is at UNITY_MCP_URL, asked once and without a session."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from spark_nb.clients.mcp_connection import McpConnection
from spark_nb.clients.system_clock import SystemClock
from spark_nb.clients.unity_engine import UnityEngine
from spark_nb.domain.engine import EngineFacts, EngineState
from spark_nb.errors import ServiceTimeout
from spark_nb.session.adapters import surroundings
from spark_nb.settings import Settings

_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class EngineReport:
    """``dialect`` is how we speak with it: ``native``, or the name of a server's kind."""

    dialect: str
    facts: EngineFacts
    state: EngineState


async def report_engine(settings: Settings, url: str) -> EngineReport:
    """Connect to ``url``, look, and leave. Raises SparkError."""
    async with (
        McpConnection(url, settings.unity_mcp_token) as connection,
        UnityEngine(connection, surroundings(settings, url, SystemClock())) as engine,
    ):
        try:
            async with asyncio.timeout(_SECONDS):
                facts = await engine.facts()
        except TimeoutError:
            raise ServiceTimeout(
                f"The Unity server did not answer within {_SECONDS:g} s.",
                hint="See whether Unity shows a dialog, then run spark-nb doctor again.",
            ) from None
        return EngineReport(engine.dialect or "", facts, engine.state)
