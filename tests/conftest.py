from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from blockbuster import BlockBuster, blockbuster_ctx


@pytest.fixture(autouse=True)
def loop_guard(request: pytest.FixtureRequest) -> Iterator[BlockBuster | None]:
    """Fail an async test whose own code blocks the event loop: users feel that bug first."""
    if request.node.get_closest_marker("asyncio") is None:
        yield None
        return
    with blockbuster_ctx("spark_nb") as guard:
        guard.functions["os.stat"].deactivate()  # microseconds, and every late import does it
        yield guard


@pytest.fixture
def without_sync(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do not wait for the disk: a power cut is not what these tests are about."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
