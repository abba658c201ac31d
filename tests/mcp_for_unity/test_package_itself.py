"""SPARK's package as it is shipped, behind the real server; only Unity is a model."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from spark_nb.clients.guarded_service import GuardedService
from spark_nb.domain.ids import content_sha256
from spark_nb.errors import ConflictError, RejectedError, ToolError
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.testing.samples import plain_picture
from tests.mcp_for_unity.answers import Payload
from tests.mcp_for_unity.editor import StandInEditor
from tests.mcp_for_unity.guarded import guarded
from tests.mcp_for_unity.server import UnityServer
from tests.mcp_for_unity.test_tools import CODE, HERO, call, patch, write
from tests.unity_package.package_files import Calls, compile_editor

SCENE = "Assets/Main.unity"


class ShippedPackage:
    """The package at work, as the editor calls it."""

    def __init__(self, unity: Calls) -> None:
        self.descriptions: list[Payload] = unity("tools")
        self.names = frozenset(tool["name"] for tool in self.descriptions)
        self._unity = unity

    def carry_out(self, name: str, params: Payload) -> Payload:
        return self._unity.raw(name.removeprefix("spark_"), params)


@pytest.fixture
def unity(tmp_path: Path) -> Iterator[Calls]:
    program = compile_editor(tmp_path / "editor.exe")
    with Calls(program, ProjectFolder.open(tmp_path / "Game").root) as running:
        yield running


@pytest.fixture
async def tools(unity_server: UnityServer, unity: Calls) -> AsyncIterator[GuardedService]:
    """The way to an editor on another machine, whose project has the package."""
    editor = StandInEditor(unity.project, unity_server.address)
    editor.far_away = True
    editor.package = ShippedPackage(unity)
    async with editor, guarded(unity_server.url, unity.project) as (_, service):
        yield service


async def test_each_tool_answers_in_our_terms(tools: GuardedService, unity: Calls) -> None:
    await files_go_and_come(tools, unity)
    await refusals_are_ours(tools, unity)
    await pictures_are_exact(tools, unity)
    await builds_can_be_followed(tools, unity)


async def files_go_and_come(tools: GuardedService, unity: Calls) -> None:
    await write(tools)
    after = CODE.replace("3", "4").encode()
    changed = await patch(tools, HERO, CODE.encode(), after)
    assert changed.after_sha256 == content_sha256(after)
    assert await tools.read_file(HERO) == after == (unity.project / HERO).read_bytes()
    assert await tools.read_file("Assets/none.png") is None
    picture = plain_picture("red")
    asset = await call(
        tools, "ingest_asset", path="Assets/a.png", content=picture, media_type="image/png"
    )
    assert (asset.kind, asset.byte_length, asset.created) == ("texture", len(picture), True)
    assert asset.guid in (unity.project / "Assets/a.png.meta").read_text()


async def refusals_are_ours(tools: GuardedService, unity: Calls) -> None:
    with pytest.raises(ConflictError, match="Hunk 1 does not fit"):
        await patch(tools, HERO, b"other\n", b"another\n")
    with pytest.raises(RejectedError, match="would be imported as image/png") as rejected:
        await call(
            tools, "ingest_asset", path="Assets/a.png", content=b"text", media_type="text/plain"
        )
    assert rejected.value.field == "path"
    with pytest.raises(ToolError, match="no asset") as refused:
        await call(tools, "deconstruct_asset", path="Assets/none.png")
    assert refused.value.code == "not_found"
    await patch(tools, SCENE, None, b"%YAML 1.1\n")
    unity("open", scenes=[{"path": SCENE, "dirty": True}])
    with pytest.raises(ConflictError, match="not saved"):
        await patch(tools, SCENE, b"%YAML 1.1\n", b"%YAML 1.2\n")
    unity("open", scenes=[{"path": SCENE, "dirty": False}])


async def pictures_are_exact(tools: GuardedService, unity: Calls) -> None:
    unity("camera", name="Main", depth=0)
    frame = await call(tools, "render_preview", width=333, height=222, time_s=1.0)
    assert (frame.width, frame.height, frame.time_s) == (333, 222, 0)
    assert "does not play the game" in frame.warnings[0]
    small = await call(tools, "render_preview", width=64, height=64, format="webp")
    assert (small.format, small.width, small.height) == ("webp", 64, 64)
    assert small.data[8:12] == b"WEBP"  # which Unity does not write, but the client


async def builds_can_be_followed(tools: GuardedService, unity: Calls) -> None:
    job_id = str(uuid4())
    given = {"job_id": job_id, "target": "WebGL", "config": {"scenes": [SCENE]}}
    assert (await call(tools, "run_build", **given)).status == "queued"
    unity("tick")
    done = await call(tools, "get_build_status", job_id=job_id)
    assert (done.status, done.artifact) == ("succeeded", f"Builds/WebGL-{job_id}")
