from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def assets_may_be_read(loop_guard):
    """A widget reads its two small local files when it is made; nothing else may block."""
    if loop_guard is not None:
        for name in ("io.TextIOWrapper.read", "io.BufferedReader.read", "os.read"):
            loop_guard.functions[name].can_block_in("spark_nb/widgets/base.py", "__init__")
