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
            former = path.with_name(f"{path.name}.1")
            former.unlink(missing_ok=True)
            former.touch(mode=0o600)
            try:
                shutil.copyfile(path, former)
            finally:  # a full disk needs it most
                os.truncate(path, 0)


def end_of(path: Path) -> int:
    """Return the position that ``cause_since`` takes to skip what is there now."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def cause_since(path: Path, position: int) -> str:
    """Return the line that says why its writer ended: the first FATAL one, else the last."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return ""
    new = text[position:] if position <= len(text) else text  # emptied since
    lines = [line.strip() for line in new.decode(errors="replace").splitlines() if line.strip()]
    return next((line for line in lines if "FATAL" in line), lines[-1] if lines else "")
