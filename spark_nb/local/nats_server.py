"""The broker."""

from __future__ import annotations

from asyncio.subprocess import Process
from collections.abc import Iterable
from pathlib import Path
from signal import SIGHUP, SIGTERM

from spark_nb.local.credentials import Credentials
from spark_nb.local.families import PartName
from spark_nb.local.folders import Folders
from spark_nb.local.http_probe import until_answers, until_silent
from spark_nb.local.nats_conf import accounts_conf, client_user, reader_user, server_conf
from spark_nb.local.ports import Ports
from spark_nb.local.private_file import write_private
from spark_nb.local.program import StopSignals, spawn
from spark_nb.local.programs import nats_server
from spark_nb.local.readers import Reader, current_readers

HEALTH = "/healthz"
_ALIVE = "/healthz?js-server-only=true"  # one stream in trouble is no reason to restart the rest


class NatsServer:
    name: PartName = "nats"
    stop_signals: StopSignals = ((SIGTERM, 5.0),)
    ready_seconds = 60.0

    def __init__(
        self, folders: Folders, log: Path, credentials: Credentials, ports: Ports
    ) -> None:
        self._folder = folders.nats
        self._readers_folder = folders.nats_readers
        self.log = log
        self._credentials = credentials
        self._ports = ports
        self._readers: tuple[Reader, ...] = ()
        self._process: Process | None = None
        self._serving: Process | None = None

    async def launch(self) -> Process:
        conf = server_conf(
            port=self._ports.claim("nats"),
            ws_port=self._ports.claim("nats_ws"),
            http_port=self._ports.claim("nats_http"),
            store=self._folder / "js",
        )
        write_private(self._folder / "nats.conf", conf)
        self._readers = current_readers(self._readers_folder)
        self._write_accounts(self._readers)
        self._serving = None
        process = await spawn(nats_server(), "-c", self._folder / "nats.conf", log=self.log)
        self._process = process
        return process

    def renew_readers(self) -> None:
        """Take in who came and went; who went is disconnected. Raises OSError.

        A server that does not serve yet would end by the signal; it is told the next time.
        """
        readers = current_readers(self._readers_folder)
        serving = self._serving
        if readers == self._readers or serving is None or serving.returncode is not None:
            return
        self._write_accounts(readers)
        serving.send_signal(SIGHUP)
        self._readers = readers

    def _write_accounts(self, readers: Iterable[Reader]) -> None:
        users = [client_user(self._credentials), *map(reader_user, readers)]
        accounts = accounts_conf(self._credentials.broker_system, users)
        write_private(self._folder / "accounts.conf", accounts)

    async def until_ready(self) -> None:
        await until_answers(self._ports["nats_http"], HEALTH)
        self._serving = self._process

    async def until_broken(self) -> str:
        await until_silent(self._ports["nats_http"], _ALIVE)
        return "it runs and does not answer"
