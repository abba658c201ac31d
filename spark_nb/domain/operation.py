"""One reversible step of the user: what it changed, with the content before and after."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from spark_nb.domain.ids import content_sha256

Kind = Literal["generate_script", "apply_patch", "ingest_asset", "preset"]


@dataclass(frozen=True, slots=True)
class Change:
    """One file. None means that there is no file."""

    path: str
    before: bytes | None = field(repr=False)
    after: bytes | None = field(repr=False)

    @property
    def before_sha256(self) -> str | None:
        return None if self.before is None else content_sha256(self.before)

    @property
    def after_sha256(self) -> str | None:
        return None if self.after is None else content_sha256(self.after)


@dataclass(frozen=True, slots=True)
class Operation:
    """One entry of the patch stack. ``path`` is the file, or the preset's id for a preset."""

    operation_id: UUID
    kind: Kind
    path: str
    at: datetime
    changes: tuple[Change, ...] = field(repr=False)

    @property
    def before_sha256(self) -> str | None:
        return self.changes[0].before_sha256 if len(self.changes) == 1 else None

    @property
    def after_sha256(self) -> str | None:
        return self.changes[0].after_sha256 if len(self.changes) == 1 else None
