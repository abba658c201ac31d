"""``manage_scene`` and ``manage_prefabs``: what is open, what is unsaved, what is in a prefab."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.mcp_for_unity.answers import Payload, refusal, success

_EMPTY = "%YAML 1.1\n%TAG !u! tag:unity3d.com,2011:\n"
_OBJECT = re.compile(r"^--- !u!1 &(\d+)\nGameObject:\n(?:  .*\n)*?  m_Name: (.*)$", re.MULTILINE)


@dataclass
class OpenScene:
    """``path`` is empty for one that was never saved; ``seen`` is the file as it was loaded."""

    path: str
    seen: bytes = field(repr=False)
    dirty: bool = False


class Scenes:
    """``open`` is never empty; its first one is active. ``changed`` are those on disk since."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.open = [OpenScene("", b"")]

    @property
    def active(self) -> OpenScene:
        return self.open[0]

    def changed(self) -> list[str]:
        """Return the open scenes whose file is no longer what was loaded: Unity asks then."""
        return [
            scene.path for scene in self.open if scene.path and self._file(scene) != scene.seen
        ]

    def reload(self) -> None:
        for scene in self.open:
            scene.seen, scene.dirty = self._file(scene), False

    def deleted(self, path: str) -> None:
        """Leave a scene open without a file, as Unity does with one whose asset is deleted."""
        for scene in self.open:
            if scene.path == path:
                scene.path, scene.seen = "", b""

    def carry_out(self, params: Payload) -> Payload:
        match params["action"]:
            case "get_active":
                return success("Retrieved active scene information.", self._facts(self.active))
            case "get_loaded_scenes":
                scenes = [{**self._facts(s), "isActive": s is self.active} for s in self.open]
                return success(f"{len(scenes)} scene(s) loaded.", {"scenes": scenes})
            case "create":
                return self._create(_path(params))
            case "load":
                return self._load(_path(params), additive=bool(params.get("additive")))
            case "save":
                return self._save()
            case "close_scene":
                return self._close(params.get("scenePath", ""))
            case action:
                return refusal(f"Unknown action: '{action}'.")

    def _file(self, scene: OpenScene) -> bytes:
        file = self._root / scene.path
        return file.read_bytes() if scene.path and file.is_file() else b""

    def _facts(self, scene: OpenScene) -> Payload:
        name = Path(scene.path).stem
        return {"name": name, "path": scene.path, "isDirty": scene.dirty, "isLoaded": True}

    def _create(self, path: str) -> Payload:
        if (self._root / path).exists():
            return refusal(f"Scene already exists at '{path}'.")
        (self._root / path).parent.mkdir(parents=True, exist_ok=True)
        (self._root / path).write_text(_EMPTY)
        self.open = [OpenScene(path, _EMPTY.encode())]
        return success("Scene created.", {"path": path})

    def _load(self, path: str, *, additive: bool) -> Payload:
        if not (self._root / path).is_file():
            return refusal(f"Scene file not found at '{path}'.")
        if not additive and self.active.dirty:
            return refusal(
                "Current scene has unsaved changes. Please save or discard changes before "
                "loading a new scene."
            )
        scene = OpenScene(path, (self._root / path).read_bytes())
        self.open = [*self.open, scene] if additive else [scene]
        return success(f"Scene '{path}' loaded successfully.", self._facts(scene))

    def _save(self) -> Payload:
        scene = self.active
        scene.seen, scene.dirty = self._file(scene), False
        return success("Scene saved.", self._facts(scene))

    def _close(self, path: str) -> Payload:
        if len(self.open) == 1:
            return refusal("Cannot close the last loaded scene.")
        self.open = [scene for scene in self.open if scene.path != path]
        return success("Removed scene.", {"loadedSceneCount": len(self.open)})


def _path(params: Payload) -> str:
    """Return where the plugin looks for the scene: below Assets/, twice if one says so twice."""
    name, path = params.get("name") or "", (params.get("path") or "").strip("/")
    if not name:
        return path if path.startswith("Assets/") else f"Assets/{path}"
    folder = path.removeprefix("Assets/")
    if folder.endswith(".unity"):
        folder = folder.rpartition("/")[0]
    return "/".join(filter(None, ("Assets", folder, f"{name}.unity")))


def prefab(root: Path, params: Payload) -> Payload:
    """Answer ``manage_prefabs`` from the file's YAML."""
    path = params.get("prefabPath") or params.get("path") or ""
    file = root / path
    if not file.is_file():
        return refusal(f"Prefab not found at '{path}'.")
    items = [
        {"name": name, "instanceId": int(number) % 2**31, "path": name, "componentTypes": []}
        for number, name in _OBJECT.findall(file.read_text())
    ]
    if params["action"] == "get_hierarchy":
        return success("Hierarchy.", {"prefabPath": path, "total": len(items), "items": items})
    name = items[0]["name"] if items else Path(path).stem
    return success("Info.", {"assetPath": path, "prefabType": "Regular", "rootObjectName": name})
