"""What a page asks of the progress widget. The other half is ``progress.js``, by these names."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from spark_nb.domain.rework import OnConflict


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Steps(_Message):
    """The steps of one operation."""

    kind: Literal["steps"]
    id: str


class Log(_Message):
    """The end of a build's log; asking also tells how far it is."""

    kind: Literal["log"]
    id: UUID


class TakeBack(_Message):
    """Undo ``id`` and what came after, ``count`` steps by what the page shows."""

    kind: Literal["take_back"]
    id: UUID
    count: Annotated[int, Field(ge=1)]
    on_conflict: OnConflict = "refuse"


class Retry(_Message):
    """Read the events again, after reading them failed."""

    kind: Literal["retry"]


class Hello(_Message):
    """A page is there, and wants to know what time it is here."""

    kind: Literal["hello"]


ProgressMessage = Steps | Log | TakeBack | Retry | Hello

progress_messages: TypeAdapter[ProgressMessage] = TypeAdapter(
    Annotated[ProgressMessage, Field(discriminator="kind")]
)
"""Reads one message of a page."""
