"""Puts SPARK's package for Unity into a project, or brings the one that is there up to date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spark_nb.assets import asset_folder
from spark_nb.disk.atomic_file import write_atomic
from spark_nb.disk.inside import locate
from spark_nb.errors import SetupError

NAME = "dev.spark-nb.tools"
MCP_FOR_UNITY = "com.coplaydev.unity-mcp"
_MARK = "ProjectSettings/ProjectVersion.txt"


@dataclass(frozen=True)
class Installation:
    """What was done to ``folder``; ``has_mcp_for_unity`` says whether the tools can be reached."""

    folder: Path
    written: int
    removed: int
    has_mcp_for_unity: bool


def install_unity_package(project: Path) -> Installation:
    """Make ``Packages/dev.spark-nb.tools`` what this version ships; what is so already stays.

    Raises SetupError when ``project`` is no Unity project or the folder is somebody else's,
    RejectedError when a link leads out of it.
    """
    root = project.resolve()
    if not (root / _MARK).is_file():
        raise SetupError(
            f"{project} is not a Unity project: it has no {_MARK}.",
            hint="Pass the folder that holds Assets and ProjectSettings.",
        )
    folder = locate(root, f"Packages/{NAME}")
    present = dict(_files(folder))
    if present and _package_name(folder) != NAME:
        raise SetupError(
            f"{folder} is not SPARK's package, so it stays as it is.",
            hint="Move it away, then try again.",
        )
    shipped = dict(_files(asset_folder("unity") / NAME))
    for path in present.keys() - shipped.keys():
        (folder / path).unlink()
    changed = {path: text for path, text in shipped.items() if present.get(path) != text}
    # The name comes first: with it, what a crash leaves half done is known to be ours.
    for path, content in sorted(changed.items(), key=lambda file: file[0] != "package.json"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        write_atomic(folder / path, content)
    removed = len(present.keys() - shipped.keys())
    return Installation(folder, len(changed), removed, _has_mcp_for_unity(root))


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files by their path in ``folder``; of a link, which we never make, nothing."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or path.is_file():
            content = b"" if path.is_symlink() else path.read_bytes()
            yield path.relative_to(folder).as_posix(), content


def _package_name(folder: Path) -> object:
    """Return what a package says it is called; None when it says nothing."""
    return _json(folder / "package.json").get("name")


def _has_mcp_for_unity(root: Path) -> bool:
    wanted = _json(root / "Packages/manifest.json").get("dependencies")
    listed = isinstance(wanted, dict) and MCP_FOR_UNITY in wanted
    return listed or _package_name(root / "Packages" / MCP_FOR_UNITY) == MCP_FOR_UNITY


def _json(file: Path) -> dict[str, object]:
    try:
        found = json.loads(file.read_bytes())
    except (OSError, ValueError):  # none there, or none that can be read
        return {}
    return found if isinstance(found, dict) else {}
