"""Files that only their owner may read, replaced whole so that no reader sees half of one."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from spark_nb.local.server_user import ServerUser


def write_private(path: Path, text: str, *, owner: ServerUser | None = None) -> None:
    """Write ``text`` as UTF-8 with mode 0600. Raises OSError; the old file then stays."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_text(text, "utf-8")
        if owner:
            os.chown(draft, owner.uid, owner.gid)
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
