"""Log files that stay small. Servers append to them; nobody has to reopen one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

LIMIT_BYTES = 5 * 1024 * 1024


def bound_logs(folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
    """Move what a longer log holds to ``<name>.1`` and empty it.

    Lines written in between are lost; a server that appends goes on at the new end.
    """
    for path in folder.glob("*.log"):
        if path.stat().st_size > limit_bytes:
            shutil.copyfile(path, path.with_name(f"{path.name}.1"))
            path.with_name(f"{path.name}.1").chmod(0o600)
            os.truncate(path, 0)


def last_line(path: Path, *, containing: str = "") -> str:
    """Return the newest line that holds ``containing``, or an empty text."""
    try:
        lines = path.read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return ""
    return next((line.strip() for line in reversed(lines) if containing in line), "")
