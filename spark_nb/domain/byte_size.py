"""Sizes in bytes, in the words a user reads."""

from __future__ import annotations

KIB = 1024
MIB = 1024 * 1024


def readable(byte_length: int) -> str:
    """Return a size to one decimal of KiB or MiB, a small one to the byte."""
    if byte_length < KIB:
        return f"{byte_length} bytes"
    unit, name = (MIB, "MiB") if byte_length >= MIB else (KIB, "KiB")
    return f"{byte_length / unit:.1f} {name}"


def over_limit(what: str, byte_length: int, limit: int) -> str:
    """Say that ``what`` is too large; to the byte where KiB or MiB would hide by how much."""
    unit, name = (MIB, "MiB") if limit >= MIB else (KIB, "KiB")
    size, most = f"{byte_length / unit:.1f}", limit // unit
    if size != f"{most:.1f}":
        return f"{what} is {size} {name}; the limit is {most} {name}"
    excess = byte_length - limit
    return f"{what} is {excess} byte{'s' if excess > 1 else ''} over the limit of {most} {name}"
