"""What calls do while an editor starts, compiles, reloads, is silent, leaves and comes back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from spark_nb.clients.unity_engine import UnityEngine
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.unified_diff import make_patch
from spark_nb.errors import EngineAway, ServiceTimeout, SetupError
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.testing.samples import plain_picture
from tests.mcp_for_unity.editor import StandInEditor
from tests.mcp_for_unity.guarded import guarded
from tests.mcp_for_unity.server import UnityServer
from tests.mcp_for_unity.test_tools import CODE, HERO, call, patch, write


async def until(engine: UnityEngine, word: str) -> None:
    while engine.state.word != word:  # noqa: ASYNC110 - a state is looked at, and tells nobody
        await asyncio.sleep(0.02)


@pytest.fixture
def linked(project: Path) -> Path:
    link = project.parent / "Link"
    link.symlink_to(project)
    return link


@pytest.fixture
def other_project(tmp_path: Path) -> Path:
    return ProjectFolder.open(tmp_path / "Other").root


@pytest.fixture
async def other(unity_server: UnityServer, other_project: Path) -> AsyncIterator[StandInEditor]:
    """Unity with another project open."""
    async with StandInEditor(other_project, unity_server.address) as opened:
        yield opened


class TestWhichEditor:
    async def test_none_is_said_at_once(self, unity_server, project):
        async with guarded(unity_server.url, project) as (engine, unity):
            for _ in range(4):  # the breaker, which would say less, stays out of it
                with pytest.raises(EngineAway, match="No Unity Editor is connected") as failed:
                    await unity.read_file(HERO)
            assert failed.value.landed == "no"
            assert engine.state.word == "absent"

    async def test_one_that_starts_meanwhile_is_taken(self, unity_server, project):
        async with guarded(unity_server.url, project) as (_, unity):
            reading = asyncio.create_task(unity.read_file(HERO))
            async with StandInEditor(project, unity_server.address):
                assert await reading is None

    async def test_the_one_of_the_project_is_asked_and_no_other(
        self, unity_server, editor, other, unity
    ):
        await write(unity)
        assert (editor.project / HERO).exists()
        assert not [name for name, _ in other.commands if name == "manage_script"]

    async def test_several_and_no_project_named(self, unity_server, editor, other):
        async with guarded(unity_server.url, None) as (_, unity):
            with pytest.raises(SetupError, match="Several Unity Editors are open") as failed:
                await unity.read_file(HERO)
        assert "SPARK_PROJECT" in str(failed.value.hint)
        assert editor.instance in failed.value.message
        assert other.instance in failed.value.message

    async def test_only_another_project_is_open(self, unity_server, other, project):
        async with guarded(unity_server.url, project) as (_, unity):
            with pytest.raises(SetupError, match=r"No Unity Editor has .*Game open") as failed:
                await write(unity)
        assert other.instance in failed.value.message
        assert other.writes == []

    async def test_another_project_never_stands_in_for_one_that_left(
        self, unity_server, editor, other
    ):
        async with guarded(unity_server.url, editor.project, seconds=1.0) as (engine, unity):
            await write(unity)
            await editor.leave()
            writing = asyncio.create_task(write(unity, CODE.replace("3", "4")))
            await until(engine, "reloading")
            await editor.come_back()
            await writing
        assert other.writes == []
        assert "lives = 4" in (editor.project / HERO).read_text()

    async def test_a_link_to_the_project_is_the_project(self, unity_server, editor, linked):
        async with guarded(unity_server.url, linked) as (_, unity):
            await write(unity)
        assert (editor.project / HERO).exists()

    async def test_the_only_one_needs_no_name(self, unity_server, editor):
        async with guarded(unity_server.url, None) as (engine, unity):
            assert await unity.read_file(HERO) is None
            assert engine.project == editor.project


class TestGoodAndBadDays:
    async def test_a_slow_compile_is_waited_for_longer_than_a_call_has(self, unity_server, editor):
        editor.compile_seconds = 3.0
        async with guarded(unity_server.url, editor.project, seconds=2.0) as (engine, unity):
            writing = asyncio.create_task(write(unity))
            await until(engine, "compiling")
            assert engine.state.text == "Unity compiles scripts."
            assert (await writing).created
            assert len(editor.writes) == 1

    async def test_what_it_does_is_known_while_nobody_calls(self, unity_server, editor):
        async with guarded(unity_server.url, editor.project) as (engine, unity):
            await write(unity)
            editor.testing = True
            writing = asyncio.create_task(write(unity, CODE.replace("3", "4")))
            await until(engine, "testing")
            writing.cancel()
            editor.testing = False
            await until(engine, "ready")

    async def test_a_reload_after_a_compile(self, unity_server, editor):
        editor.compile_seconds, editor.reload_seconds = 0.1, 0.5
        async with guarded(unity_server.url, editor.project) as (_, unity):
            await write(unity)
            await patch(unity, HERO, CODE.encode(), CODE.replace("3", "4").encode())
        assert len(editor.writes) == 2
        assert editor.reloads >= 1

    async def test_an_import_in_the_middle_of_a_reload(self, editor, unity):
        content = plain_picture("red")
        editor.reload_during("manage_asset", after_work=False)
        fields = {"path": "Assets/hero.png", "content": content, "media_type": "image/png"}
        result = await call(unity, "ingest_asset", **fields)
        assert result.sha256 == content_sha256(content)
        assert (editor.project / "Assets/hero.png").read_bytes() == content

    async def test_tests_that_run_are_waited_for(self, unity_server, editor):
        editor.testing = True
        async with guarded(unity_server.url, editor.project, seconds=2.0) as (engine, unity):
            writing = asyncio.create_task(write(unity))
            await until(engine, "testing")
            editor.testing = False
            await writing

    async def test_a_dialog_is_not_waited_for_and_named(self, unity_server, editor):
        async with guarded(unity_server.url, editor.project, seconds=6.5) as (engine, unity):
            await unity.revision()
            editor.ask("Save the scene?")
            with pytest.raises(ServiceTimeout, match="dialog"):
                await call(unity, "render_preview")
            assert engine.state.word == "silent"
            assert "a dialog may be open" in engine.state.advice
            editor.dismiss()
            await call(unity, "render_preview")
            assert engine.state.word == "ready"

    async def test_the_server_starts_again(self, tmp_path, project):
        async with (
            UnityServer(tmp_path) as server,
            StandInEditor(project, server.address) as editor,
            guarded(server.url, project, seconds=30) as (_, unity),
        ):
            await write(unity)
            await server.stop()
            await server.start()
            await editor.connected.wait()
            await write(unity, CODE.replace("3", "4"))
            assert len(editor.writes) == 2

    async def test_somebody_else_writes_between(self, editor, unity):
        await write(unity)
        text = make_patch(HERO, CODE.encode(), CODE.replace("3", "4").encode())
        (editor.project / HERO).write_text(CODE + "// theirs\n")
        await call(unity, "apply_patch", path=HERO, patch=text)
        assert (editor.project / HERO).read_text() == CODE.replace("3", "4") + "// theirs\n"
