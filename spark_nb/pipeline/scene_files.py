"""Which scenes and cameras the project folder has to look at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from spark_nb.domain.meta_file import hidden_from_unity
from spark_nb.domain.scene_text import BUILD_SCENES, SceneCameras, camera_names, in_build_order

_MOST_SCENES = 200
_LARGEST_BYTES = 32 * 1024 * 1024


def scene_files(folder: Path) -> list[SceneCameras]:
    """Return the scenes under ``Assets/``, in the order of the build; at most 200.

    Reads files: call it away from the event loop. A scene that cannot be read has no cameras.
    """
    paths = in_build_order(_scenes(folder), _text(folder / BUILD_SCENES))
    return [
        SceneCameras(path, camera_names(_text(folder / path))) for path in paths[:_MOST_SCENES]
    ]


def _scenes(folder: Path) -> Iterator[str]:
    """Yield what Unity would see; a folder that goes meanwhile holds nothing any more."""
    for place, folders, files in os.walk(folder / "Assets"):
        folders[:] = [name for name in folders if not hidden_from_unity(name)]
        for name in (*folders, *files):
            if name.endswith(".unity") and not hidden_from_unity(name):
                yield Path(place, name).relative_to(folder).as_posix()


def _text(file: Path) -> str:
    """Return a file's text, "" where it is away, too large, or no plain file."""
    try:
        if not file.is_file() or file.stat().st_size > _LARGEST_BYTES:
            return ""
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
