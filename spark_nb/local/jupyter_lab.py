"""How JupyterLab is started on the notebooks."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

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
        *(_opening(opened.absolute()) if opened else []),
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


def _opening(notebook: Path) -> list[str]:
    """Have the printed address open ``notebook``, with the current folder as root if it can."""
    root = Path.cwd() if notebook.is_relative_to(Path.cwd()) else notebook.parent
    path = quote(notebook.relative_to(root).as_posix())
    return [f"--ServerApp.root_dir={root}", f"--LabApp.default_url=/lab/tree/{path}"]
