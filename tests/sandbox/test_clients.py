"""Every tool, driven by MCP clients that are not ours, each in an environment of its own."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from mcp_types.version import HANDSHAKE_PROTOCOL_VERSIONS, KNOWN_PROTOCOL_VERSIONS

from spark_nb.domain.tools import TOOLS
from tests.sandbox.process import TOKEN, Sandbox

SPECS = {"mcp1": "mcp>=1.30,<2", "mcp2": "mcp>=2,<3", "fastmcp": "fastmcp>=4"}
VERSIONS = {
    "mcp1": HANDSHAKE_PROTOCOL_VERSIONS,
    "mcp2": KNOWN_PROTOCOL_VERSIONS,
    "fastmcp": KNOWN_PROTOCOL_VERSIONS,
}
DRIVER = Path(__file__).with_name("drive_tools.py")
pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def environment(kind: str) -> Path:
    """Return the Python of an environment with that client; it is kept for the next run."""
    user = os.getuid() if hasattr(os, "getuid") else "user"
    tag = f"{kind}-{sys.version_info.major}.{sys.version_info.minor}"
    folder = Path(tempfile.gettempdir()) / f"spark-mcp-clients-{user}" / tag
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not (folder / "complete").exists():
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        pip = [sys.executable, "-m", "pip", "--python", python, "install"]
        subprocess.run([*pip, "--quiet", "--no-compile", SPECS[kind]], check=True)
        (folder / "complete").touch()
    return python


@pytest.fixture(scope="module")
def environments() -> dict[str, Path]:
    with ThreadPoolExecutor() as pool:
        return dict(zip(SPECS, pool.map(environment, SPECS), strict=True))


@pytest.fixture(scope="module")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    running = Sandbox(tmp_path_factory.mktemp("sandbox"))
    yield running
    running.stop()
    running.listener.close()


async def drive(python: Path, kind: str, sandbox: Sandbox) -> list[dict[str, Any]]:
    process = await asyncio.create_subprocess_exec(
        *(python, "-I", DRIVER, kind, f"{sandbox.url}/mcp", TOKEN, *VERSIONS[kind]),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize("kind", SPECS)
async def test_every_tool_answers_other_peoples_clients_in_every_version(
    sandbox: Sandbox, environments: dict[str, Path], kind: str
) -> None:
    unity = sorted(name for name, tool in TOOLS.items() if tool.service == "unity")
    answers = await drive(environments[kind], kind, sandbox)
    assert [found["spoken"] for found in answers] == list(VERSIONS[kind])
    for found in answers:
        assert (found["tools"], sorted(found["results"])) == (unity, unity)
        check_results(found["results"])
        assert found["steps"] >= len(unity)


def check_results(results: dict[str, Any]) -> None:
    for name, fields in results.items():
        beside = {"data": b""} if name == "render_preview" else {}
        TOOLS[name].result.model_validate(fields | beside)
    assert results["apply_patch"]["hunks"] == 1
    assert results["deconstruct_asset"]["parts"][1]["name"] == "x"
    assert results["get_build_status"]["error_code"] == "check_failed"  # it has no build scene
