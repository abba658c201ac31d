"""What keeps Unity from answering stands in the widgets, for as long as it does."""

from __future__ import annotations

import asyncio

from spark_nb.domain.engine import STATES
from spark_nb.testing import FolderService
from spark_nb.widgets.base import SparkWidget
from spark_nb.widgets.preview import Preview


async def told(widget: SparkWidget) -> str:
    """Return the next words about the engine."""
    changed = asyncio.get_running_loop().create_future()
    widget.observe(lambda change: changed.set_result(change["new"]), "engine")
    try:
        return await changed
    finally:
        widget.unobserve_all("engine")


async def test_they_come_and_go():
    service = FolderService()

    async def never(time_s: float):
        await asyncio.Event().wait()

    preview = Preview(never)
    preview.follow_engine(lambda: service.state)
    assert preview.engine == ""
    service.state = STATES["compiling"]
    assert await told(preview) == "Unity compiles scripts"
    service.state = STATES["gone"]
    assert await told(preview) == "Unity has left"
    service.state = STATES["ready"]
    assert await told(preview) == ""
    await preview.aclose()
