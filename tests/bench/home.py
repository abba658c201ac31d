"""A ``SPARK_HOME`` for the time of a benchmark."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from spark_nb.local.shutdown import purge_stack


@contextmanager
def temporary_home() -> Iterator[Path]:
    """Name a new folder in the environment; stop what ran in it and delete it afterwards."""
    home = Path(tempfile.mkdtemp(prefix="spark-bench-"))
    os.environ["SPARK_HOME"] = str(home)
    try:
        yield home
    finally:
        purge_stack(home)
        shutil.rmtree(home, ignore_errors=True)
