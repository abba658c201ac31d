"""Files that are old or new after a crash, never half."""

from __future__ import annotations

import os
import secrets
import shutil
import time
from pathlib import Path


def write_atomic(file: Path, content: bytes) -> None:
    """Replace ``file`` in one step. Unity ignores the temporary name, which begins with a dot."""
    temporary = file.with_name(f".spark-{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if file.exists():
            shutil.copymode(file, temporary)
        _stamp_uniquely(temporary)
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make renames and deletions in ``folder`` survive a power cut; Windows has no such call."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _stamp_uniquely(file: Path) -> None:
    """Give two writes within one tick of the kernel's clock different times."""
    now = time.time_ns()
    os.utime(file, ns=(now, now))
