"""Stops the stack, and deletes it when asked."""

from __future__ import annotations

import os
import shutil
import time
from contextlib import suppress
from pathlib import Path
from signal import SIGKILL, SIGTERM, Signals

from spark_nb.errors import SetupError
from spark_nb.local.board import load_state
from spark_nb.local.file_lock import is_held, locked
from spark_nb.local.folders import SYSTEM_STATE, Folders
from spark_nb.local.leftovers import is_supervisor, stop_leftovers

_LOCK_SECONDS = 120.0
_STOP_SECONDS = 40.0
_KILL_SECONDS = 5.0
_POLL_SECONDS = 0.01
# What SPARK itself keeps below its home; other files there are not ours to delete.
_OWN = ("stack", "logs", "lab", "spool", "dead_letters", "undo", "project")


def stop_stack(home: Path) -> bool:
    """Stop supervisor and servers, also those that a killed supervisor left. Blocks.

    Returns whether a supervisor ran. Raises SetupError.
    """
    folders = Folders(home)
    if not folders.stack.exists():
        return False
    with locked(folders.start_lock, seconds=_LOCK_SECONDS):
        return _stop(folders)


def purge_stack(home: Path) -> bool:
    """Stop, and delete databases, streams, passwords, logs, undo history and default project."""
    folders = Folders(home)
    if not folders.stack.exists():
        return False
    with locked(folders.start_lock, seconds=_LOCK_SECONDS):
        was_running = _stop(folders)
        for folder in (folders.postgres, *folders.former_postgres):
            shutil.rmtree(folder, ignore_errors=True)
        for name in _OWN:
            shutil.rmtree(home / name, ignore_errors=True)
    for folder in (home, SYSTEM_STATE):
        with suppress(OSError):  # somebody else's files are in it
            folder.rmdir()
    return was_running


def _stop(folders: Folders) -> bool:
    was_running = is_held(folders.supervisor_lock)
    if was_running:
        _end_supervisor(folders)
    stop_leftovers(folders)
    folders.state.unlink(missing_ok=True)
    folders.stale_state.unlink(missing_ok=True)
    return was_running


def _end_supervisor(folders: Folders) -> None:
    pid = _supervisor(folders)
    if pid is None:
        return
    if not _ends_by(SIGTERM, pid, folders, _STOP_SECONDS):
        _ends_by(SIGKILL, pid, folders, _KILL_SECONDS)


def _supervisor(folders: Folders) -> int | None:
    """Return its number, which a new one takes a moment to write; None when it ends meanwhile."""
    deadline = time.monotonic() + _KILL_SECONDS
    while time.monotonic() < deadline:
        if not is_held(folders.supervisor_lock):
            return None
        state = load_state(folders.state)
        if state and is_supervisor(state.pid, folders):
            return state.pid
        time.sleep(_POLL_SECONDS)
    raise SetupError(
        "Somebody holds the stack's lock and does not say who.",
        hint=f"See who has {folders.supervisor_lock} open, end it and try again.",
    )


def _ends_by(signal: Signals, pid: int, folders: Folders, seconds: float) -> bool:
    with suppress(ProcessLookupError):  # it ended by itself in this moment
        os.kill(pid, signal)
    deadline = time.monotonic() + seconds
    while is_held(folders.supervisor_lock) or is_supervisor(pid, folders):
        if time.monotonic() > deadline:
            return False
        time.sleep(_POLL_SECONDS)
    return True
