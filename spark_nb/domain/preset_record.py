"""What a project remembers of a preset that was applied to it.

The record is one file below ``Assets/.spark/``. It lies in the project and not on one machine,
so that it goes through git with the files it speaks of, and whoever has the project can upgrade
the preset or take it out; Unity passes over names that begin with a dot, so it is not imported,
has no ``.meta`` and reaches no player. It is written by the tools that write everything else, so
undo and redo bring it along.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, ValidationError

from spark_nb.domain.guardrail import rejection
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.unity import Sha256
from spark_nb.errors import SetupError

RECORDS = "Assets/.spark/"
_MOST_BYTES = 64 * 1024 * 1024


def record_path(preset_id: str) -> str:
    return f"{RECORDS}{preset_id}.json"


class RecordedFile(BaseModel):
    """``sha256`` is the preset's own content, whatever the project has made of it since.

    ``next_sha256`` is what the file becomes while the preset is being applied. ``owned`` is false
    for a file that was there before any preset, which therefore stays when the preset goes.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    sha256: Sha256
    next_sha256: Sha256 | None = None
    owned: bool = True

    def is_as_written(self, content: bytes) -> bool:
        """Whether ``content`` is the preset's, and nobody's edit."""
        return content_sha256(content) in (self.sha256, self.next_sha256)


def _pack(texts: Mapping[str, str]) -> str:
    packed = zlib.compress(json.dumps(texts, ensure_ascii=False, sort_keys=True).encode(), 9)
    return base64.b64encode(packed).decode()


def _unpack(packed: object) -> object:
    """Read what ``_pack`` made. Raises ValueError on anything else, and on a bomb."""
    if not isinstance(packed, str):
        return packed
    inflate = zlib.decompressobj()
    try:
        text = inflate.decompress(base64.b64decode(packed, validate=True), _MOST_BYTES)
        return json.loads(text)
    except (zlib.error, RecursionError) as error:
        raise ValueError(f"cannot be unpacked: {error}") from None


Texts = Annotated[dict[str, str], BeforeValidator(_unpack), PlainSerializer(_pack)]
"""Texts by path, packed in JSON: zlib, then base64."""


class PresetRecord(BaseModel):
    """``files`` by project path; ``bases`` has the preset's content of those that are text.

    ``state`` is ``applying`` until every file is in place.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: str
    state: Literal["applying", "applied"]
    files: dict[str, RecordedFile]
    bases: Texts

    def encoded(self) -> bytes:
        return (self.model_dump_json(indent=1, exclude_defaults=True) + "\n").encode()

    def base(self, path: str) -> bytes | None:
        """Return the preset's own content of a text file, None where it is unknown."""
        text = self.bases.get(path)
        return None if text is None else text.encode()


def parse_record(content: bytes, path: str) -> PresetRecord:
    """Raises SetupError that names file, field and reason."""
    try:
        return PresetRecord.model_validate_json(content)
    except ValidationError as error:
        broken = rejection(error, "record")
        raise SetupError(
            f"{path}, {broken.field}: {broken.message}",
            hint="Bring it back from version control, or delete it: the preset's files stay.",
        ) from None
