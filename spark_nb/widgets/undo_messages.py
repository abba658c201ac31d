"""What a page asks of the undo widget. The other half is in ``undo.js``, under these names."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from spark_nb.domain.rework import OnConflict


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class TakeStep(_Message):
    """``roll_back`` takes back everything after ``id``; the others need none."""

    kind: Literal["undo", "redo", "roll_back"]
    id: UUID | None = None
    on_conflict: OnConflict = "refuse"


class Tell(_Message):
    """``details`` of one step, or its ``picture``."""

    kind: Literal["details", "picture"]
    id: UUID


class Export(_Message):
    kind: Literal["export"]


class Import(_Message):
    kind: Literal["import"]
    text: str


class Clear(_Message):
    kind: Literal["clear"]


class Ping(_Message):
    """Is the kernel there? Answered by ``pong``."""

    kind: Literal["ping"]


UndoMessage = TakeStep | Tell | Export | Import | Clear | Ping

undo_messages: TypeAdapter[UndoMessage] = TypeAdapter(
    Annotated[UndoMessage, Field(discriminator="kind")]
)
