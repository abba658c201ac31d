"""One PostgreSQL server on one data folder, as a direct child so that its end is seen at once."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import Process
from dataclasses import dataclass
from pathlib import Path
from signal import SIGINT, SIGQUIT

from spark_nb.local.postgres_conf import HOST_RULES
from spark_nb.local.postgres_data import PostgresData
from spark_nb.local.program import StopSignals, spawn

STOP_SIGNALS: StopSignals = ((SIGINT, 10.0), (SIGQUIT, 3.0))  # fast, then immediate
_STATUS_LINE = 7  # of postmaster.pid, counted from 0; pg_ctl reads the same line


@dataclass(frozen=True, slots=True)
class PostgresServer:
    data: PostgresData
    folder: Path
    log: Path

    async def launch(self, conf: str) -> Process:
        """Start on ``conf``. Nobody else serves the folder: the supervisor saw to that."""
        self.data.write(self.folder / "postgresql.conf", conf)
        self.data.write(self.folder / "pg_hba.conf", HOST_RULES)
        # Stale by now. Its number may be another program's, and PostgreSQL would then refuse; a
        # server that runs after all still holds the folder by its shared memory.
        self._pid_file.unlink(missing_ok=True)
        program = self.data.programs / "postgres"
        return await spawn(program, "-D", self.folder, log=self.log, user=self.data.user)

    async def until_accepting(self) -> None:
        while True:
            if self._status() == "ready":
                return
            await asyncio.sleep(0.005)

    async def until_folder_lost(self) -> str:
        """Return what happened; the server itself notices only after a minute."""
        while True:
            if not self._status():
                return "its data folder is gone"
            await asyncio.sleep(1)

    def _status(self) -> str:
        try:
            lines = self._pid_file.read_text().splitlines()
        except FileNotFoundError:
            return ""
        return lines[_STATUS_LINE].strip() if len(lines) > _STATUS_LINE else "starting"

    @property
    def _pid_file(self) -> Path:
        return self.folder / "postmaster.pid"
