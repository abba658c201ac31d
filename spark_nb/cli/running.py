"""What several commands ask for: the settings, and the stack that runs."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from spark_nb.errors import SetupError

if TYPE_CHECKING:
    from spark_nb.local.health import PartHealth
    from spark_nb.local.stack import Stack
    from spark_nb.settings import Endpoints, Settings

# ruff: noqa: PLC0415 - what a command does not need is not imported


def read_settings() -> Settings:
    from spark_nb.settings import load_settings

    return load_settings()


def home_of(settings: Settings) -> Path:
    from spark_nb.local.home import stack_home

    return stack_home(settings)


def open_stack(settings: Settings | None = None) -> Endpoints:
    from spark_nb.endpoints import open_endpoints

    return asyncio.run(open_endpoints(settings or read_settings()))


def running_stack(settings: Settings) -> Stack | None:
    """Return None when the environment names every server. Raises SetupError when none runs."""
    from spark_nb.endpoints import embedded_families
    from spark_nb.local.folders import Folders
    from spark_nb.local.stack import find_stack

    families = embedded_families(settings)
    stack = find_stack(Folders(home_of(settings))) if families else None
    if families and (stack is None or not stack.serves(families)):
        what = "is not running" if stack is None else "runs without a part that is needed"
        raise SetupError(f"The embedded stack {what}.", hint="Start it with spark-nb up.")
    return stack


def examine_parts(stack: Stack) -> dict[str, PartHealth]:
    from spark_nb.local.health import examine

    return asyncio.run(examine(stack))
