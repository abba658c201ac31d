"""The asset database: ``.meta`` files, imports, the trash, and ``manage_asset``."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

from spark_nb.domain.meta_file import META, read_guid
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.settings_sync import finish_sync, sync_settings
from tests.mcp_for_unity.answers import Payload, refusal, success

_TYPES = {
    ".png": "UnityEngine.Texture2D",
    ".cs": "UnityEditor.MonoScript",
    ".unity": "UnityEditor.SceneAsset",
    ".prefab": "UnityEngine.GameObject",
    ".wav": "UnityEngine.AudioClip",
}


class Assets:
    def __init__(self, root: Path) -> None:
        self._root = root

    def refresh(self) -> None:
        """Give each asset without a ``.meta`` one, and take away those of nothing."""
        for file in list(self._visible()):
            if file.suffix == META:
                if not file.with_suffix("").exists():
                    file.unlink(missing_ok=True)
            else:
                self._ensure_meta(file)

    def sync_settings(self) -> None:
        """Do what the presets' Editor script does after a compile."""
        project = ProjectFolder(self._root.resolve())
        if any((self._root / "Assets").rglob("*.projectsettings.json")):
            sync_settings(project)
        else:
            finish_sync(project)

    def trash(self, path: str) -> None:
        for file in (self._root / path, self._root / f"{path}{META}"):
            if file.is_dir():
                shutil.rmtree(file)
            else:
                file.unlink(missing_ok=True)

    def carry_out(self, params: Payload) -> Payload:
        path = params["path"]
        path = path if path.startswith("Assets") else f"Assets/{path}"
        file = self._root / path
        match params["action"]:
            case "create_folder":
                file.mkdir(parents=True, exist_ok=True)
                self._ensure_meta(file)
                return success("Folder created.", self._info(path))
            case "search":
                return success("Found.", self._search(params))
            case action if not file.exists():
                return refusal(f"Asset not found at path: {path} ({action})")
            case "import":
                self._ensure_folders(file)
                self._ensure_meta(file)
                return success(f"Asset '{path}' reimported.", self._info(path))
            case "get_info":
                return success("Asset info retrieved.", self._info(path))
            case "delete":
                self.trash(path)
                return success(f"Asset '{path}' deleted successfully.")
            case action:
                return refusal(f"Unknown action: '{action}'.")

    def _visible(self) -> Iterator[Path]:
        for file in sorted((self._root / "Assets").rglob("*")):
            parts = file.relative_to(self._root).parts
            if not any(part.startswith(".") or part.endswith("~") for part in parts):
                yield file

    def _ensure_folders(self, file: Path) -> None:
        for folder in file.relative_to(self._root / "Assets").parents:
            if folder.parts:
                self._ensure_meta(self._root / "Assets" / folder)

    def _ensure_meta(self, file: Path) -> None:
        meta = file.with_name(file.name + META)
        if not meta.exists():
            folder = "folderAsset: yes\n" if file.is_dir() else ""
            meta.write_text(f"fileFormatVersion: 2\nguid: {uuid.uuid4().hex}\n{folder}")

    def _info(self, path: str) -> Payload:
        meta = self._root / f"{path}{META}"
        guid = read_guid(meta.read_text()) if meta.exists() else ""
        known = _TYPES.get(Path(path).suffix.lower(), "UnityEngine.TextAsset")
        return {
            "path": path,
            "guid": guid,
            "assetType": known if guid else "Unknown",
            "name": Path(path).stem,
            "fileName": Path(path).name,
            "isFolder": (self._root / path).is_dir(),
        }

    def _search(self, params: Payload) -> Payload:
        words = [word for word in str(params.get("searchPattern", "")).split() if ":" not in word]
        found = [
            self._info(str(file.relative_to(self._root)))
            for file in self._visible()
            if file.suffix != META and all(word.lower() in file.stem.lower() for word in words)
        ]
        return {"totalAssets": len(found), "pageSize": 50, "pageNumber": 1, "assets": found[:50]}
