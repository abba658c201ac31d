"""What a player would be made of, in one archive, with the size of each asset."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from spark_nb.disk.atomic_file import sync_folder
from spark_nb.domain.meta_file import META
from spark_nb.sandbox.builds.inspection import Inspection, is_editor_only
from spark_nb.sandbox.work import Work

BUILDS = "Builds"
REPORT = "build-report.json"
_DATE = (1980, 1, 1, 0, 0, 0)
_CHUNK_BYTES = 1024 * 1024
_COMPRESSED = frozenset([".png", ".jpg", ".jpeg", ".ogg", ".mp3", ".zip", ".webp"])
_CODE = frozenset([".cs", ".asmdef", ".asmref", ".dll"])
_ALWAYS = frozenset(["Resources", "StreamingAssets"])
_LARGEST, _LISTED, _UNUSED = 10, 500, 100


def pack(view: Inspection, artifact: Path, report: dict[str, Any], work: Work) -> None:
    """Write the archive in one step, and sizes into ``report``, which goes into it as well.

    The same project gives the same bytes.
    """
    used = sorted(_used(view, work))
    artifact.parent.mkdir(exist_ok=True)
    temporary = artifact.with_name(f".{artifact.name}.tmp")
    try:
        with ZipFile(temporary, "w") as archive:
            packed = _add_all(archive, view, used, work)
            report |= _sizes(view, used, packed)
            archive.writestr(ZipInfo(REPORT, _DATE), json.dumps(report, indent=1), ZIP_DEFLATED)
        with temporary.open("rb") as stream:
            os.fsync(stream.fileno())
        temporary.replace(artifact)
    finally:
        temporary.unlink(missing_ok=True)
    sync_folder(artifact.parent)


def _used(view: Inspection, work: Work) -> set[str]:
    """Return what scenes need, code, and what is always taken along."""
    scenes = [path for path, _ in view.build_scenes()]
    waiting = [*scenes, *(path for path in view.references.assets() if _is_always_in(path))]
    used: set[str] = set()
    while waiting:
        path = waiting.pop()
        if path in used or path not in view.snapshot.files:
            continue
        work.step(0, 1, "collecting what scenes need")
        used.add(path)
        waiting.extend(view.references.needs(path, view.guids))
    return used


def _is_always_in(path: str) -> bool:
    if path.startswith("ProjectSettings/"):
        return True
    file = PurePosixPath(path)
    code = file.suffix.lower() in _CODE
    return not is_editor_only(path) and (code or not _ALWAYS.isdisjoint(file.parts[:-1]))


def _add_all(
    archive: ZipFile, view: Inspection, used: list[str], work: Work
) -> dict[str, tuple[int, int]]:
    """Return bytes before and after by asset, its ``.meta`` counted with it."""
    sizes: dict[str, tuple[int, int]] = {}
    for number, path in enumerate(used):
        work.step(number, len(used), "packing")
        added = [_add(archive, view, name, work) for name in _with_meta(view, path)]
        sizes[path] = sum(size for size, _ in added), sum(size for _, size in added)
    return sizes


def _with_meta(view: Inspection, path: str) -> Iterator[str]:
    yield path
    if path + META in view.snapshot.files:
        yield path + META


def _add(archive: ZipFile, view: Inspection, path: str, work: Work) -> tuple[int, int]:
    """Copy in chunks, so that a cancelled build does not wait for a large file."""
    entry = ZipInfo(path, _DATE)
    stored = PurePosixPath(path).suffix.lower() in _COMPRESSED
    entry.compress_type = ZIP_STORED if stored else ZIP_DEFLATED
    with (
        view.project.locate(path).open("rb") as source,
        archive.open(entry, "w", force_zip64=True) as target,
    ):
        while chunk := source.read(_CHUNK_BYTES):
            work.check()
            target.write(chunk)
    return entry.file_size, entry.compress_size


def _sizes(
    view: Inspection, used: list[str], packed: dict[str, tuple[int, int]]
) -> dict[str, Any]:
    total = sum(after for _, after in packed.values()) or 1
    assets = [
        {
            "path": path,
            "byte_length": before,
            "packed_bytes": after,
            "share": round(after / total, 4),
        }
        for path, (before, after) in sorted(packed.items(), key=lambda item: -item[1][1])
    ]
    kept = set(used)
    unused = [
        path
        for path in view.references.assets()
        if path.startswith("Assets/") and path not in kept and not is_editor_only(path)
    ]
    return {
        "asset_count": len(assets),
        "asset_bytes": sum(before for before, _ in packed.values()),
        "packed_bytes": sum(after for _, after in packed.values()),
        "assets": assets[:_LISTED],
        "largest": assets[:_LARGEST],
        "by_type": _by_type(packed),
        "unused": unused[:_UNUSED],
        "unused_count": len(unused),
    }


def _by_type(packed: dict[str, tuple[int, int]]) -> dict[str, int]:
    """Return packed bytes by suffix, the largest first."""
    found: dict[str, int] = {}
    for path, (_, after) in packed.items():
        suffix = PurePosixPath(path).suffix.lower() or "none"
        found[suffix] = found.get(suffix, 0) + after
    return dict(sorted(found.items(), key=lambda item: -item[1]))
