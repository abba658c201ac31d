"""Print as JSON: five tools through a guarded service to MCP for Unity, beside the bare calls.

The bare side is the MCP SDK's ``call_tool`` with what our dialect sends, in the same order, to the
same server and stand-in editor; it is checked that the editor is asked for the same. Ours does
more: it looks whether the editor is there, reads files before and after, checks and converts. To
take an asset apart we read the project folder and send nothing; beside it stands the one call that
tells something of an asset. The stand-in compiles in no time, so this is the way, not Unity.
Calls alternate; times are medians in milliseconds.
"""

from __future__ import annotations

import asyncio
import base64
import json
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from time import perf_counter
from typing import Any

from mcp.client import Client
from mcp.client.streamable_http import streamable_http_client

from spark_nb.clients.guarded_service import GuardedService
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.tools import TOOLS
from spark_nb.domain.unified_diff import make_patch
from spark_nb.domain.unity import (
    ApplyPatch,
    DeconstructAsset,
    GenerateScript,
    IngestAsset,
    RenderPreview,
)
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.testing.samples import plain_picture
from tests.mcp_for_unity.editor import StandInEditor
from tests.mcp_for_unity.guarded import guarded
from tests.mcp_for_unity.server import UnityServer

CALLS = 60
FOLDER = "Assets/Bench"
SIZE = {"width": 640, "height": 360}
Call = Callable[[int], Awaitable[object]]


def script(name: str, number: int) -> str:
    return f"using UnityEngine;\n\npublic class {name}\n{{\n    // {number}\n}}\n"


class Ours:
    def __init__(self, service: GuardedService, project: Path) -> None:
        self._service = service
        self._project = project

    async def generate_script(self, number: int) -> None:
        path, code = f"{FOLDER}/Ours.cs", script("Ours", number)
        request = GenerateScript(name="Ours", path=path, code=code)
        await self._service.call(TOOLS["generate_script"], request)

    async def apply_patch(self, number: int) -> None:
        path = f"{FOLDER}/Ours.cs"
        before = (self._project / path).read_bytes()
        patch = make_patch(path, before, script("Ours", number).encode())
        await self._service.call(TOOLS["apply_patch"], ApplyPatch(path=path, patch=patch))

    async def render_preview(self, _: int) -> None:
        await self._service.call(TOOLS["render_preview"], RenderPreview(**SIZE))

    async def ingest_asset(self, number: int) -> None:
        content = plain_picture(f"#{number:06x}")
        path = f"{FOLDER}/ours.png"
        request = IngestAsset(path=path, content=content, media_type="image/png")
        await self._service.call(TOOLS["ingest_asset"], request)

    async def deconstruct_asset(self, _: int) -> None:
        request = DeconstructAsset(path=f"{FOLDER}/ours.png")
        await self._service.call(TOOLS["deconstruct_asset"], request)


class Bare:
    def __init__(self, client: Client, project: Path) -> None:
        self._client = client
        self._project = project

    async def generate_script(self, number: int) -> None:
        code = base64.b64encode(script("Bare", number).encode()).decode()
        await self._script("get_sha")
        await self._script("update", encodedContents=code, contentsEncoded=True)
        refresh = {"mode": "force", "scope": "scripts", "compile": "request"}
        await self._call("refresh_unity", **refresh, wait_for_ready=True)
        await self._look()

    async def apply_patch(self, number: int) -> None:
        before = (self._project / f"{FOLDER}/Bare.cs").read_bytes()
        line = {"startLine": 5, "startCol": 1, "endLine": 6, "endCol": 1}
        end = {"startLine": 7, "startCol": 1, "endLine": 7, "endCol": 1}
        await self._call(
            "apply_text_edits",
            uri=f"{FOLDER}/Bare.cs",
            edits=[line | {"newText": f"    // {number}\n"}, end | {"newText": ""}],
            precondition_sha256=content_sha256(before),
            strict=True,
        )
        await self._look()

    async def render_preview(self, _: int) -> None:
        await self._call(
            "manage_camera",
            action="screenshot",
            include_image=True,
            max_resolution=SIZE["width"],
            screenshot_super_size=1,
            output_folder="Temp/Spark",
        )

    async def ingest_asset(self, number: int) -> None:
        (self._project / f"{FOLDER}/bare.png").write_bytes(plain_picture(f"#{number:06x}"))
        await self._asset("import")

    async def deconstruct_asset(self, _: int) -> None:
        await self._asset("get_info")

    async def _look(self) -> None:
        """Ask what a write made of the script, and what the compiler says of it."""
        await self._script("get_sha")
        path = f"{FOLDER}/Bare.cs"
        await self._call(
            "read_console", action="get", types=["error"], filter_text=path, format="json"
        )

    async def _script(self, action: str, **params: object) -> None:
        params |= {"action": action, "name": "Bare", "path": FOLDER}
        await self._call("batch_execute", commands=[{"tool": "manage_script", "params": params}])

    async def _asset(self, action: str) -> None:
        params = {"action": action, "path": f"{FOLDER}/bare.png"}
        await self._call("batch_execute", commands=[{"tool": "manage_asset", "params": params}])

    async def _call(self, tool: str, **arguments: object) -> None:
        answer = await self._client.call_tool(tool, arguments)
        assert not answer.is_error, answer


SAME_SEQUENCE = ("generate_script", "apply_patch", "render_preview", "ingest_asset")


async def asked_for(editor: StandInEditor, call: Awaitable[object]) -> list[str]:
    """Return the commands that a call brings to the editor, without those the server adds."""
    editor.commands.clear()
    await call
    return [
        " ".join(
            [name, str(params.get("action"))]
            + [f"{c['tool']} {c['params']['action']}" for c in params.get("commands", ())]
        )
        for name, params in editor.commands
        if name not in ("ping", "get_editor_state", "get_project_info")
    ]


async def took_ms(call: Awaitable[object]) -> float:
    began = perf_counter()
    await call
    return (perf_counter() - began) * 1000


async def compare(ours: Call, bare: Call) -> dict[str, float]:
    mine, others = [], []
    for number in range(100, 100 + CALLS):
        mine.append(await took_ms(ours(number)))
        others.append(await took_ms(bare(number)))
    mine_ms, others_ms = statistics.median(mine), statistics.median(others)
    return {
        "ours_ms": round(mine_ms, 2),
        "bare_ms": round(others_ms, 2),
        "ratio": round(mine_ms / others_ms, 2),
    }


async def measure(folder: Path) -> dict[str, Any]:
    project = ProjectFolder.open(folder / "Game").root
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(UnityServer(folder))
        editor = await stack.enter_async_context(StandInEditor(project, server.address))
        _, service = await stack.enter_async_context(guarded(server.url, project))
        client = await stack.enter_async_context(Client(streamable_http_client(server.url)))
        ours, bare = Ours(service, project), Bare(client, project)
        (project / FOLDER).mkdir()
        (project / f"{FOLDER}/Bare.cs").write_text(script("Bare", 0))
        (project / f"{FOLDER}/Ours.cs").write_text(script("Ours", 0))
        found = {}
        for name in SAME_SEQUENCE:
            mine, other = getattr(ours, name), getattr(bare, name)
            await mine(1)
            await other(1)
            assert await asked_for(editor, mine(2)) == await asked_for(editor, other(2)), name
            found[name] = await compare(mine, other)
        found["deconstruct_asset beside get_info"] = await compare(
            ours.deconstruct_asset, bare.deconstruct_asset
        )
        return found


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="spark-bench-") as folder:
        print(json.dumps(asyncio.run(measure(Path(folder))), indent=1))


if __name__ == "__main__":
    main()
