"""What the files of a project look like from outside: names, sizes, times."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from spark_nb.domain.meta_file import hidden_from_unity

SCANNED = ("Assets", "ProjectSettings")
_SETTLED_NS = 2_000_000_000


class Stamp(NamedTuple):
    """Changes whenever a file's content was written; ``inode`` tells replaced files apart."""

    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All files by project path. ``revision`` is a hash over paths and stamps, 32 hex digits."""

    files: dict[str, Stamp]
    revision: str


@dataclass(slots=True)
class _Folder:
    """What is in a folder, and what its files looked like when its digest was made."""

    seen_at_ns: int
    mtime_ns: int
    names: list[str]
    folders: list[str]
    links: list[str]
    stamps: list[Stamp | None] = field(default_factory=list)
    digest: bytes = b""


class Scanner:
    """Looks at every file each time, for anybody may write; only what has changed is worked on.

    A folder is listed again when its time has changed, or is so new that it may change within
    one tick of the disk's clock. ``root`` has its links resolved.
    """

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._folders: dict[str, _Folder] = {}
        self._last: Snapshot | None = None
        self._parts: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return f"<Scanner {len(self._folders)} folders>"

    def snapshot(self) -> Snapshot:
        """Return all files below Assets and ProjectSettings that Unity would look at.

        The same object comes back as long as nothing has changed.
        """
        found: list[tuple[str, _Folder]] = []
        linked: dict[str, Stamp] = {}
        for name in SCANNED:
            if not Path(self._root, name).is_symlink():
                self._look(name, (), found, linked)
        parts = (*(folder.digest for _, folder in found), repr(sorted(linked.items())).encode())
        self._folders = dict(found)
        if self._last is None or parts != self._parts:
            self._parts, self._last = parts, _merged(found, linked, parts)
        return self._last

    def _look(
        self,
        path: str,
        above: tuple[str, ...],
        found: list[tuple[str, _Folder]],
        linked: dict[str, Stamp],
    ) -> None:
        """Collect a folder and those below. ``above`` are the linked ones it is inside of."""
        folder = self._listed(path)
        if folder is None:
            return
        self._restamp(path, folder)
        found.append((path, folder))
        for name in folder.folders:
            self._look(f"{path}/{name}", above, found, linked)
        for name in folder.links:
            self._follow(f"{path}/{name}", above, found, linked)

    def _listed(self, path: str) -> _Folder | None:
        now = time.time_ns()
        try:
            mtime = os.stat(f"{self._root}/{path}").st_mtime_ns  # noqa: PTH116 - Path is slow
            known = self._folders.get(path)
            if known and known.mtime_ns == mtime and known.seen_at_ns - mtime > _SETTLED_NS:
                return known
            return self._list(path, now, mtime)
        except OSError:
            return None  # deleted between listing and looking, or not ours to read

    def _list(self, path: str, now: int, mtime: int) -> _Folder:
        listed = _Folder(now, mtime, [], [], [])
        with os.scandir(f"{self._root}/{path}") as entries:
            for entry in entries:
                if hidden_from_unity(entry.name):
                    continue
                if entry.is_symlink():
                    listed.links.append(entry.name)
                elif entry.is_dir(follow_symlinks=False):
                    listed.folders.append(entry.name)
                else:
                    listed.names.append(entry.name)
        for names in (listed.names, listed.folders, listed.links):
            names.sort()
        return listed

    def _restamp(self, path: str, folder: _Folder) -> None:
        prefix = f"{self._root}/{path}/"
        stamps = [_stamp(prefix + name) for name in folder.names]
        if stamps != folder.stamps or not folder.digest:
            folder.stamps = stamps
            folder.digest = _digest(path, folder)

    def _follow(
        self,
        path: str,
        above: tuple[str, ...],
        found: list[tuple[str, _Folder]],
        linked: dict[str, Stamp],
    ) -> None:
        """Follow a link that stays in its folder, as ProjectFolder does, and never in a ring."""
        top, _, _ = path.partition("/")
        target = os.path.realpath(f"{self._root}/{path}")
        holder = os.path.realpath(os.path.dirname(f"{self._root}/{path}"))  # noqa: PTH120
        if not target.startswith(f"{self._root}{os.sep}{top}{os.sep}") or target in above:
            return
        if not Path(target).is_dir():
            stamp = _stamp(target)
            linked |= {path: stamp} if stamp is not None else {}
        elif not f"{holder}{os.sep}".startswith(f"{target}{os.sep}"):
            self._look(path, (*above, target), found, linked)


def _stamp(file: str) -> Stamp | None:
    try:
        found = os.stat(file)  # noqa: PTH116 - ten thousand of them, and Path is slow
    except OSError:
        return None  # gone since it was listed, or a link to itself
    if stat.S_ISDIR(found.st_mode):
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)


def _digest(path: str, folder: _Folder) -> bytes:
    digest = hashlib.blake2b(os.fsencode(f"{path}\0"), digest_size=16)
    for name, stamp in zip(folder.names, folder.stamps, strict=True):
        if stamp is not None:
            size, mtime_ns, inode = stamp
            digest.update(os.fsencode(f"{name}\0{size}\0{mtime_ns}\0{inode}\n"))
    return digest.digest()


def _merged(
    found: list[tuple[str, _Folder]], linked: dict[str, Stamp], parts: tuple[bytes, ...]
) -> Snapshot:
    files = dict(linked)
    for path, folder in found:
        files |= _files(path, folder)
    revision = hashlib.blake2b(b"\0".join(parts), digest_size=16).hexdigest()
    return Snapshot(dict(sorted(files.items())), revision)


def _files(path: str, folder: _Folder) -> Iterator[tuple[str, Stamp]]:
    for name, stamp in zip(folder.names, folder.stamps, strict=True):
        if stamp is not None:
            yield f"{path}/{name}", stamp
