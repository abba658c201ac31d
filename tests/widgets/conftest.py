from __future__ import annotations

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher
from IPython.core.interactiveshell import InteractiveShell


@pytest.fixture(autouse=True)
def assets_may_be_read(loop_guard):
    """A widget reads its few small local files when it is made; nothing else may block."""
    if loop_guard is not None:
        for name in ("io.TextIOWrapper.read", "io.BufferedReader.read", "os.read"):
            for module in ("base", "preview_output", "static_output"):
                loop_guard.functions[name].can_block_in(
                    f"spark_nb/widgets/{module}.py", "__init__"
                )


@pytest.fixture
def outputs():
    """What IPython would show, in order."""
    shell = InteractiveShell.instance()
    before, shell.display_pub = shell.display_pub, CapturingDisplayPublisher()
    yield shell.display_pub.outputs
    shell.display_pub = before
    InteractiveShell.clear_instance()
