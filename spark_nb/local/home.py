"""Where the stack of these settings lives."""

from __future__ import annotations

import sys
from pathlib import Path

from spark_nb.errors import SetupError
from spark_nb.settings import Settings


def stack_home(settings: Settings) -> Path:
    """Return the absolute folder. Raises SetupError where the stack cannot run at all."""
    if sys.platform == "win32":
        raise SetupError(
            "The embedded stack needs Linux or macOS.",
            hint="Use WSL, or set NATS_URL, DATABASE_URL and UNITY_MCP_URL.",
        )
    return settings.home.expanduser().absolute()
