"""Unity's ``.meta`` files as text: whose they are, and under which GUID."""

from __future__ import annotations

import re

META = ".meta"
_GUID = re.compile(r"^guid: ([0-9a-f]{32})\s*$", re.MULTILINE)
_FOLDER = b"folderAsset: yes"


def is_folder_meta(path: str, content: bytes) -> bool:
    """Whether a file with this content is the ``.meta`` of a folder."""
    return path.endswith(META) and _FOLDER in content


def asset_of(path: str) -> str:
    """Return the asset that ``path`` belongs to: itself, or the one whose ``.meta`` it is."""
    return path.removesuffix(META)


def read_guid(meta: str) -> str | None:
    """Return the 32 hex digits in the text of a ``.meta``."""
    found = _GUID.search(meta)
    return found[1] if found else None


def hidden_from_unity(name: str) -> bool:
    """Return whether Unity's importer passes over a file or folder of this name."""
    return name.startswith(".") or name.endswith("~") or name.lower() == "cvs"


def is_imported(path: str) -> bool:
    """Whether Unity looks at a file of this project path, be it an asset or a ``.meta``."""
    parts = path.split("/")
    return parts[0] == "Assets" and not any(map(hidden_from_unity, parts))
