"""One look at the whole project, which all stages of a build share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from spark_nb.domain.build import BuildTarget
from spark_nb.sandbox.builds.config import BuildConfig
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.references import ReferenceIndex
from spark_nb.sandbox.scene.document import read_documents
from spark_nb.sandbox.scene.field import Fields, flag, items, text
from spark_nb.sandbox.work import Work

PLAYER_SETTINGS = "ProjectSettings/ProjectSettings.asset"
_BUILD_SCENES = "ProjectSettings/EditorBuildSettings.asset"


@dataclass(frozen=True, slots=True)
class Problem:
    """``error`` ends the build before it packs. ``path`` is None when it is about no one file."""

    severity: Literal["error", "warning"]
    path: str | None
    message: str
    line: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: value for name, value in asdict(self).items() if value is not None}


class Inspection:
    """The project as it was when the build began; files are read when a stage asks for them."""

    def __init__(self, project: ProjectFolder, target: BuildTarget, config: BuildConfig) -> None:
        self.project = project
        self.target = target
        self.config = config
        self.snapshot = project.snapshot()
        self.guids = project.guid_index(self.snapshot)
        self.references = ReferenceIndex(project.root)

    def __repr__(self) -> str:
        return f"<Inspection {self.target} {len(self.snapshot.files)} files>"

    def each(self, work: Work, message: str, *suffixes: str) -> Iterator[str]:
        """Yield the assets with one of ``suffixes``, telling ``work`` of each."""
        found = [path for path in self.snapshot.files if path.lower().endswith(suffixes)]
        for number, path in enumerate(found):
            work.step(number, len(found), message)
            yield path

    def content(self, path: str) -> bytes:
        """Return a file's bytes, none of them when it is gone since the build began."""
        return self.project.read(path) or b""

    def text(self, path: str) -> str:
        return self.content(path).decode("utf-8", "replace")

    def settings(self, path: str) -> Fields:
        """Return the one object in a file of ProjectSettings."""
        documents = read_documents(self.text(path))
        return documents[0].fields if documents else {}

    def build_scenes(self) -> list[tuple[str, str]]:
        """Return path and GUID of each scene that is switched on, in build order."""
        entries = items(self.settings(_BUILD_SCENES), "m_Scenes")
        return [
            (text(entry, "path"), text(entry, "guid"))
            for entry in entries
            if isinstance(entry, dict) and flag(entry, "enabled")
        ]


def is_editor_only(path: str) -> bool:
    """Return whether Unity leaves the asset out of players because of its folder."""
    return "Editor" in PurePosixPath(path).parts[:-1]
