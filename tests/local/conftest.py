from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from spark_nb.local.shutdown import purge_stack
from tests.local.stack_home import Home


@pytest.fixture
def home() -> Iterator[Home]:
    """An empty home, deleted with all it started."""
    path = Path(tempfile.mkdtemp(prefix="spark-"))
    yield Home(path)
    purge_stack(path)
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def shared() -> Iterator[Home]:
    """A home whose servers run for all tests of a module."""
    path = Path(tempfile.mkdtemp(prefix="spark-"))
    home = Home(path)
    home.up()
    yield home
    purge_stack(path)
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture
def table(shared: Home) -> Iterator[Home]:
    """The shared home with an empty table ``numbers``."""
    shared.make_numbers()
    yield shared
    shared.sql("DROP TABLE numbers")
