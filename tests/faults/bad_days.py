"""What happens to an editor and its server on bad days, at random moments, again and again."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Sequence

from tests.mcp_for_unity.editor import StandInEditor
from tests.mcp_for_unity.server import UnityServer

LOSSES = (
    "manage_script create",
    "manage_script update",
    "manage_script apply_text_edits",
    "manage_script delete",
    "manage_script get_sha",
    "manage_asset import",
    "refresh_unity",
    "read_console",
)
LOSSES_OF_PACKAGE = ("spark_generate_script", "spark_apply_patch", "spark_ingest_asset")


class BadDays:
    """``losses`` are commands in the middle of which the editor reloads, ``had`` counts the days.

    The server is restarted once: everybody is refused meanwhile.
    """

    def __init__(
        self, server: UnityServer, editor: StandInEditor, losses: Sequence[str], seed: int
    ) -> None:
        self.had: Counter[str] = Counter()
        self.over = asyncio.Event()
        self._server = server
        self._editor = editor
        self._chance = random.Random(seed)
        self._losses = losses
        self._next_losses: list[str] = []

    async def run(self) -> None:
        days = [self._reload, self._leave, self._compile_long, self._ask, self._restart]
        for day in self._chance.sample(days, len(days)):
            for _ in range(3):
                await self._pause(0.2)
                self._lose_a_reply()
            await day()
            self.had[day.__name__] += 1
        while set(self._losses) > {command for command, _ in self._editor.struck}:
            await self._pause()
        self.over.set()

    async def _pause(self, most_seconds: float = 0.5) -> None:
        await asyncio.sleep(self._chance.uniform(0.02, most_seconds))

    def _lose_a_reply(self) -> None:
        """Have the editor reload in the middle of a command, each in its turn."""
        if not self._next_losses:
            self._next_losses = self._chance.sample(self._losses, len(self._losses))
        after_work = self._chance.random() < 0.6
        self._editor.reload_during(self._next_losses.pop(), after_work=after_work)

    async def _reload(self) -> None:
        await self._editor.reload()

    async def _leave(self) -> None:
        await self._editor.leave()
        await self._pause()
        await self._editor.come_back()

    async def _compile_long(self) -> None:
        """Let each script be compiled and loaded, which takes its time, for a while."""
        self._editor.compile_seconds = self._editor.reload_seconds = 0.1
        await self._pause(1.0)
        self._editor.compile_seconds, self._editor.reload_seconds = 0.0, None

    async def _ask(self) -> None:
        self._editor.ask("Save?")
        await self._pause()
        self._editor.dismiss()

    async def _restart(self) -> None:
        await self._server.stop()
        await self._server.start()
