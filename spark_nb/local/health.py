"""How the running stack's parts are doing, asked of the parts themselves."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import psutil
import psycopg

from spark_nb.local.families import PartName
from spark_nb.local.http_probe import get
from spark_nb.local.nats_server import HEALTH as NATS_HEALTH
from spark_nb.local.sandbox_server import HEALTH as SANDBOX_HEALTH
from spark_nb.local.stack import Stack

_SECONDS = 3.0
_MIB = 1024 * 1024
_LAG = """
SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::bigint,
       CASE WHEN replay_lsn = pg_current_wal_lsn() THEN 0
            ELSE coalesce(extract(epoch FROM replay_lag) * 1000, 0) END::double precision
FROM pg_stat_replication WHERE application_name = 'spark_standby' AND state = 'streaming'
"""


@dataclass(frozen=True, slots=True)
class PartHealth:
    """``health`` is ``ok``, or what is wrong in words. Memory is what the part alone takes."""

    health: str
    version: str | None = None
    pid: int | None = None
    port: int | None = None
    memory_mib: float | None = None
    restarts: int = 0
    lag_bytes: int | None = None
    lag_ms: float | None = None


async def examine(stack: Stack) -> dict[str, PartHealth]:
    """Ask every part at once; each answers within seconds or is said not to."""
    names = list(stack.state.parts)
    parts = await asyncio.gather(*(_examine_part(stack, name) for name in names))
    pid = stack.state.pid
    supervisor = PartHealth("ok", pid=pid, memory_mib=memory_mib(pid, with_children=False))
    return {**dict(zip(names, parts, strict=True)), "supervisor": supervisor}


async def _examine_part(stack: Stack, name: PartName) -> PartHealth:
    part = stack.state.parts[name]
    health = PartHealth(
        health=part.phase if part.problem is None else f"{part.phase}: {part.problem}",
        pid=part.pid,
        port=stack.ports.get(name),
        memory_mib=memory_mib(part.pid) if part.pid else None,
        restarts=part.restarts,
    )
    if part.phase != "ready":
        return health
    try:
        async with asyncio.timeout(_SECONDS):
            return await _PROBES[name](stack, health)
    except (OSError, psycopg.Error, ValueError):  # away, or not speaking its protocol
        return replace(health, health="does not answer")


async def _nats(stack: Stack, health: PartHealth) -> PartHealth:
    port = stack.ports["nats_http"]
    status, _ = await get(port, NATS_HEALTH, seconds=_SECONDS)
    _, body = await get(port, "/varz", seconds=_SECONDS)
    return replace(health, health=_http_health(status), version=str(json.loads(body)["version"]))


async def _sandbox(stack: Stack, health: PartHealth) -> PartHealth:
    status, body = await get(stack.ports["sandbox"], SANDBOX_HEALTH, seconds=_SECONDS)
    return replace(health, health=_http_health(status), version=str(json.loads(body)["version"]))


async def _primary(stack: Stack, health: PartHealth) -> PartHealth:
    return await _database(stack.database_owner_url, health)


async def _standby(stack: Stack, health: PartHealth) -> PartHealth:
    health = await _database(stack.database_replica_url, health)
    async with await psycopg.AsyncConnection.connect(stack.database_owner_url) as primary:
        cursor = await primary.execute(_LAG)
        lag = await cursor.fetchone()
    if lag is None:
        return replace(health, health="does not follow the primary")
    return replace(health, lag_bytes=lag[0], lag_ms=round(lag[1], 1))


async def _database(url: str, health: PartHealth) -> PartHealth:
    async with await psycopg.AsyncConnection.connect(url) as connection:
        version = connection.info.parameter_status("server_version")
        await connection.execute("SELECT 1")
    return replace(health, health="ok", version=version)


_PROBES: dict[PartName, Callable[[Stack, PartHealth], Awaitable[PartHealth]]] = {
    "nats": _nats,
    "primary": _primary,
    "standby": _standby,
    "sandbox": _sandbox,
}


def _http_health(status: int) -> str:
    return "ok" if status == 200 else f"answers with status {status}"


def memory_mib(pid: int, *, with_children: bool = True) -> float | None:
    """Return what the process and its children take; pages they share are counted once."""
    try:
        process = psutil.Process(pid)
        family = [process, *(process.children(recursive=True) if with_children else [])]
    except psutil.NoSuchProcess:
        return None
    return round(sum(_memory_bytes(member) for member in family) / _MIB, 1)


def _memory_bytes(process: psutil.Process) -> int:
    try:
        memory = process.memory_full_info()
        return int(getattr(memory, "pss", memory.uss))  # only Linux shares pages out
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0
