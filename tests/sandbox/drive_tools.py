"""Drives every tool with the MCP client of the environment this runs in; knows nothing of ours.

Arguments: kind of client, URL, token, protocol versions. Prints what came back as JSON, a line
each.
"""

# ruff: noqa: PLC0415 - each environment has one of the clients alone

from __future__ import annotations

import asyncio
import base64
import contextlib
import json
import sys
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

Call = Callable[[str, dict[str, Any]], Awaitable[dict[str, Any]]]
PATH = "Assets/Scripts/Hero.cs"
SCENE = (
    "%YAML 1.1\n--- !u!1 &1\nGameObject:\n  m_Component:\n  - component: {fileID: 2}\n"
    "  - component: {fileID: 3}\n  m_Name: Cam\n--- !u!4 &2\nTransform:\n"
    "  m_GameObject: {fileID: 1}\n--- !u!20 &3\nCamera:\n  orthographic: 1\n"
)
PATCH = f"--- a/{PATH}\n+++ b/{PATH}\n@@ -1 +1 @@\n-class Hero {{ }}\n+class Hero {{ int x; }}\n"


@contextlib.asynccontextmanager
async def mcp1(url: str, token: str, version: str) -> AsyncIterator[tuple[Any, Any, Any]]:
    import mcp.types
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    mcp.types.LATEST_PROTOCOL_VERSION = version
    headers = {"Authorization": f"Bearer {token}"}
    async with (
        streamablehttp_client(url, headers=headers) as (read, write, _),
        ClientSession(read, write) as session,
    ):
        spoken = (await session.initialize()).protocolVersion
        yield session, spoken, (await session.list_tools()).tools


@contextlib.asynccontextmanager
async def mcp2(url: str, token: str, version: str) -> AsyncIterator[tuple[Any, Any, Any]]:
    import httpx2
    from mcp.client import Client
    from mcp.client.streamable_http import streamable_http_client

    mode = offer(version)
    async with (
        httpx2.AsyncClient(headers={"Authorization": f"Bearer {token}"}, timeout=30) as http,
        Client(streamable_http_client(url, http_client=http), mode=mode) as client,
    ):
        yield client, client.protocol_version, (await client.list_tools()).tools


@contextlib.asynccontextmanager
async def fastmcp(url: str, token: str, version: str) -> AsyncIterator[tuple[Any, Any, Any]]:
    from fastmcp import Client
    from fastmcp.client.transports import StreamableHttpTransport

    transport = StreamableHttpTransport(url, headers={"Authorization": f"Bearer {token}"})
    async with Client(transport, mode=offer(version)) as client:
        spoken = client.session.protocol_version
        yield client, spoken, await client.list_tools()


def offer(version: str) -> str:
    """Make the handshake offer ``version``; a modern one needs no handshake."""
    from mcp.client import session
    from mcp_types.version import MODERN_PROTOCOL_VERSIONS

    if version in MODERN_PROTOCOL_VERSIONS:
        return version
    session.LATEST_HANDSHAKE_VERSION = version
    return "legacy"


async def use_all(session: Any, progress: Callable[..., Awaitable[None]], name: str) -> Any:
    """Call each tool once, the build's status until it has ended."""
    heard = {"progress_handler" if name == "fastmcp" else "progress_callback": progress}
    results: dict[str, Any] = {}

    async def call(tool: str, **arguments: Any) -> dict[str, Any]:
        found = await session.call_tool(tool, arguments, **heard)
        data = getattr(found, "structured_content", None) or getattr(
            found, "structuredContent", None
        )
        results[tool] = data
        return dict(data)

    text = base64.b64encode(SCENE.encode()).decode()
    await call("generate_script", name="Hero", code="class Hero { }\n", path=PATH)
    await call("apply_patch", path=PATH, patch=PATCH)
    await call("ingest_asset", path="Assets/S.unity", content=text, media_type="text/plain")
    await call("render_preview", width=32, height=16, scene="Assets/S.unity")
    await call("deconstruct_asset", path=PATH)
    job = str(uuid.uuid4())
    await call("run_build", job_id=job, target="WebGL", config={})
    while (await call("get_build_status", job_id=job))["status"] in ("queued", "running"):
        pass
    return results


async def drive(kind: str, url: str, token: str, version: str) -> None:
    steps: list[float] = []

    async def progress(done: float, total: float | None, message: str | None) -> None:
        steps.append(done)

    connect = {"mcp1": mcp1, "mcp2": mcp2, "fastmcp": fastmcp}[kind]
    async with connect(url, token, version) as (session, spoken, tools):
        results = await use_all(session, progress, kind)
    names = sorted(tool.name for tool in tools)
    print(json.dumps({"spoken": spoken, "tools": names, "results": results, "steps": len(steps)}))  # noqa: T201


async def main(kind: str, url: str, token: str, *versions: str) -> None:
    for version in versions:
        await drive(kind, url, token, version)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
