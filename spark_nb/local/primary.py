"""The database's primary."""

from __future__ import annotations

from asyncio.subprocess import Process
from pathlib import Path

from spark_nb.errors import SparkError
from spark_nb.local.families import PartName
from spark_nb.local.postgres_conf import primary_conf
from spark_nb.local.postgres_data import PostgresData, is_cluster
from spark_nb.local.postgres_server import STOP_SIGNALS, PostgresServer
from spark_nb.local.program import StopSignals


class PrimaryLost(SparkError):
    """The primary's folder is gone: the standby, stopped, has to take its place."""


class Primary:
    name: PartName = "primary"
    stop_signals: StopSignals = STOP_SIGNALS
    ready_seconds = 300.0  # after a crash it replays its log first

    def __init__(self, data: PostgresData, log: Path, schema_checksum: Path) -> None:
        self._data = data
        self.log = log
        self._server = PostgresServer(data, data.primary, log)
        self._schema_checksum = schema_checksum

    async def launch(self) -> Process:
        if not is_cluster(self._data.primary):
            if is_cluster(self._data.standby):
                raise PrimaryLost("The primary's data folder is gone.")
            self._schema_checksum.unlink(missing_ok=True)
            await self._data.make_pair()
        return await self._server.launch(primary_conf(self._data.ports.claim("primary")))

    async def until_ready(self) -> None:
        await self._server.until_accepting()
        await self._data.set_up()

    async def until_broken(self) -> str:
        return await self._server.until_folder_lost()
