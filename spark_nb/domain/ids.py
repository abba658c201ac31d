"""Identifiers: time-ordered UUIDs, session names, content hashes."""

from __future__ import annotations

import hashlib
import re
import reprlib
from datetime import datetime
from uuid import UUID

from spark_nb.errors import RejectedError
from spark_nb.time_and_chance import random_bits

_SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}")


def uuid7(at: datetime) -> UUID:
    """Return a version 7 UUID (RFC 9562) whose first 48 bits are ``at`` in milliseconds."""
    milliseconds = int(at.timestamp() * 1000)
    bits = (milliseconds << 80) | (7 << 76) | (random_bits(12) << 64)
    return UUID(int=bits | (0b10 << 62) | random_bits(62))


def uuid4() -> UUID:
    """Return a random UUID, for what is shown; ``testing.freeze`` makes it repeat."""
    return UUID(int=random_bits(128), version=4)


def check_session_id(session_id: str) -> str:
    """Return ``session_id`` when it can be one token of a subject. Raises RejectedError."""
    if not isinstance(session_id, str) or not _SESSION.fullmatch(session_id):
        raise RejectedError(
            "session_id must be 1 to 64 letters, digits, _ or -"
            f" (got {reprlib.repr(session_id)}).",
            field="session_id",
            limit=64,
            actual=session_id,
            hint="Use a short name such as level-design.",
        )
    return session_id


def content_sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
