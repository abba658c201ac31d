"""What became of a write whose reply was lost, told from the content of the file."""

from __future__ import annotations

import re
from typing import Literal

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.unified_diff import (
    FilePatch,
    PatchMismatch,
    apply_patch,
    parse_patch,
    reversed_patch,
)
from spark_nb.domain.unity import (
    ApplyPatch,
    AssetResult,
    GenerateScript,
    IngestAsset,
    PatchResult,
    ScriptResult,
    asset_kind,
)

Write = GenerateScript | ApplyPatch | IngestAsset
Landing = Literal["landed", "absent", "changed"]
_GUID = re.compile(rb"^guid: ([0-9a-f]{32})\s*$", re.MULTILINE)


def landing(write: Write, before_sha256: str | None, now: bytes | None) -> Landing:
    """Compare the file with what it was before and with what the write makes of it.

    ``before_sha256`` is None, and ``now`` too, where there is no file. ``changed`` is neither of
    both: somebody else has written.
    """
    if _made_by(write, before_sha256, now):
        return "landed"
    return "absent" if _sha256(now) == before_sha256 else "changed"


def _made_by(write: Write, before_sha256: str | None, now: bytes | None) -> bool:
    match write:
        case GenerateScript():
            return now == write.code.encode()
        case IngestAsset():
            return now == write.content
        case ApplyPatch():
            return _patched(parse_patch(write.patch), before_sha256, now)


def _patched(patch: FilePatch, before_sha256: str | None, now: bytes | None) -> bool:
    """Take the patch back: what is left then must be the file as it was."""
    if patch.deletes:
        return now is None and before_sha256 is not None
    try:
        return _sha256(apply_patch(now, reversed_patch(patch))) == before_sha256
    except PatchMismatch:
        return False


def guarded_write(write: Write, before_sha256: str | None) -> Write:
    """Return the write to send a second time: it fails if the first one comes after all.

    Patches alone can say so; the other writes leave the same content however often they land.
    """
    if isinstance(write, ApplyPatch) and before_sha256 is not None:
        return write.model_copy(update={"expected_sha256": before_sha256})
    return write


def landed_result(
    write: Write, before_sha256: str | None, now: bytes | None, meta: bytes | None
) -> ScriptResult | PatchResult | AssetResult:
    """Make the result that was lost. ``meta`` is the asset's ``.meta`` file."""
    match write:
        case GenerateScript():
            return ScriptResult(
                path=write.path,
                sha256=content_sha256(now or b""),
                created=before_sha256 is None,
            )
        case ApplyPatch():
            return PatchResult(
                path=write.path,
                before_sha256=before_sha256,
                after_sha256=_sha256(now),
                hunks=len(parse_patch(write.patch).hunks),
            )
        case IngestAsset():
            return _asset_result(write, before_sha256, now or b"", meta)


def _asset_result(
    write: IngestAsset, before_sha256: str | None, now: bytes, meta: bytes | None
) -> AssetResult:
    guid = _GUID.search(meta or b"")
    return AssetResult(
        path=write.path,
        guid=guid[1].decode() if guid else "",
        sha256=content_sha256(now),
        byte_length=len(now),
        kind=asset_kind(write.media_type),
        created=before_sha256 is None,
    )


def _sha256(content: bytes | None) -> str | None:
    return None if content is None else content_sha256(content)
