"""What every tool's request shares."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, PrivateAttr

from spark_nb.domain.byte_size import MIB, over_limit
from spark_nb.domain.guardrail import Guardrail
from spark_nb.domain.media import check_signature
from spark_nb.domain.paths import FilePath


class Request(BaseModel):
    """Base of all requests: nothing unknown gets through, nothing changes afterwards."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_bytes="base64", val_json_bytes="base64"
    )

    def facts(self) -> dict[str, Any]:
        """Return what events tell of the request, as JSON values."""
        return self.model_dump(mode="json", include={"path"})

    @property
    def lengthy(self) -> bool:
        """Whether it may take so long that the engine is asked to tell how far it is."""
        return False

    def wire_bytes(self) -> int:
        """Return how many bytes the request is on the wire, its framing left out."""
        return len(self.model_dump_json(exclude_defaults=True).encode())


class FileRequest(Request):
    """Base of requests about one file of the project, which the client reads and sends along.

    ``content`` is no field: it comes with ``with_content``, once the file has been read.
    """

    limit_bytes: ClassVar[int] = 10 * MIB

    path: FilePath
    media_type: str
    _content: bytes = PrivateAttr(b"")

    @property
    def content(self) -> bytes:
        return self._content

    def with_content(self, content: bytes) -> Self:
        """Return this request with its file. Raises Guardrail when the file breaks a limit."""
        self.check_size(len(content))
        check_signature(content, self.media_type, self.path, field="media_type")
        self._check_content(content)
        loaded = self.model_copy()
        loaded._content = content
        return loaded

    def check_size(self, byte_length: int) -> None:
        """Raise Guardrail when a file of that many bytes is too large to be sent."""
        if byte_length > self.limit_bytes:
            raise Guardrail(
                f"{over_limit(self.path, byte_length, self.limit_bytes)}.",
                field="path",
                limit=self.limit_bytes,
                actual=byte_length,
                hint="Compress or split it.",
            )

    def wire_bytes(self) -> int:
        return super().wire_bytes() + len(self._content)

    def _check_content(self, content: bytes) -> None:
        """Raise Guardrail when the content breaks a rule of this request's own."""
