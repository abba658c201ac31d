"""Finds the asset folders: inside the wheel, or beside the package in a checkout."""

from __future__ import annotations

from pathlib import Path

from spark_nb.errors import SetupError

_PACKAGE = Path(__file__).resolve().parent


def asset_folder(name: str) -> Path:
    """Return the folder ``widgets``, ``sql``, ``presets`` or ``unity``.

    Raises SetupError when it is in neither place, which means a broken install.
    """
    for base in (_PACKAGE / "_assets", _PACKAGE.parent):
        folder = base / name
        if folder.is_dir():
            return folder
    raise SetupError(
        f"The folder {name!r} is missing from this installation.",
        hint="Install spark-nb again.",
    )
