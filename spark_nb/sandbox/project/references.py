"""Which asset names which other one, by GUID."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from spark_nb.domain.meta_file import META
from spark_nb.sandbox.project.guid_index import GuidIndex
from spark_nb.sandbox.project.scan import Snapshot, Stamp
from spark_nb.sandbox.project.text_format import is_unity_text

BUILTIN_GUIDS = frozenset(f"0000000000000000{digit}000000000000000" for digit in "0def")
_LIMIT_BYTES = 256 * 1024 * 1024
_GUID = re.compile(rb'guid(?:\\?")?: ?(?:\\?")?([0-9a-f]{32})', re.IGNORECASE)
_OWN_GUID = re.compile(rb"^guid: [0-9a-f]{32}", re.MULTILINE)
_NAMING_SUFFIXES = frozenset(
    [META, ".asmdef", ".asmref", ".inputactions", ".shadergraph", ".shadersubgraph", ".uxml"]
)
_SILENT_SUFFIXES = frozenset(
    [".cs", ".png", ".jpg", ".jpeg", ".wav", ".ogg", ".mp3", ".ttf", ".otf", ".dll", ".fbx"]
)


class ReferenceIndex:
    """GUIDs in the files of a project; only changed files are read again."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._revision = ""
        self._seen: dict[str, tuple[Stamp, frozenset[str]]] = {}

    def __repr__(self) -> str:
        return f"<ReferenceIndex {len(self._seen)} files>"

    def update(self, snapshot: Snapshot, at_file: Callable[[int, int], None]) -> None:
        """Read what has changed; ``at_file`` hears file number and count, and may raise."""
        if snapshot.revision == self._revision:
            return
        seen: dict[str, tuple[Stamp, frozenset[str]]] = {}
        count = len(snapshot.files)
        for number, (path, stamp) in enumerate(snapshot.files.items()):
            at_file(number, count)
            known = self._seen.get(path)
            if known is None or known[0] != stamp:
                known = stamp, self._read(path, stamp)
                self._seen[path] = known  # kept even when at_file ends this round
            seen[path] = known
        self._seen, self._revision = seen, snapshot.revision

    def guids(self, path: str) -> frozenset[str]:
        """Return the GUIDs that a file and its ``.meta`` name, Unity's built-in ones left out."""
        none: tuple[None, frozenset[str]] = None, frozenset()
        return self._seen.get(path, none)[1] | self._seen.get(path + META, none)[1]

    def assets(self) -> Iterator[str]:
        return (path for path in self._seen if not path.endswith(META))

    def needs(self, path: str, guids: GuidIndex) -> list[str]:
        """Return the project paths that ``path`` names, sorted."""
        found = {guids.path(guid) for guid in self.guids(path)}
        return sorted(other for other in found if other is not None and other != path)

    def needed_by(self, path: str, guids: GuidIndex) -> list[str]:
        """Return the project paths that name ``path``, sorted."""
        guid = guids.guid(path)
        if guid is None:
            return []
        return sorted(
            other for other in self.assets() if other != path and guid in self.guids(other)
        )

    def _read(self, path: str, stamp: Stamp) -> frozenset[str]:
        suffix = PurePosixPath(path).suffix.lower()
        if suffix in _SILENT_SUFFIXES or stamp.size > _LIMIT_BYTES:
            return frozenset()
        try:
            with (self._root / path).open("rb") as stream:
                head = stream.read(64)
                if suffix not in _NAMING_SUFFIXES and not is_unity_text(head):
                    return frozenset()
                content = head + stream.read()
        except OSError:
            return frozenset()  # gone since the snapshot; the next one knows
        if suffix == META:
            content = _OWN_GUID.sub(b"", content, count=1)
        return (
            frozenset(found.decode().lower() for found in _GUID.findall(content)) - BUILTIN_GUIDS
        )
