"""Names that never change: GUIDs of files and ids of objects, derived from what they name."""

from __future__ import annotations

import hashlib


def _digest(name: str) -> str:
    return hashlib.md5(f"spark:{name}".encode(), usedforsecurity=False).hexdigest()


def guid(path: str) -> str:
    """Return the GUID of a project path: 32 hex digits. Presets that share a path share it."""
    return _digest(path)


def local_id(name: str) -> int:
    """Return the id of an object in a file: positive, and short so that scenes stay small."""
    return int(_digest(f"#{name}")[:8], 16) + 100_000


def sorting_layer_id(name: str) -> int:
    """Return the number by which renderers name a sorting layer; 0 is Unity's own, Default."""
    return 0 if name == "Default" else int(_digest(f"sorting:{name}")[:8], 16) & 0x7FFFFFFF
