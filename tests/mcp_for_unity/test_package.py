"""SPARK's own tools inside Unity, and a project whose folder is on another machine."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from spark_nb.clients.guarded_service import GuardedService
from spark_nb.domain.ids import content_sha256
from spark_nb.errors import ConflictError, RejectedError, ToolError
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.testing.samples import plain_picture
from tests.mcp_for_unity.editor import StandInEditor
from tests.mcp_for_unity.guarded import guarded
from tests.mcp_for_unity.server import UnityServer
from tests.mcp_for_unity.test_tools import CODE, HERO, call, patch, write
from tests.sandbox.unity_scene import Scene

PICTURE = {"path": "Assets/hero.png", "content": plain_picture("red"), "media_type": "image/png"}


@pytest.fixture
def unopened(unity_server: UnityServer, project: Path) -> StandInEditor:
    return StandInEditor(project, unity_server.address, package=True)


@pytest.fixture
async def packaged(unopened: StandInEditor) -> AsyncIterator[StandInEditor]:
    """Unity with a project that has SPARK's package, on another machine."""
    unopened.far_away = True
    async with unopened:
        yield unopened


@pytest.fixture
async def tools(
    unity_server: UnityServer, packaged: StandInEditor
) -> AsyncIterator[GuardedService]:
    async with guarded(unity_server.url, packaged.project) as (_, service):
        yield service


class TestPackage:
    async def test_any_file_goes_and_comes_as_it_is(self, packaged, tools):
        result = await call(tools, "ingest_asset", **PICTURE)
        assert (packaged.project / "Assets/hero.png").read_bytes() == PICTURE["content"]
        assert result.sha256 == content_sha256(PICTURE["content"])
        assert await tools.read_file("Assets/hero.png") == PICTURE["content"]
        assert await tools.read_file("Assets/none.png") is None

    async def test_pictures_have_the_size_asked_for(self, packaged, tools):
        scene = Scene().camera().text.encode()
        await patch(tools, "Assets/Main.unity", None, scene)
        frame = await call(tools, "render_preview", width=333, height=222, time_s=1.0)
        assert (frame.width, frame.height, frame.time_s) == (333, 222, 1.0)
        assert not any(name == "manage_camera" for name, _ in packaged.commands)

    async def test_webp_is_made_of_what_unity_can_write(self, packaged, tools):
        await patch(tools, "Assets/Main.unity", None, Scene().camera().text.encode())
        frame = await call(tools, "render_preview", width=64, height=36, format="webp")
        assert (frame.format, frame.data[8:12]) == ("webp", b"WEBP")
        asked = [params for name, params in packaged.commands if name == "spark_render_preview"]
        assert [params["format"] for params in asked] == ["png"]

    async def test_its_refusals_are_ours(self, packaged, tools):
        await write(tools)
        with pytest.raises(ConflictError, match="Hunk 1 does not fit"):
            await patch(tools, HERO, b"other\n", b"another\n")
        with pytest.raises(RejectedError, match="would be imported as image/png"):
            await call(
                tools, "ingest_asset", **PICTURE | {"content": b"text", "media_type": "text/plain"}
            )
        with pytest.raises(ToolError) as refused:
            await call(tools, "deconstruct_asset", path="Assets/none.png")
        assert refused.value.code == "not_found"

    async def test_one_of_another_project_is_not_taken_for_ours(
        self, packaged, unity_server, editor_elsewhere
    ):
        async with guarded(unity_server.url, editor_elsewhere.project) as (engine, service):
            await write(service)
            assert "screenshots" in (await engine.facts()).notes[0]
        assert (editor_elsewhere.project / HERO).read_text() == CODE

    async def test_it_is_said_to_be_there(self, packaged, unity_server):
        async with guarded(unity_server.url, packaged.project) as (engine, _):
            facts = await engine.facts()
        assert (facts.notes, facts.advice) == ((), "")


@pytest.fixture
async def editor_elsewhere(
    unity_server: UnityServer, other_project: Path
) -> AsyncIterator[StandInEditor]:
    async with StandInEditor(other_project, unity_server.address) as opened:
        yield opened


@pytest.fixture
def other_project(project: Path) -> Path:
    return ProjectFolder.open(project.parent / "Other").root


class TestWithoutTheFolder:
    @pytest.fixture(autouse=True)
    def _far_away(self, editor: StandInEditor) -> None:
        editor.far_away = True

    async def test_scripts_go_through_the_editor(self, editor, unity):
        await write(unity)
        after = CODE.replace("3", "4")
        await patch(unity, HERO, CODE.encode(), after.encode())
        assert await unity.read_file(HERO) == after.encode()
        await patch(unity, HERO, after.encode(), None)
        assert await unity.read_file(HERO) is None

    async def test_no_text_is_known_by_what_the_editor_reads(self, editor, unity):
        (editor.project / "Assets/Odd.cs").write_bytes(b"class Odd { } // \xff\n")
        with pytest.raises(RejectedError, match="byte 17 is not UTF-8"):
            await patch(unity, "Assets/Odd.cs", b"class Odd { }\n", b"class Odd { int a; }\n")

    async def test_other_files_are_refused_with_the_reason(self, editor, unity):
        with pytest.raises(ToolError, match="on the editor's machine") as refused:
            await call(unity, "ingest_asset", **PICTURE)
        assert "unity-tools" in str(refused.value.hint)
        assert not (editor.project / "Assets/hero.png").exists()

    async def test_what_cannot_be_told_of_an_asset_is_said(self, editor, unity):
        (editor.project / "Assets/Coin.prefab").write_text(
            "%YAML 1.1\n--- !u!1 &12\nGameObject:\n  m_Name: Coin\n"
        )
        parts = await call(unity, "deconstruct_asset", path="Assets/Coin.prefab")
        assert [(part.kind, part.name) for part in parts.parts[:-1]] == [("object", "Coin")]
        assert "out of reach" in parts.parts[-1].name

    async def test_there_is_no_folder(self, unity_server, editor):
        async with guarded(unity_server.url, None) as (engine, unity):
            await unity.revision()
            assert engine.project is None
