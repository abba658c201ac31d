"""What a person starts, with UNITY_MCP_URL pointing at the real server and an editor behind it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from spark_nb.local.shutdown import purge_stack
from tests.mcp_for_unity.editor import StandInEditor
from tests.mcp_for_unity.server import UnityServer

ROOT = Path(__file__).parents[2]
QUICKSTART = ROOT / "notebooks/00_quickstart.ipynb"
SPARK = Path(sys.executable).with_name("spark-nb")


@pytest.fixture
def home(tmp_path: Path):
    yield tmp_path / "home"
    purge_stack(tmp_path / "home")


async def run(*command: str | Path, **environment: str) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        *command,
        cwd=ROOT,
        env=os.environ | environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await process.communicate()
    return process.returncode or 0, output.decode()


@pytest.fixture
async def program(unity_server: UnityServer, project: Path) -> AsyncIterator[Path]:
    """An editor in a process of its own; its project."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.mcp_for_unity.editor"),
        *("--project", project, "--server", unity_server.address),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    assert b"is open" in await process.stdout.readline()
    yield project
    process.terminate()
    await process.wait()


@pytest.mark.slow
@pytest.mark.timeout(240)
async def test_the_quickstart_runs_as_it_is(unity_server, program, home):
    status, output = await run(
        *(sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-current-env"),
        *("--spark-sanitise", "-p", "no:cacheprovider", "-q", QUICKSTART),
        UNITY_MCP_URL=unity_server.url,
        SPARK_HOME=str(home),
    )
    assert status == 0, output[-4000:]
    assert (program / "Assets/Platformer2D/Scenes/Level01.unity").exists()


async def test_doctor_tells_what_it_found(unity_server, editor: StandInEditor, home):
    there = {"UNITY_MCP_URL": unity_server.url, "SPARK_HOME": str(home)}
    status, output = await run(SPARK, "doctor", **there)
    assert status == 0, output
    for expected in (
        "MCP for Unity 10.3.0",
        editor.instance,
        "6000.0.23f1: Unity is ready.",
        str(editor.project),
        "Previews are screenshots",
        "with Unity: Add SPARK's package",
    ):
        assert expected in output


async def test_doctor_says_what_to_do_without_an_editor(unity_server, home):
    there = {"UNITY_MCP_URL": unity_server.url, "SPARK_HOME": str(home)}
    status, output = await run(SPARK, "doctor", **there)
    assert status == 1
    assert "No Unity Editor is connected." in output
    assert "Unity: Open the project and start MCP for Unity in it" in output


async def test_doctor_lists_what_is_open_instead(unity_server, editor, home):
    status, output = await run(
        *(SPARK, "doctor"),
        UNITY_MCP_URL=unity_server.url,
        SPARK_HOME=str(home),
        SPARK_PROJECT="/nowhere/Mine",
    )
    assert status == 1
    assert f"Open are: {editor.instance}" in output
