"""The database's standby: follows the primary, and is copied anew when it cannot."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import Process
from itertools import count
from pathlib import Path

from spark_nb.local.board import Board
from spark_nb.local.families import PartName
from spark_nb.local.postgres_conf import standby_conf
from spark_nb.local.postgres_data import PostgresData, is_cluster
from spark_nb.local.postgres_server import STOP_SIGNALS, PostgresServer
from spark_nb.local.program import PartFailed, StopSignals

_PROMPT_SECONDS = 0.03
_PATIENT_SECONDS = 0.5
_SLOT_CHECK_SECONDS = 10
_ABSENT_SECONDS = 20.0
_STARTS = 2  # in vain, then it is copied anew


class Standby:
    name: PartName = "standby"
    stop_signals: StopSignals = STOP_SIGNALS
    ready_seconds = 600.0  # it may have much to catch up with

    def __init__(self, data: PostgresData, log: Path, board: Board) -> None:
        self._data = data
        self.log = log
        self._server = PostgresServer(data, data.standby, log)
        self._board = board
        self._primary_port: int | None = None
        self._starts = 0  # since it last streamed

    async def launch(self) -> Process:
        if not self._data.is_set_up:
            await self._board.until_ready("primary")
        if self._starts >= _STARTS or not self._whole():
            await self._board.until_ready("primary")
            await self._data.make_standby()
            self._starts = 0
        self._starts += 1
        self._primary_port = self._data.ports["primary"]
        conf = standby_conf(
            self._data.ports.claim("standby"),
            primary_port=self._primary_port,
            passfile=self._data.passfile,
        )
        return await self._server.launch(conf)

    async def until_ready(self) -> None:
        await self._server.until_accepting()
        await self._board.until_ready("primary")
        await self._until_streaming()
        self._starts = 0

    async def until_broken(self) -> str:
        lost = asyncio.create_task(self._server.until_folder_lost())
        cut_off = asyncio.create_task(self._until_cut_off())
        try:
            done, _ = await asyncio.wait({lost, cut_off}, return_when=asyncio.FIRST_COMPLETED)
            return done.pop().result()
        finally:
            lost.cancel()
            cut_off.cancel()
            await asyncio.gather(lost, cut_off, return_exceptions=True)

    def _whole(self) -> bool:
        folder = self._data.standby
        return is_cluster(folder) and (folder / "standby.signal").exists()

    async def _until_streaming(self) -> None:
        """Raises PartFailed when no sender works for it."""
        loop = asyncio.get_running_loop()
        pause, deadline = _PROMPT_SECONDS, loop.time() + _ABSENT_SECONDS
        while True:
            self._check_primary_port()
            sender, slot = await self._streaming()
            if sender == "streaming":
                return
            if sender != "absent":
                deadline = loop.time() + _ABSENT_SECONDS
            if slot == "lost" or loop.time() > deadline:
                self._starts = _STARTS
                raise PartFailed("the primary has no log for it any more; it will be copied anew")
            await asyncio.sleep(pause)
            pause = min(pause * 2, _PATIENT_SECONDS)

    async def _until_cut_off(self) -> str:
        for second in count(1):
            await asyncio.sleep(1)
            await self._board.until_ready("primary")
            self._check_primary_port()
            if second % _SLOT_CHECK_SECONDS == 0 and (await self._streaming())[1] == "lost":
                break
        self._starts = _STARTS
        return "its replication slot is lost; it will be copied anew"

    async def _streaming(self) -> tuple[str, str]:
        try:
            return await self._data.streaming()
        except PartFailed:  # the primary went away meanwhile; its own keeper sees to that
            return "unknown", "unknown"

    def _check_primary_port(self) -> None:
        """Raises PartFailed when it follows an address that the primary has left."""
        if self._data.ports["primary"] != self._primary_port:
            self._starts = 0
            raise PartFailed("the primary has moved to another port")
