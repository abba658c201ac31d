"""What a write changes, and the writes that bring a file to a wanted content."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from spark_nb.domain.ids import content_sha256
from spark_nb.domain.media import media_type_of
from spark_nb.domain.operation import Change
from spark_nb.domain.request import Request
from spark_nb.domain.result import Result
from spark_nb.domain.text import TEXT_LIMIT_BYTES
from spark_nb.domain.unified_diff import apply_patch, make_patch, parse_patch
from spark_nb.domain.unity import (
    ApplyPatch,
    AssetResult,
    GenerateScript,
    IngestAsset,
    PatchResult,
    ScriptResult,
)
from spark_nb.ports import Service


def path_of(request: Request) -> str:
    match request:
        case GenerateScript() | ApplyPatch() | IngestAsset():
            return request.path
    raise TypeError(f"{type(request).__name__} writes no file")


def makes_a_file(request: Request) -> bool:
    """Whether the engine refuses the write where there is a file: then nobody needs to look."""
    return isinstance(request, ApplyPatch) and parse_patch(request.patch).creates


async def change_of(
    service: Service, request: Request, result: Result, before: bytes | None
) -> Change:
    """Return what landed. Asks the engine for the content when it wrote other than was sent."""
    path = path_of(request)
    after = _expected(request, before)
    landed = _landed_sha256(result)
    if (None if after is None else content_sha256(after)) != landed:
        after = await service.read_file(path)
    return Change(path, before, after)


def _expected(request: Request, before: bytes | None) -> bytes | None:
    match request:
        case GenerateScript():
            return request.code.encode()
        case IngestAsset():
            return request.content
        case ApplyPatch():
            patch = parse_patch(request.patch)
            return None if patch.deletes else apply_patch(before, patch)
    raise TypeError(f"{type(request).__name__} writes no file")


def _landed_sha256(result: Result) -> str | None:
    match result:
        case ScriptResult() | AssetResult():
            return result.sha256
        case PatchResult():
            return result.after_sha256
    raise TypeError(f"{type(result).__name__} is no write's result")


def write_for(path: str, now: bytes | None, wanted: bytes | None) -> tuple[str, Mapping[str, Any]]:
    """Return the tool and its fields that bring ``path`` from ``now`` to ``wanted``.

    A deletion names the content by its hash, so it needs no text; a text too large for a patch,
    and a binary, is written whole.
    """
    expected = None if now is None else content_sha256(now)
    if wanted is None:
        head = f"diff --git a/{path} b/{path}\ndeleted file mode 100644\n"
        return "apply_patch", {"path": path, "patch": head, "expected_sha256": expected}
    patch = _text_patch(path, now, wanted)
    if patch is not None:
        return "apply_patch", {"path": path, "patch": patch, "expected_sha256": expected}
    if path.endswith(".cs"):
        fields = {"path": path, "name": PurePosixPath(path).stem, "code": wanted.decode()}
        return "generate_script", fields
    return "ingest_asset", {"path": path, "content": wanted, "media_type": media_type_of(path)}


def _text_patch(path: str, now: bytes | None, wanted: bytes) -> str | None:
    if media_type_of(path).startswith(("image/", "audio/", "font/")):
        return None
    try:
        patch = make_patch(path, now, wanted)
    except UnicodeDecodeError:
        return None
    return patch if len(patch.encode()) <= TEXT_LIMIT_BYTES else None
