"""The real server of MCP for Unity, from a virtual environment of its own."""

from __future__ import annotations

import asyncio
import os
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx2

from spark_nb.local.ports import bind

PROGRAM = Path(__file__).parents[2] / ".venv-unity/bin/mcp-for-unity"
_START_SECONDS = 60.0
_QUIET = {
    "DISABLE_TELEMETRY": "1",
    "FASTMCP_CHECK_FOR_UPDATES": "off",
    "FASTMCP_SHOW_SERVER_BANNER": "false",
    "UNITY_MCP_SKIP_STARTUP_CONNECT": "1",
}


class UnityServer:
    """Runs on a free port of this machine; use as ``async with``.

    ``absent_seconds`` is how long it waits for an editor that is not there, before it says so.
    """

    def __init__(self, folder: Path, *options: str, absent_seconds: float = 1.0) -> None:
        with bind(0) as listener:
            self.port = int(listener.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self.url = f"{self.address}/mcp"
        self._folder = folder
        self._options = options
        self._absent_seconds = absent_seconds
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        assert PROGRAM.exists(), (
            "MCP for Unity's server is not there. Run make .venv-unity/.server."
        )
        log = (self._folder / "server.log").open("ab")
        where = ("--http-host", "127.0.0.1", "--http-port", str(self.port))
        seconds = f"{self._absent_seconds:g}"
        settings = {
            **_QUIET,
            "UNITY_MCP_LOG_DIR": str(self._folder),
            "UNITY_MCP_SESSION_RESOLVE_MAX_WAIT_S": seconds,
            "UNITY_MCP_SESSION_READY_WAIT_SECONDS": seconds,
            "HOME": str(self._folder),
        }
        self._process = await asyncio.create_subprocess_exec(
            *(PROGRAM, "--transport", "http", *where, *self._options),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=_environment() | settings,
        )
        log.close()
        await self._until_up()

    async def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            await self._process.wait()
            self._process = None

    async def _until_up(self) -> None:
        assert self._process is not None
        deadline = time.monotonic() + _START_SECONDS
        async with httpx2.AsyncClient(trust_env=False) as http:
            while time.monotonic() < deadline and self._process.returncode is None:
                try:
                    (await http.get(f"{self.address}/health")).raise_for_status()
                except httpx2.HTTPError:
                    await asyncio.sleep(0.05)
                else:
                    return
        await self.stop()
        raise AssertionError((self._folder / "server.log").read_text()[-2000:])

    async def instances(self) -> list[dict[str, str]]:
        """Return the editors that the server knows."""
        async with httpx2.AsyncClient(trust_env=False) as http:
            answer = await http.get(f"{self.address}/api/instances")
        found: list[dict[str, str]] = answer.json()["instances"]
        return found


def _environment() -> dict[str, str]:
    """Return ours without what says that tests run: the server waits for no editor then."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
