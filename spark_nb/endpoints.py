"""Every address known: from the environment, or from the embedded stack, started on demand."""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

from spark_nb.assets import asset_folder
from spark_nb.clients.migrations import migrate, pending
from spark_nb.errors import SetupError
from spark_nb.local.part import Family
from spark_nb.local.private_file import write_private
from spark_nb.local.stack import Stack
from spark_nb.local.start import ensure_stack
from spark_nb.settings import Endpoints, Settings


async def open_endpoints(settings: Settings) -> Endpoints:
    """Start what the environment does not name, and bring the embedded database up to date.

    Raises SetupError; a database of one's own that lacks migrations is never changed by this.
    """
    families = missing_families(settings)
    found: dict[str, Any] = {}
    if families:
        stack = await asyncio.to_thread(
            ensure_stack, settings.home, families, project=settings.project_folder
        )
        found = _addresses(stack, families)
        if "postgres" in families:
            await _bring_up_to_date(stack)
    if "postgres" not in families and settings.database_url is not None:
        await _refuse_outdated(settings.database_url.get_secret_value())
        found["database_replica_url"] = settings.database_replica_url or settings.database_url
    return Endpoints.model_validate({**settings.model_dump(exclude_none=True), **found})


def missing_families(settings: Settings) -> set[Family]:
    """Return the parts of the stack that the environment does not replace."""
    named: dict[Family, object] = {
        "nats": settings.nats_url,
        "postgres": settings.database_url,
        "sandbox": settings.unity_mcp_url,
    }
    return {family for family, address in named.items() if address is None}


def _addresses(stack: Stack, families: set[Family]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "nats" in families:
        found |= {"nats_url": stack.nats_url, "nats_ws_url": stack.nats_ws_url}
    if "postgres" in families:
        found |= {
            "database_url": stack.database_url,
            "database_replica_url": stack.database_replica_url,
            "database_owner_url": stack.database_owner_url,
        }
    if "sandbox" in families:
        found |= {
            "unity_mcp_url": stack.unity_mcp_url,
            "unity_mcp_token": stack.unity_mcp_token,
            "project_folder": stack.project,
        }
    return found


async def _bring_up_to_date(stack: Stack) -> None:
    """Migrate, unless the schema's checksum says that it was done."""
    checksum = await asyncio.to_thread(schema_checksum)
    done = stack.folders.schema_checksum
    if done.exists() and done.read_text() == checksum:
        return
    await migrate(stack.database_owner_url)
    write_private(done, checksum)


def schema_checksum() -> str:
    digest = hashlib.sha256()
    for path in sorted((asset_folder("sql") / "schema").glob("*.sql")):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


async def _refuse_outdated(url: str) -> None:
    missing = await pending(url)
    if missing:
        raise SetupError(
            f"The database lacks {len(missing)} migrations, first {missing[0]}.",
            hint="Run spark-nb migrate with a user who may change the schema.",
        )
