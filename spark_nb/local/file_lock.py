"""Locks that the kernel releases when their holder dies, however it dies."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spark_nb.errors import SetupError

_RETRY_SECONDS = 0.01


def hold(path: Path, *, seconds: float) -> int | None:
    """Return the descriptor that holds ``path``, or None when somebody else holds it so long."""
    deadline = time.monotonic() + seconds
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if _try(descriptor, fcntl.LOCK_EX) and still_at(descriptor, path):
            return descriptor
        os.close(descriptor)
        if time.monotonic() > deadline:
            return None
        time.sleep(_RETRY_SECONDS)


def still_at(descriptor: int, path: Path) -> bool:
    """Whether ``path`` is the file that was opened, not deleted or made anew since."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


@contextmanager
def locked(path: Path, *, seconds: float) -> Iterator[None]:
    """Keep others out of the block. Raises SetupError when they stay in for ``seconds``."""
    descriptor = hold(path, seconds=seconds)
    if descriptor is None:
        raise SetupError(
            f"Another process has been starting or stopping the stack for {seconds:.0f} s.",
            hint=f"See who holds {path}, end it and try again.",
        )
    try:
        yield
    finally:
        os.close(descriptor)


def is_held(path: Path) -> bool:
    """Whether somebody holds it; where we cannot look, nobody does for us."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return False
    try:
        return not _try(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _try(descriptor: int, kind: int) -> bool:
    try:
        fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
