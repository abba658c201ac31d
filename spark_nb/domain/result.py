"""What every tool's result shares."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict


class Result(BaseModel):
    """Base of all results. Fields we do not know are ignored: servers may say more.

    ``revision`` names the state of the project after the call, where the engine knows it.
    ``delayed`` lists what has not arrived yet though the call landed: ``rows``, ``events``,
    ``undo``.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    revision: str | None = None
    delayed: tuple[str, ...] = ()

    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        """Leave out of ``repr`` what says nothing: fields that are as they are by default."""
        fields = type(self).model_fields
        for name, value in super().__repr_args__():
            if name not in fields or value != fields[name].default:
                yield name, value

    def facts(self) -> dict[str, Any]:
        """Return what an event tells of the result, as JSON values; nothing in it is large."""
        return self.model_dump(mode="json", exclude={"delayed"})
