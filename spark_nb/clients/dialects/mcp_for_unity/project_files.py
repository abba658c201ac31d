"""Files other than scripts: written into the project folder, then imported by the editor.

The server takes no bytes, so this needs the folder on this machine. The editor makes the
``.meta`` of what it imports; one that is there already is kept.
"""

from __future__ import annotations

from pathlib import Path

from spark_nb.disk.atomic_file import sync_folder, write_atomic
from spark_nb.disk.inside import locate
from spark_nb.domain.meta_file import META, asset_of, is_folder_meta, is_imported, read_guid
from spark_nb.errors import ConflictError, RejectedError

_MARKS = ("Assets", "ProjectSettings")
_OPEN = "Temp/UnityLockfile"


def reachable(root: str, *, local: bool) -> Path | None:
    """Return the project folder when it is on this machine, None when it is elsewhere.

    ``local`` says that the server is. A folder of the same name here is not the one of an editor
    elsewhere, unless it bears the mark of being open: it may be shared between both machines.
    """
    folder = Path(root)
    there = bool(root) and all((folder / mark).is_dir() for mark in _MARKS)
    if not there or not (local or (folder / _OPEN).exists()):
        return None
    return folder.resolve()


class ProjectFiles:
    """Blocks on the disk alone: call it from a thread."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def read(self, path: str) -> bytes | None:
        """Return the content, None where there is no file. Raises RejectedError on a folder."""
        file = locate(self._root, path)
        try:
            return file.read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except IsADirectoryError:
            raise _a_folder(path) from None

    def write(self, path: str, content: bytes) -> None:
        """Write a file whole, and the folder of a ``.meta`` that is of one."""
        file = locate(self._root, path)
        if file.is_dir():
            raise _a_folder(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(file, content)
        if is_folder_meta(path, content):
            locate(self._root, asset_of(path)).mkdir(exist_ok=True)

    def delete(self, path: str) -> None:
        """Delete a file with its ``.meta``; that of a folder goes with the folder, once empty.

        Raises ConflictError when it is not.
        """
        file = locate(self._root, path)
        if path.endswith(META):
            self._delete_folder(path)
        file.unlink(missing_ok=True)
        if is_imported(path) and not path.endswith(META):
            locate(self._root, path + META).unlink(missing_ok=True)
        sync_folder(file.parent)
        self._leave_hidden(file.parent)

    def guid(self, path: str) -> str:
        """Return the GUID in the asset's ``.meta``, empty before it was imported."""
        meta = self.read(path if path.endswith(META) else path + META)
        return (read_guid(meta.decode("utf-8", "replace")) or "") if meta else ""

    def _delete_folder(self, meta: str) -> None:
        folder = locate(self._root, asset_of(meta))
        if not folder.is_dir():
            return
        if any(folder.iterdir()):
            raise ConflictError(
                f"{asset_of(meta)} is not empty, so its .meta stays.",
                path=meta,
                expected=None,
                actual=None,
                hint="Delete what is in the folder first.",
            )
        folder.rmdir()

    def _leave_hidden(self, folder: Path) -> None:
        """Remove a folder Unity passes over with the last file in it: no ``.meta`` keeps it."""
        path = folder.relative_to(self._root).as_posix()
        while path.count("/") and not is_imported(path) and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
            path = folder.relative_to(self._root).as_posix()


def _a_folder(path: str) -> RejectedError:
    return RejectedError(
        f"{path} is a folder.", field="path", actual=path, hint="Use the path of a file."
    )
