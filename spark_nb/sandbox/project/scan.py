"""What the files of a project look like from outside: names, sizes, times."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SCANNED = ("Assets", "ProjectSettings")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Changes whenever a file's content was written; ``inode`` tells replaced files apart."""

    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All files by project path. ``revision`` is a hash over paths and stamps, 32 hex digits."""

    files: dict[str, Stamp]
    revision: str


def take_snapshot(root: Path) -> Snapshot:
    """Look at every file below Assets and ProjectSettings that Unity would look at.

    ``root`` has its links resolved.
    """
    folders = (name for name in SCANNED if not (root / name).is_symlink())
    files = dict(sorted(entry for name in folders for entry in _walk(root, name, ())))
    digest = hashlib.blake2b(digest_size=16)
    for path, stamp in files.items():
        digest.update(os.fsencode(f"{path}\0{stamp.size}\0{stamp.mtime_ns}\0{stamp.inode}\n"))
    return Snapshot(files, digest.hexdigest())


def hidden_from_unity(name: str) -> bool:
    """Return whether Unity's importer passes over a file or folder of this name."""
    return name.startswith(".") or name.endswith("~") or name.lower() == "cvs"


def _walk(root: Path, folder: str, above: tuple[str, ...]) -> Iterator[tuple[str, Stamp]]:
    """Yield files. ``above`` are the linked folders that this one is inside of."""
    try:
        entries = list(os.scandir(root / folder))
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return  # deleted between listing and looking, or not ours to read
    for entry in entries:
        if hidden_from_unity(entry.name):
            continue
        path = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path, above)
        elif entry.is_symlink():
            yield from _walk_link(root, path, above)
        else:
            yield from _stamp(entry, path)


def _walk_link(root: Path, path: str, above: tuple[str, ...]) -> Iterator[tuple[str, Stamp]]:
    """Follow a link that stays in its folder, as ProjectFolder does, and never round in a ring."""
    top, _, _ = path.partition("/")
    target = os.path.realpath(root / path)
    holder = os.path.realpath((root / path).parent)
    if not target.startswith(f"{root}{os.sep}{top}{os.sep}") or target in above:
        return
    if not Path(target).is_dir():
        yield from _stamp(Path(target), path)
    elif not f"{holder}{os.sep}".startswith(f"{target}{os.sep}"):
        yield from _walk(root, path, (*above, target))


def _stamp(file: os.DirEntry[str] | Path, path: str) -> Iterator[tuple[str, Stamp]]:
    try:
        stat = file.stat()
    except OSError:
        return  # gone since it was listed, or a link to itself
    yield path, Stamp(stat.st_size, stat.st_mtime_ns, stat.st_ino)
