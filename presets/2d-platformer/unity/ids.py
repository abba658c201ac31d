"""Names that never change: GUIDs of files and ids of objects, derived from what they name."""

from __future__ import annotations

import hashlib

PRESET = "spark:2d-platformer:"


def guid(path: str) -> str:
    """Return the GUID of a project path: 32 hex digits."""
    return hashlib.md5(f"{PRESET}{path}".encode(), usedforsecurity=False).hexdigest()


def local_id(name: str) -> int:
    """Return the id of an object in a file: positive, and short so that scenes stay small."""
    digest = hashlib.md5(f"{PRESET}#{name}".encode(), usedforsecurity=False).hexdigest()
    return int(digest[:8], 16) + 100_000
