"""The patch stack as JSON, to be kept or taken elsewhere: text as text, the rest in base64."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, Base64Bytes, BaseModel, ConfigDict, Field, ValidationError

from spark_nb.domain.guardrail import rejection
from spark_nb.domain.operation import Change, Kind, Operation
from spark_nb.domain.paths import AssetPath


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Content(_Table):
    """One of the two. Text is UTF-8 whose bytes come back as they were."""

    text: str | None = None
    base64: Base64Bytes | None = None


class _Change(_Table):
    path: AssetPath
    before: _Content | None
    after: _Content | None


class _Operation(_Table):
    operation_id: UUID
    kind: Kind
    path: str
    at: AwareDatetime
    author: str
    changes: Annotated[tuple[_Change, ...], Field(min_length=1)]
    thumbnail: Base64Bytes | None = None

    def operation(self) -> Operation:
        changes = (
            Change(change.path, _bytes(change.before), _bytes(change.after))
            for change in self.changes
        )
        facts = self.operation_id, self.kind, self.path, self.at, self.author
        return Operation(*facts, tuple(changes), self.thumbnail)


class _Export(_Table):
    format: Literal["spark-patches-1"]
    done: tuple[_Operation, ...]
    undone: tuple[_Operation, ...]


def to_json(done: Sequence[Operation], undone: Sequence[Operation]) -> str:
    """Return both lists, in their order."""
    tables = {
        "format": "spark-patches-1",
        "done": _tables(done),
        "undone": _tables(undone),
    }
    return _Export.model_validate(tables).model_dump_json(indent=1)


def from_json(text: str) -> tuple[list[Operation], list[Operation]]:
    """Return what is done and what is undone. Raises RejectedError."""
    try:
        export = _Export.model_validate_json(text)
    except ValidationError as error:
        raise rejection(error, "import_json") from None
    return [op.operation() for op in export.done], [op.operation() for op in export.undone]


def _tables(operations: Sequence[Operation]) -> list[dict[str, Any]]:
    return [
        {
            "operation_id": operation.operation_id,
            "kind": operation.kind,
            "path": operation.path,
            "at": operation.at,
            "author": operation.author,
            "changes": [
                {
                    "path": change.path,
                    "before": _content(change.before),
                    "after": _content(change.after),
                }
                for change in operation.changes
            ],
            "thumbnail": operation.thumbnail and b64encode(operation.thumbnail),
        }
        for operation in operations
    ]


def _bytes(content: _Content | None) -> bytes | None:
    if content is None:
        return None
    return content.base64 or (content.text or "").encode()


def _content(content: bytes | None) -> dict[str, Any] | None:
    if content is None:
        return None
    try:
        return {"text": content.decode()}
    except UnicodeDecodeError:
        return {"base64": b64encode(content)}
