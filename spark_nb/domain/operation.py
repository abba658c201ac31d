"""One reversible step of the user: what it changed, with the content before and after."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from spark_nb.domain.ids import content_sha256

Kind = Literal[
    "generate_script", "apply_patch", "ingest_asset", "preset", "preset_removal", "operation"
]


@dataclass(frozen=True, slots=True)
class Change:
    """One file. None means that there is no file."""

    path: str
    before: bytes | None = field(repr=False)
    after: bytes | None = field(repr=False)

    @property
    def before_sha256(self) -> str | None:
        """The hash of the file before it, None where there was none."""
        return None if self.before is None else content_sha256(self.before)

    @property
    def after_sha256(self) -> str | None:
        """The hash of the file after it, None where there was none."""
        return None if self.after is None else content_sha256(self.after)

    def reversed(self) -> Change:
        return Change(self.path, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the patch stack.

    ``path`` is the file, a preset's id, or the name of an operation of the user's own. ``author``
    is a user id. ``thumbnail`` is a WebP picture of the first preview after it, at most 192 by 108
    pixels, None while there was none.
    """

    operation_id: UUID
    kind: Kind
    path: str
    at: datetime
    author: str
    changes: tuple[Change, ...] = field(repr=False)
    thumbnail: bytes | None = field(default=None, repr=False)

    @property
    def before_sha256(self) -> str | None:
        """That of its one change; None when it made several."""
        return self.changes[0].before_sha256 if len(self.changes) == 1 else None

    @property
    def after_sha256(self) -> str | None:
        """That of its one change; None when it made several."""
        return self.changes[0].after_sha256 if len(self.changes) == 1 else None

    @property
    def byte_length(self) -> int:
        """Bytes of all its files as it left them."""
        return sum(len(change.after or b"") for change in self.changes)


def moved(
    done: Sequence[Operation],
    undone: Sequence[Operation],
    operations: Sequence[Operation],
    *,
    back: bool,
) -> tuple[list[Operation], list[Operation]]:
    """Return both lists after ``operations`` were taken back (newest first), or brought again.

    ``done`` is oldest first, ``undone`` next to redo first. One without changes is left out.
    """
    ids = {operation.operation_id for operation in operations}
    kept = [operation for operation in operations if operation.changes]
    still_done = [op for op in done if op.operation_id not in ids]
    still_undone = [op for op in undone if op.operation_id not in ids]
    if back:
        return still_done, [*reversed(kept), *still_undone]
    return [*still_done, *kept], still_undone
