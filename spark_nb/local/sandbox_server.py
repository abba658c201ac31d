"""The sandbox engine, in a process of its own."""

from __future__ import annotations

import socket
import sys
from asyncio.subprocess import Process
from collections.abc import Sequence
from pathlib import Path
from signal import SIGTERM

from spark_nb.local.families import PartName
from spark_nb.local.http_probe import until_answers, until_silent
from spark_nb.local.ports import Ports, bind
from spark_nb.local.program import StopSignals, spawn

HEALTH = "/health"
_SERVER = (sys.executable, "-P", "-m", "spark_nb.sandbox")


class SandboxServer:
    """Listens here and serves there.

    Who connects while the engine starts, or starts again, waits in the queue and is not refused.
    """

    name: PartName = "sandbox"
    stop_signals: StopSignals = ((SIGTERM, 5.0),)
    ready_seconds = 60.0

    def __init__(
        self,
        project: Path,
        token_file: Path,
        log: Path,
        ports: Ports,
        server: Sequence[str] = _SERVER,
    ) -> None:
        self._project = project
        self._token_file = token_file
        self.log = log
        self._ports = ports
        self._server = server
        self._listener: socket.socket | None = None
        self._has_answered = True

    async def launch(self) -> Process:
        listener = self._listener or self._listen()
        return await spawn(
            *self._server,
            *("--project", self._project, "--token-file", self._token_file),
            *("--fd", str(listener.fileno())),
            log=self.log,
            pass_fds=[listener.fileno()],
        )

    async def until_ready(self) -> None:
        """Ready is who can be connected to, unless the process before ended without a word."""
        if not self._has_answered:
            await until_answers(self._ports["sandbox"], HEALTH)
        self._has_answered = False

    async def until_broken(self) -> str:
        await until_answers(self._ports["sandbox"], HEALTH)
        self._has_answered = True
        await until_silent(self._ports["sandbox"], HEALTH)
        return "it runs and does not answer"

    def close(self) -> None:
        """Give the address up."""
        if self._listener:
            self._listener.close()

    def _listen(self) -> socket.socket:
        self._listener = bind(self._ports.claim("sandbox"))
        self._listener.listen(128)
        return self._listener
