"""Files that somebody holds: others see that they live, and take over when they died."""

from __future__ import annotations

import os
import sys
from io import FileIO
from pathlib import Path

_FLAGS = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)

if sys.platform == "win32":
    import msvcrt

    # Windows keeps others from reading what is locked: this is a byte nobody will ever write.
    _FAR = 1 << 40

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def create_held(path: Path) -> FileIO:
    """Make a file for its owner's eyes, held until it is closed. Raises OSError.

    Its name may never have been used: others delete what they emptied.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return _held(os.open(path, _FLAGS | os.O_CREAT | os.O_EXCL, 0o600))


def adopt_held(path: Path) -> FileIO | None:
    """Take over what was left behind; None when it is gone, empty, or held by somebody."""
    try:
        file = _held(os.open(path, _FLAGS))
    except (FileNotFoundError, BlockingIOError, PermissionError):
        return None
    if os.fstat(file.fileno()).st_nlink and os.fstat(file.fileno()).st_size:
        return file
    file.close()  # somebody emptied it meanwhile, or is about to lock what they just made
    return None


def _held(descriptor: int) -> FileIO:
    try:
        _lock(descriptor)
    except BaseException:
        os.close(descriptor)
        raise
    return FileIO(descriptor, "a+b")
