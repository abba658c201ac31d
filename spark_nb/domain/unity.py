"""Requests and results of the Unity tools, with their guardrails."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from spark_nb.domain.byte_size import MIB, over_limit
from spark_nb.domain.frame import FrameFormat
from spark_nb.domain.guardrail import Guardrail
from spark_nb.domain.media import check_media
from spark_nb.domain.paths import AssetPath
from spark_nb.domain.request import Request
from spark_nb.domain.result import Result
from spark_nb.domain.text import LimitedText, check_json
from spark_nb.domain.unified_diff import parse_patch

ASSET_LIMIT_BYTES = 10 * MIB
SIDE_MIN_PX, SIDE_MAX_PX = 16, 4096
_IDENTIFIER = re.compile(r"[^\W\d]\w*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ASSET_KINDS = {"image": "texture", "audio": "audio", "font": "font"}


def _check_sha256(value: str) -> str:
    if not _SHA256.fullmatch(value):
        raise Guardrail(
            "A SHA-256 is 64 lower-case hex digits.",
            limit=64,
            actual=len(value),
            hint="Pass the sha256 of an earlier result.",
        )
    return value


def _check_patch(patch: str) -> str:
    parse_patch(patch)
    return patch


Sha256 = Annotated[
    str,
    AfterValidator(_check_sha256),
    Field(json_schema_extra={"pattern": f"^{_SHA256.pattern}$"}),
]


class GenerateScript(Request):
    """Write a C# script: new, or in place of the one that is there."""

    name: str = Field(description="The class, a C# identifier and the file's stem")
    code: LimitedText
    path: AssetPath = Field(description="Where to write it: under Assets/, ending in .cs")

    @model_validator(mode="after")
    def _name_fits_path(self) -> Self:
        if not _IDENTIFIER.fullmatch(self.name):
            raise Guardrail(
                f"name must be a C# identifier (got {self.name[:60]!r}).",
                field="name",
                actual=self.name,
                hint="Use letters, digits and _, and start with a letter.",
            )
        path = PurePosixPath(self.path)
        if path.suffix != ".cs":
            raise Guardrail(
                f"Path of a script must end in .cs (got {self.path}).",
                field="path",
                limit=".cs",
                actual=self.path,
                hint=f"Use {path.with_suffix('.cs')}.",
            )
        if path.stem != self.name:
            raise Guardrail(
                f"name must be the file's stem: {self.name!r} is not {path.stem!r}.",
                field="name",
                limit=path.stem,
                actual=self.name,
                hint=f"Use {path.with_stem(self.name)}.",
            )
        return self


class ApplyPatch(Request):
    """Apply one file's unified diff, strictly: every context line must be there."""

    path: AssetPath
    patch: Annotated[LimitedText, AfterValidator(_check_patch)] = Field(
        description="Unified diff as git makes it, for this path alone"
    )
    expected_sha256: Sha256 | None = Field(
        default=None, description="Refuse unless the file has this content hash now"
    )

    @model_validator(mode="after")
    def _touches_this_path(self) -> Self:
        touched = parse_patch(self.patch).path
        if touched != self.path:
            raise Guardrail(
                f"The patch touches {touched}, not {self.path}.",
                field="patch",
                limit=self.path,
                actual=touched,
                hint="Send one patch a file.",
            )
        return self


InputValue = str | bool | Annotated[float, Field(allow_inf_nan=False)]


def _check_inputs(inputs: tuple[dict[str, InputValue], ...]) -> tuple[dict[str, InputValue], ...]:
    check_json(inputs, "inputs", hint="Send fewer steps.")
    return inputs


Side = Annotated[int, Field(ge=SIDE_MIN_PX, le=SIDE_MAX_PX, description="Pixels")]


class RenderPreview(Request):
    """Render a scene through its camera at a game time."""

    width: Side = 640
    height: Side = 360
    scene: AssetPath | None = Field(default=None, description="Default: the first build scene")
    camera: LimitedText | None = Field(
        default=None, description="Name of a camera; default: the main one"
    )
    format: FrameFormat = "png"
    time_s: float = Field(default=0.0, ge=0, le=3600, allow_inf_nan=False)
    inputs: Annotated[tuple[dict[str, InputValue], ...], AfterValidator(_check_inputs)] | None = (
        None
    )


class IngestAsset(Request):
    """Write a file into the project and import it."""

    path: AssetPath
    content: bytes | None = Field(default=None, repr=False)
    source: str | None = Field(default=None, description="A local file, read by the client")
    media_type: str

    @property
    def lengthy(self) -> bool:
        return len(self.content or b"") > MIB

    def wire_bytes(self) -> int:
        """Return the size without making it: content travels as base64."""
        rest = self.model_dump_json(exclude_defaults=True, exclude={"content"})
        return len(rest.encode()) + 4 * -(-len(self.content or b"") // 3)

    @model_validator(mode="after")
    def _content_fits(self) -> Self:
        if (self.content is None) == (self.source is None):
            raise Guardrail(
                "Pass either content or source.",
                field="content",
                hint="content= takes bytes, source= a local file.",
            )
        if self.content is not None:
            if len(self.content) > ASSET_LIMIT_BYTES:
                raise Guardrail(
                    f"{over_limit('Asset', len(self.content), ASSET_LIMIT_BYTES)}.",
                    field="content",
                    limit=ASSET_LIMIT_BYTES,
                    actual=len(self.content),
                    hint="Compress or split it.",
                )
            check_media(self.content, self.media_type)
        return self


class DeconstructAsset(Request):
    """Take an asset apart: what it is made of, what it needs, what needs it."""

    path: AssetPath

    @property
    def lengthy(self) -> bool:
        return True  # who needs it is told by all other files


class Diagnostic(BaseModel):
    """``line`` and ``column`` count from 1; a column is one UTF-16 unit, as C# tools count."""

    model_config = ConfigDict(frozen=True)

    line: int
    column: int
    severity: Literal["error", "warning", "info"]
    message: str


class ScriptResult(Result):
    """``sha256`` is of the file's bytes after the call; ``created`` says it is new."""

    path: str
    sha256: str
    created: bool
    diagnostics: tuple[Diagnostic, ...] = ()


class PatchResult(Result):
    """Hashes are None where there was, or is, no file."""

    path: str
    before_sha256: str | None
    after_sha256: str | None
    hunks: int
    diagnostics: tuple[Diagnostic, ...] = ()


def asset_kind(media_type: str) -> str:
    """Return what Unity imports a file of this media type as."""
    return _ASSET_KINDS.get(media_type.partition("/")[0], "text")


class AssetResult(Result):
    """``guid`` is the one in the asset's ``.meta``, 32 hex digits."""

    path: str
    guid: str
    sha256: str
    byte_length: int
    kind: str
    created: bool


class AssetPart(BaseModel):
    """One part, with whatever else the engine says of its ``kind``."""

    model_config = ConfigDict(frozen=True, extra="allow")

    name: str
    kind: str


class AssetParts(Result):
    """``needs`` and ``needed_by`` are project paths."""

    path: str
    kind: str
    parts: tuple[AssetPart, ...]
    needs: tuple[str, ...]
    needed_by: tuple[str, ...]

    def facts(self) -> dict[str, Any]:
        counts = {name: len(getattr(self, name)) for name in ("parts", "needs", "needed_by")}
        return {"path": self.path, "kind": self.kind, **counts, "revision": self.revision}
