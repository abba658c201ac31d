"""Where a project path is on this disk, its links resolved and never outside."""

from __future__ import annotations

from pathlib import Path

from spark_nb.errors import RejectedError


def locate(root: Path, path: str) -> Path:
    """Return where ``path`` is below ``root``, which has its links resolved.

    Raises RejectedError when a link leads out of the root folder that ``path`` begins with.
    """
    inside = root / path.split("/", maxsplit=1)[0]
    try:
        file = (root / path).resolve()
        # What is still a link leads to itself; Python 3.12 and older raise.
        leads_out = any(part.is_symlink() for part in (file, *file.parents))
    except (OSError, RuntimeError, ValueError):  # as above, or no path at all
        file, leads_out = root, True
    if leads_out or inside.parent != root or inside not in file.parents:
        raise RejectedError(
            f"{path} leads out of {inside.name}/ through a link.",
            field="path",
            limit=f"{inside.name}/",
            actual=path,
            hint="Use a path without links out of the project.",
        )
    return file
