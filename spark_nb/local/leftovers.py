"""Servers that outlived their supervisor, recognised by their arguments alone.

A process number proves nothing: it may be another program's by now. Nobody but this stack runs
these programs on these private paths.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from signal import SIGINT, SIGTERM

import psutil

from spark_nb.local.folders import Folders

_log = logging.getLogger(__name__)
_SERVERS = {"nats-server", "postgres", "initdb", "pg_basebackup"}
_SANDBOX = "spark_nb.sandbox"
_SUPERVISOR = "spark_nb.local.supervisor"
_STOP_SECONDS = 8.0
_POLL_SECONDS = 0.01


def stop_leftovers(folders: Folders) -> None:
    """End them, the database by a fast shutdown; return when they are gone."""
    found = list(_find(folders))
    for process in found:
        with suppress(psutil.NoSuchProcess):  # it ended by itself in this moment
            _log.warning("ending a leftover: %s (pid %d)", process.name(), process.pid)
            process.send_signal(SIGINT if process.name() == "postgres" else SIGTERM)
    for process in _still_running(found, _STOP_SECONDS):
        with suppress(psutil.NoSuchProcess):
            process.kill()
    _still_running(found, _STOP_SECONDS)


def is_supervisor(pid: int, folders: Folders) -> bool:
    try:
        arguments = psutil.Process(pid).cmdline()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False
    return _SUPERVISOR in arguments and str(folders.home) in arguments


def _still_running(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Wait for their end, and return those that did not come to it.

    A zombie has ended; whether it is ever reaped is up to the machine's first process.
    """
    deadline = time.monotonic() + seconds
    while True:
        running = [process for process in processes if _runs(process)]
        if not running or time.monotonic() > deadline:
            return running
        time.sleep(_POLL_SECONDS)


def _runs(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _find(folders: Folders) -> Iterator[psutil.Process]:
    ours = (folders.stack, folders.postgres)
    for process in psutil.process_iter(["cmdline"]):
        arguments: list[str] = process.info["cmdline"] or []  # None when it is not ours to see
        if _is_server(arguments) and any(_lies_below(text, ours) for text in arguments[1:]):
            yield process


def _is_server(arguments: list[str]) -> bool:
    if not arguments:
        return False
    # A sandbox that a user runs in the foreground was not handed a socket.
    is_sandbox = _SANDBOX in arguments and "--fd" in arguments
    return is_sandbox or Path(arguments[0]).name in _SERVERS


def _lies_below(argument: str, folders: tuple[Path, ...]) -> bool:
    return any(argument.startswith(f"{folder}/") for folder in folders)
