"""What a project's text files say of its scenes and cameras."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

BUILD_SCENES = "ProjectSettings/EditorBuildSettings.asset"

_ENTRY = re.compile(r"^ *- *enabled: *(\d)[ \r]*\n *path: *(.+?)[ \r]*$", re.MULTILINE)
_DOCUMENT = re.compile(r"^--- !u!(\d+) &(-?\d+)", re.MULTILINE)
_OWNER = re.compile(r"^  m_GameObject: \{fileID: (-?\d+)\}", re.MULTILINE)
_NAME = re.compile(r"^  m_Name: *(.*?)[ \r]*$", re.MULTILINE)
_GAME_OBJECT, _CAMERA = "1", "20"


@dataclass(frozen=True, slots=True)
class SceneCameras:
    """A scene's project path, and the names of the cameras that stand in the file itself."""

    path: str
    cameras: tuple[str, ...] = ()


def in_build_order(scenes: Iterable[str], build_settings: str) -> list[str]:
    """Return the scenes, those of the build first and in its order, the others by name."""
    entries = _ENTRY.findall(build_settings)
    built = [path.strip("'\"") for enabled, path in entries if enabled == "1"]
    places = {path: at for at, path in reversed(list(enumerate(built)))}
    return sorted(scenes, key=lambda path: (places.get(path, len(places)), path))


def camera_names(scene: str) -> tuple[str, ...]:
    """Return the names of the cameras in a scene's file; those of prefabs stand elsewhere."""
    heads = list(_DOCUMENT.finditer(scene))
    ends = [head.start() for head in heads[1:]] + [len(scene)]
    names: dict[str, str] = {}
    owners: list[str] = []
    for head, end in zip(heads, ends, strict=False):
        kind, identity = head.groups()
        if kind == _GAME_OBJECT and (name := _NAME.search(scene, head.end(), end)):
            names[identity] = name[1].strip("'\"")
        elif kind == _CAMERA and (owner := _OWNER.search(scene, head.end(), end)):
            owners.append(owner[1])
    return tuple(dict.fromkeys(names[owner] for owner in owners if names.get(owner)))
