"""Which asset has which GUID."""

from __future__ import annotations

from pathlib import Path

from spark_nb.domain.meta_file import META, read_guid
from spark_nb.sandbox.project.scan import Snapshot, Stamp

_HEAD_BYTES = 256


class GuidIndex:
    """Read from the ``.meta`` files, of which only changed ones are read again."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._revision = ""
        self._seen: dict[str, tuple[Stamp, str | None]] = {}
        self._paths: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"<GuidIndex {len(self._paths)} assets>"

    def path(self, guid: str) -> str | None:
        """Return the project path of the asset, the first by name if several claim the GUID."""
        return self._paths.get(guid)

    def guid(self, path: str) -> str | None:
        """Return the GUID in the ``.meta`` of an asset, None where there is none."""
        entry = self._seen.get(path + META)
        return entry[1] if entry else None

    def duplicates(self) -> dict[str, list[str]]:
        """Return the assets that claim the same GUID, by GUID."""
        claims: dict[str, list[str]] = {}
        for path, (_, guid) in self._seen.items():
            if guid is not None:
                claims.setdefault(guid, []).append(path.removesuffix(META))
        return {guid: paths for guid, paths in claims.items() if len(paths) > 1}

    def update(self, snapshot: Snapshot) -> None:
        if snapshot.revision == self._revision:
            return
        metas = {path: stamp for path, stamp in snapshot.files.items() if path.endswith(META)}
        self._seen = {path: self._entry(path, stamp) for path, stamp in metas.items()}
        self._paths = {
            guid: path.removesuffix(META)
            for path, (_, guid) in reversed(self._seen.items())
            if guid is not None
        }
        self._revision = snapshot.revision

    def _entry(self, path: str, stamp: Stamp) -> tuple[Stamp, str | None]:
        seen = self._seen.get(path)
        return seen if seen and seen[0] == stamp else (stamp, self._read(path))

    def _read(self, path: str) -> str | None:
        try:
            with (self._root / path).open("rb") as stream:
                return read_guid(stream.read(_HEAD_BYTES).decode("utf-8", "replace"))
        except OSError:
            return None  # gone since the snapshot; the next one knows
