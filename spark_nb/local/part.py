"""What the supervisor needs of a part of the stack."""

from __future__ import annotations

from asyncio.subprocess import Process
from pathlib import Path
from typing import Protocol

from spark_nb.local.families import PartName
from spark_nb.local.program import StopSignals


class Part(Protocol):
    """One server. The keeper calls the three methods in this order, over and over."""

    @property
    def name(self) -> PartName: ...

    @property
    def log(self) -> Path: ...

    @property
    def stop_signals(self) -> StopSignals: ...

    @property
    def ready_seconds(self) -> float: ...

    async def launch(self) -> Process:
        """Prepare and start. Raises PartFailed or OSError."""
        ...

    async def until_ready(self) -> None:
        """Return when it serves; cancelled when it ends or takes longer than allowed."""
        ...

    async def until_broken(self) -> str:
        """Return why it has to start again, if that ever happens while it runs."""
        ...
