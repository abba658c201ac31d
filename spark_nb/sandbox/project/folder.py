"""A Unity project on disk: where everything that comes in is checked, and written whole."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from spark_nb.disk.atomic_file import sync_folder, write_atomic
from spark_nb.disk.inside import locate
from spark_nb.domain.meta_file import (
    META,
    hidden_from_unity,
    is_folder_meta,
    is_imported,
    read_guid,
)
from spark_nb.errors import ConflictError, RejectedError, SetupError
from spark_nb.sandbox.project.guid_index import GuidIndex
from spark_nb.sandbox.project.meta import file_meta, folder_meta, new_guid
from spark_nb.sandbox.project.scan import Scanner, Snapshot
from spark_nb.sandbox.project.skeleton import skeleton
from spark_nb.sandbox.project.text_format import is_unity_text

_MARK = "ProjectSettings/ProjectVersion.txt"
_KNOWN_FOLDERS = frozenset(
    ["Assets", "Packages", "ProjectSettings", "Library", "Logs", "Temp", "UserSettings", "Uploads"]
)
_STASH = "Library/SparkMetas"


class ProjectFolder:
    """Reads and writes by project path. Paths are checked as text before they come here.

    ``root`` has its links resolved. Writes are serialised by one lock.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.RLock()
        self._scanner = Scanner(root)
        self._guids = GuidIndex(root)

    @classmethod
    def open(cls, folder: Path) -> ProjectFolder:
        """Open an existing project, or make one in a missing or empty folder.

        Raises SetupError when the folder holds something else, or is stored as binary.
        """
        folder.mkdir(parents=True, exist_ok=True)
        project = cls(folder.resolve())
        if not (project.root / _MARK).is_file():
            project._make()
        project._refuse_binary()
        (project.root / "Assets").mkdir(exist_ok=True)
        return project

    @property
    def name(self) -> str:
        return self.root.name

    @property
    def unity_version(self) -> str | None:
        text = (self.root / _MARK).read_text("utf-8-sig", "replace")
        lines = (line.partition(": ") for line in text.splitlines())
        return next((value.strip() for key, _, value in lines if key == "m_EditorVersion"), None)

    def snapshot(self) -> Snapshot:
        """Return what the project's files look like now, cheap where little has changed."""
        with self._lock:
            return self._scanner.snapshot()

    def guid_index(self, snapshot: Snapshot) -> GuidIndex:
        """Return the index of GUIDs, brought up to ``snapshot``."""
        self._guids.update(snapshot)
        return self._guids

    def locate(self, path: str) -> Path:
        """Return where ``path`` is, links resolved. Raises RejectedError when that is outside."""
        return locate(self.root, path)

    def read(self, path: str) -> bytes | None:
        """Return the content, or None where there is no file. Raises RejectedError on a folder."""
        file = self.locate(path)
        try:
            return file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except IsADirectoryError:
            raise _not_a_file(path) from None

    def size(self, path: str) -> int | None:
        """Return the length in bytes, or None where there is no file."""
        try:
            return self.locate(path).stat().st_size
        except (FileNotFoundError, NotADirectoryError):
            return None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the lock over reading, deciding and writing."""
        with self._lock:
            yield

    def write(self, path: str, content: bytes) -> bool:
        """Write a file with its ``.meta`` and folders. Return whether it is new.

        Writing what is there already touches nothing. An existing ``.meta`` is kept.
        """
        with self._lock:
            file = self.locate(path)
            if file.is_dir():
                raise _not_a_file(path)
            self._make_folders(path)
            created = not file.exists()
            if _has_meta(path):  # first, for Unity would give an asset without one another GUID
                self._ensure_meta(path, content)
            if created or file.read_bytes() != content:
                write_atomic(file, content)
            if path.endswith(META):
                self._make_folder_of(path, content)
            return created

    def delete(self, path: str) -> None:
        """Delete a file and its ``.meta``, which is put aside in case the file comes back.

        The ``.meta`` of a folder goes with the folder, which must be empty. Raises ConflictError.
        """
        with self._lock:
            file = self.locate(path)
            if path.endswith(META):
                self._delete_folder(path.removesuffix(META))
            file.unlink()
            if _has_meta(path):
                self._stash_meta(path)
            sync_folder(file.parent)
            self._leave_hidden_folder(file.parent)

    def guid(self, path: str) -> str | None:
        """Return the GUID in the ``.meta`` of ``path``, or of ``path`` if it is one."""
        meta = self.read(path if path.endswith(META) else path + META)
        return read_guid(meta.decode("utf-8", "replace")) if meta else None

    def _make(self) -> None:
        there = {entry.name for entry in self.root.iterdir() if not entry.name.startswith(".")}
        if not there <= _KNOWN_FOLDERS:
            raise SetupError(
                f"The folder {self.name!r} is not empty and not a Unity project.",
                hint="Choose an empty folder, or one with ProjectSettings/ProjectVersion.txt.",
            )
        for path, text in skeleton(self.name).items():
            file = self.root / path
            if not file.exists():
                file.parent.mkdir(exist_ok=True)
                write_atomic(file, text.encode())

    def _refuse_binary(self) -> None:
        settings = self.root / "ProjectSettings/EditorSettings.asset"
        if settings.is_file() and not is_unity_text(settings.read_bytes()):
            raise SetupError(
                f"The project {self.name!r} is stored in Unity's binary format.",
                hint="In Unity set Project Settings > Editor > Asset Serialization > Mode "
                "to Force Text.",
            )

    def _make_folders(self, path: str) -> None:
        for parent in reversed(PurePosixPath(path).parents[:-2]):
            folder = self.locate(str(parent))
            if folder.exists() and not folder.is_dir():
                raise _not_a_folder(str(parent))
            if not folder.exists():
                self._put_meta(str(parent), None)
                folder.mkdir()
                sync_folder(folder.parent)

    def _make_folder_of(self, meta: str, content: bytes) -> None:
        """Make the folder that a ``.meta`` is of: alone, Unity would throw it away."""
        folder = self.locate(meta.removesuffix(META))
        if is_folder_meta(meta, content) and not folder.exists():
            folder.mkdir()
            sync_folder(folder.parent)

    def _delete_folder(self, path: str) -> None:
        folder = self.locate(path)
        if not folder.is_dir():
            return
        if any(folder.iterdir()):
            raise ConflictError(
                f"{path} is not empty, so its .meta stays.",
                path=path + META,
                expected=None,
                actual=None,
                hint="Delete what is in the folder first.",
            )
        folder.rmdir()

    def _leave_hidden_folder(self, folder: Path) -> None:
        """Remove a folder Unity passes over with the last file in it: no ``.meta`` keeps it."""
        while hidden_from_unity(folder.name) and folder != self.root and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
            sync_folder(folder)

    def _ensure_meta(self, path: str, content: bytes) -> None:
        if not self.locate(path + META).exists():
            self._put_meta(path, content)

    def _put_meta(self, path: str, content: bytes | None) -> None:
        """Write the ``.meta`` of a new asset: the one it had before, if its GUID is still free."""
        target = self.locate(path + META)
        if target.exists() or hidden_from_unity(PurePosixPath(path).name):
            return
        stash = self.root / _STASH / (path + META)
        if stash.is_file() and self._is_free(stash):
            write_atomic(target, stash.read_bytes())
            stash.unlink()
            return
        guid = new_guid()
        text = folder_meta(guid) if content is None else file_meta(path, content, guid)
        write_atomic(target, text.encode())

    def _is_free(self, stash: Path) -> bool:
        guid = read_guid(stash.read_text("utf-8", "replace"))
        return guid is not None and self.guid_index(self.snapshot()).path(guid) is None

    def _stash_meta(self, path: str) -> None:
        meta = self.locate(path + META)
        if meta.is_file():
            stash = self.root / _STASH / (path + META)
            stash.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(stash, meta.read_bytes())
            meta.unlink()


def _has_meta(path: str) -> bool:
    return is_imported(path) and not path.endswith(META)


def _not_a_file(path: str) -> RejectedError:
    return RejectedError(
        f"{path} is a folder.", field="path", actual=path, hint="Use the path of a file."
    )


def _not_a_folder(path: str) -> RejectedError:
    return RejectedError(
        f"{path} is a file, so nothing can be below it.",
        field="path",
        actual=path,
        hint="Use another folder.",
    )
