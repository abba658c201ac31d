"""Unity's text serialization, told by how a file begins."""

from __future__ import annotations

_BOM = b"\xef\xbb\xbf"
_STARTS = tuple(mark + start for start in (b"%YAML", b"--- !u!") for mark in (b"", _BOM))


def is_unity_text(content: bytes) -> bool:
    """The first 64 bytes are enough. Some version control tools put a byte order mark before."""
    return content.startswith(_STARTS)
