"""Assets of one project revision, by the GUIDs that scenes name."""

from __future__ import annotations

from spark_nb.errors import RejectedError
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.scan import Snapshot
from spark_nb.sandbox.project.text_format import is_unity_text
from spark_nb.sandbox.scene.document import Document, read_documents
from spark_nb.sandbox.scene.field import Fields, Reference


class SceneAssets:
    """Reads each file once."""

    def __init__(self, project: ProjectFolder, snapshot: Snapshot) -> None:
        self._project = project
        self._index = project.guid_index(snapshot)
        self._read: dict[str, dict[int, Document]] = {}

    def path(self, guid: str) -> str | None:
        """Return the project path of the asset, or None where there is none."""
        return self._index.path(guid)

    def documents(self, guid: str) -> dict[int, Document]:
        """Return the objects of a text asset by file id; none when it is missing or no text."""
        if guid not in self._read:
            path = self.path(guid)
            self._read[guid] = self._documents(path) if path else {}
        return self._read[guid]

    def find(self, pointer: Reference | None) -> Document | None:
        """Return the object in another file that ``pointer`` names."""
        if pointer is None or pointer.guid is None:
            return None
        return self.documents(pointer.guid).get(pointer.file_id)

    def settings(self, path: str) -> Fields:
        """Return the fields of a file that holds one object; none when it is not there."""
        content = self._project.read(path)
        documents = read_documents((content or b"").decode("utf-8", "replace"))
        return documents[0].fields if documents else {}

    def _documents(self, path: str) -> dict[int, Document]:
        try:
            content = self._project.read(path) or b""
        except (RejectedError, OSError):  # a folder, or no longer inside the project
            return {}
        if not is_unity_text(content):
            return {}
        found = read_documents(content.decode("utf-8", "replace"))
        return {document.file_id: document for document in found}
