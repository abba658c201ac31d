"""Every address a session needs: from the environment, or from the embedded stack."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from spark_nb.assets import asset_folder
from spark_nb.clients.migrations import migrate, pending, until_replayed
from spark_nb.errors import SetupError
from spark_nb.local.families import Family
from spark_nb.local.home import stack_home
from spark_nb.settings import Endpoints, Settings

if TYPE_CHECKING:
    from spark_nb.local.stack import Stack


def embedded_families(settings: Settings) -> frozenset[Family]:
    """Return what the environment does not name."""
    named: dict[Family, object] = {
        "nats": settings.nats_url,
        "postgres": settings.database_url,
        "sandbox": settings.unity_mcp_url,
    }
    return frozenset(family for family, address in named.items() if address is None)


async def open_endpoints(settings: Settings) -> Endpoints:
    """Start what is not named, or join it, and bring the embedded database's schema up to date.

    A database of the user's own is never migrated here. Raises SetupError when it needs to be, or
    when a part of the stack does not start.
    """
    families = embedded_families(settings)
    stack = await start_stack(settings) if families else None
    if settings.database_url is not None:
        await _refuse_old_schema(settings.database_url)
    elif stack is not None:
        await _bring_up_to_date(stack)
    return join_endpoints(settings, stack)


async def start_stack(settings: Settings) -> Stack:
    """Have the stack run with what the environment does not name. Raises SetupError."""
    families, home = embedded_families(settings), stack_home(settings)
    from spark_nb.local.start import ensure_stack  # noqa: PLC0415 - not on Windows

    return await asyncio.to_thread(
        ensure_stack,
        home,
        families,
        project=settings.project if settings.project_folder and "sandbox" in families else None,
    )


def join_endpoints(settings: Settings, stack: Stack | None) -> Endpoints:
    """Fill what ``settings`` leave open; ``stack`` is None only when they name every server."""
    values: dict[str, Any] = {name: getattr(settings, name) for name in Settings.model_fields}
    families = embedded_families(settings)
    if stack is not None:
        if "nats" in families:
            values["nats_url"] = SecretStr(stack.nats_url)
            values["nats_ws_url"] = settings.nats_ws_url or SecretStr(stack.nats_ws_url)
            values["nats_readers"] = stack.folders.nats_readers
        if "postgres" in families:
            values["database_url"] = SecretStr(stack.database_url)
            values["database_owner_url"] = SecretStr(stack.database_owner_url)
            replica = SecretStr(stack.database_replica_url)
            values["database_replica_url"] = settings.database_replica_url or replica
        if "sandbox" in families:
            values["unity_mcp_url"] = stack.unity_mcp_url
            values["unity_mcp_token"] = SecretStr(stack.unity_mcp_token)
            values["project_folder"] = stack.project
    values["database_replica_url"] = values["database_replica_url"] or values["database_url"]
    return Endpoints.of(values)


async def migrate_database(settings: Settings, url: str | None = None) -> list[str]:
    """Apply what is missing to ``url``, else to DATABASE_URL, else to the embedded database.

    Returns the names. Raises SetupError.
    """
    if url is None and settings.database_url is not None:
        url = settings.database_url.get_secret_value()
    if url is not None:
        return await migrate(url)
    stack = await start_stack(settings)
    return await migrate(stack.database_owner_url)


async def _refuse_old_schema(url: SecretStr) -> None:
    missing = await pending(url.get_secret_value())
    if missing:
        raise SetupError(
            f"The database lacks {len(missing)} migrations, from {missing[0]} on.",
            hint="Run spark-nb migrate as a user who may change its schema.",
        )


async def _bring_up_to_date(stack: Stack) -> None:
    checksum = await asyncio.to_thread(_missing_checksum, stack.folders.schema_checksum)
    if checksum is not None:
        await migrate(stack.database_owner_url)
        await until_replayed(stack.database_owner_url, stack.database_replica_url)
        await asyncio.to_thread(stack.folders.schema_checksum.write_text, checksum)


def _missing_checksum(recorded: Path) -> str | None:
    """Return the schema folder's checksum when it is not the recorded one."""
    digest = hashlib.sha256()
    for path in sorted((asset_folder("sql") / "schema").glob("*.sql")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    checksum = digest.hexdigest()
    is_recorded = recorded.exists() and recorded.read_text() == checksum
    return None if is_recorded else checksum
