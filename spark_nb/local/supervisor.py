"""The one process per SPARK_HOME that owns the servers and starts again what ends.

Runs as ``python -m spark_nb.local.supervisor HOME``, imports little, and lives until SIGTERM or
until its folder is deleted.
"""

from __future__ import annotations

import asyncio
import logging
import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from signal import SIGHUP, SIGINT, SIGTERM
from typing import Any

from spark_nb.errors import SparkError
from spark_nb.local.board import Board, StackState
from spark_nb.local.credentials import Credentials, load_or_make_credentials
from spark_nb.local.families import Family, PartName
from spark_nb.local.file_lock import hold, still_at
from spark_nb.local.folders import SYSTEM_STATE, Folders
from spark_nb.local.keeper import Keeper
from spark_nb.local.log_file import bound_logs
from spark_nb.local.nats_server import NatsServer
from spark_nb.local.part import Part
from spark_nb.local.ports import Ports
from spark_nb.local.postgres_data import open_postgres_data
from spark_nb.local.primary import Primary, PrimaryLost
from spark_nb.local.private_file import write_private
from spark_nb.local.sandbox_server import SandboxServer
from spark_nb.local.standby import Standby
from spark_nb.local.wanted import Wanted, load_wanted

_log = logging.getLogger(__name__)
_CHORES_SECONDS = 1.0
_LOCK_SECONDS = 2.0  # others test the lock by taking it for a moment


class Supervisor:
    """One run: from all parts down to all parts down."""

    def __init__(self, folders: Folders, lock: int) -> None:
        self._folders = folders
        self._lock = lock
        self._end = asyncio.Event()
        self._credentials: Credentials = load_or_make_credentials(folders.credentials)
        self._ports = Ports(folders.ports)
        self._wanted: Wanted = load_wanted(folders.wanted)
        self._board = Board(folders.state, StackState(os.getpid(), self._wanted.project))
        self._families: set[Family] = set()
        self._keepers: dict[PartName, asyncio.Task[None]] = {}
        self._sandbox: SandboxServer | None = None
        self._nats: NatsServer | None = None

    async def run(self, told_to_end: asyncio.Event) -> None:
        """Raises PrimaryLost when a new run can mend what happened."""
        others: tuple[asyncio.Task[Any], ...] = (
            asyncio.create_task(told_to_end.wait(), name="told to end"),
            asyncio.create_task(self._do_chores(), name="chores"),
        )
        for task in others:
            task.add_done_callback(self._one_ended)
        try:
            await self._end.wait()
        finally:
            for task in others:
                task.cancel()
            await asyncio.wait(others)
            await self._stop()
        for task in (*others, *self._keepers.values()):
            if not task.cancelled() and (error := task.exception()):
                raise error

    @property
    def home_is_gone(self) -> bool:
        return not still_at(self._lock, self._folders.supervisor_lock)

    async def _do_chores(self) -> None:
        """Return when the home is gone."""
        while not self.home_is_gone:
            await self._start(load_wanted(self._folders.wanted).families)
            self._board.save()
            # A full disk, a deleted file: the servers go on, and it is tried again.
            try:
                bound_logs(self._folders.logs)
            except OSError as error:
                _log.error("logs cannot be cut: %s", error)
            try:
                if self._nats:
                    self._nats.renew_readers()
            except OSError as error:
                _log.error("the broker cannot be told who may read: %s", error)
            await asyncio.sleep(_CHORES_SECONDS)

    async def _start(self, families: Iterable[Family]) -> None:
        for family in sorted(set(families) - self._families):
            self._families.add(family)
            parts = await self._make(family)
            self._board.add(part.name for part in parts)
            for part in parts:
                task = asyncio.create_task(Keeper(part, self._board).run(), name=part.name)
                task.add_done_callback(self._one_ended)
                self._keepers[part.name] = task

    async def _make(self, family: Family) -> list[Part]:
        folders, logs = self._folders, self._folders.logs
        if family == "nats":
            self._nats = NatsServer(folders, logs / "nats.log", self._credentials, self._ports)
            return [self._nats]
        if family == "sandbox":
            write_private(folders.sandbox_token, self._credentials.sandbox_token)
            self._sandbox = SandboxServer(
                Path(self._wanted.project),
                folders.sandbox_token,
                logs / "sandbox.log",
                self._ports,
            )
            return [self._sandbox]
        data = await asyncio.to_thread(open_postgres_data, folders, self._credentials, self._ports)
        if data.promote_orphan():
            _log.warning("the primary's data was gone; the standby took its place")
        return [
            Primary(data, logs / "primary.log", folders.schema_checksum),
            Standby(data, logs / "standby.log", self._board),
        ]

    def _one_ended(self, _: asyncio.Task[Any]) -> None:
        self._end.set()  # none ends by itself, but for an error or a home that is gone

    async def _stop(self) -> None:
        await asyncio.gather(
            self._stop_in_turn("standby", "primary"),
            self._stop_in_turn("nats"),
            self._stop_in_turn("sandbox"),
        )
        if self._sandbox:
            self._sandbox.close()

    async def _stop_in_turn(self, *names: PartName) -> None:
        for task in (self._keepers[name] for name in names if name in self._keepers):
            task.cancel()
            await asyncio.wait([task])


async def supervise(folders: Folders, lock: int) -> None:
    """Run until told to end. The servers of a supervisor that was killed are ended first."""
    if folders.stale_state.exists():
        from spark_nb.local.leftovers import stop_leftovers  # noqa: PLC0415 - psutil, rarely

        stop_leftovers(folders)
        folders.stale_state.unlink(missing_ok=True)
    for former in folders.former_postgres:
        shutil.rmtree(former, ignore_errors=True)
    postgres = folders.postgres
    told_to_end = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal in (SIGTERM, SIGINT):
        loop.add_signal_handler(signal, told_to_end.set)
    loop.add_signal_handler(SIGHUP, lambda: None)  # the terminal that started it went away
    again = True
    while again:
        again = await _run_once(folders, lock, told_to_end)
    folders.state.unlink(missing_ok=True)
    if not still_at(lock, folders.supervisor_lock):
        shutil.rmtree(postgres, ignore_errors=True)
        with suppress(OSError):  # other homes have theirs there
            SYSTEM_STATE.rmdir()


async def _run_once(folders: Folders, lock: int, told_to_end: asyncio.Event) -> bool:
    """Return whether to run again."""
    supervisor = Supervisor(folders, lock)
    try:
        await supervisor.run(told_to_end)
    except PrimaryLost:
        return not told_to_end.is_set()
    except OSError:
        if not supervisor.home_is_gone:
            raise
    return False


def main() -> int:
    folders = Folders(Path(sys.argv[1]))
    os.umask(0o022)  # private files ask for their own mode; the database's user reads the rest
    lock = hold(folders.supervisor_lock, seconds=_LOCK_SECONDS)
    if lock is None:
        return 0  # another one runs
    if os.fork():
        os._exit(0)  # the lock lives on in the child, which is nobody's to reap
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    try:
        asyncio.run(supervise(folders, lock))
    except (SparkError, OSError) as error:
        _log.critical("%s", error)
        write_private(folders.failure, str(error))
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
