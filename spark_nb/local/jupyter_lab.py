"""How JupyterLab is started on the notebooks."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from spark_nb.errors import SetupError
from spark_nb.local.folders import Folders
from spark_nb.local.private_file import write_private

QUICKSTART = Path("notebooks/00_quickstart.ipynb")
# JupyterLab would ask whether to fetch news, and look for updates: nothing here calls out.
_OVERRIDES = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    }
}


def lab_command(notebook: Path | None, arguments: Sequence[str]) -> list[str]:
    """Return the command that opens ``notebook``, else the quickstart when it is here.

    Raises SetupError when JupyterLab is not installed or ``notebook`` does not exist.
    """
    if find_spec("jupyterlab") is None:
        raise SetupError(
            "JupyterLab is not installed.", hint="Install it: pip install 'spark-nb[lab]'"
        )
    if notebook is not None and not notebook.exists():
        raise SetupError(f"There is no {notebook}.", hint="Give the path of a notebook.")
    opened = notebook or (QUICKSTART if QUICKSTART.exists() else None)
    return [
        *(sys.executable, "-m", "jupyterlab"),
        *([str(opened)] if opened else []),
        *([f"--ServerApp.root_dir={Path.cwd()}"] if _is_here(opened) else []),
        *(["--allow-root"] if os.geteuid() == 0 else []),
        *arguments,
    ]


def lab_environment(home: Path) -> dict[str, str]:
    """Write our defaults below ``home`` and return the environment that has JupyterLab read them.

    A user's own settings win over them.
    """
    folder = Folders(home).lab
    (folder / "labconfig").mkdir(parents=True, exist_ok=True)
    write_private(folder / "labconfig" / "default_setting_overrides.json", json.dumps(_OVERRIDES))
    others = os.environ.get("JUPYTER_CONFIG_PATH")
    path = os.pathsep.join([str(folder), *([others] if others else [])])
    return {**os.environ, "JUPYTER_CONFIG_PATH": path}


def _is_here(opened: Path | None) -> bool:
    """Whether the browser's file list can start in the current folder."""
    return opened is None or opened.absolute().is_relative_to(Path.cwd())
