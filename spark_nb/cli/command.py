"""How a command joins ``spark-nb``."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Protocol

Run = Callable[[argparse.Namespace], int]
"""Returns the exit status; its docstring is the command's help."""


class AddCommand(Protocol):
    def __call__(self, name: str, run: Run) -> argparse.ArgumentParser: ...
