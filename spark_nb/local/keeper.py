"""Keeps one part running for as long as the stack lives."""

from __future__ import annotations

import asyncio
import logging
from asyncio.subprocess import Process
from collections.abc import Iterator
from contextlib import suppress
from signal import Signals

from spark_nb.local.board import Board
from spark_nb.local.log_file import cause_since, end_of
from spark_nb.local.part import Part
from spark_nb.local.program import PartFailed, stop

_log = logging.getLogger(__name__)
_STEADY_SECONDS = 30.0
_LONGEST_DELAY_SECONDS = 10.0
_SAID_CHARACTERS = 200


def restart_delays() -> Iterator[float]:
    """Yield seconds to wait before each start after a failure: at once, then longer and longer."""
    yield 0.0
    delay = 0.1
    while True:
        yield delay
        delay = min(delay * 2, _LONGEST_DELAY_SECONDS)


class Keeper:
    def __init__(self, part: Part, board: Board) -> None:
        self._part = part
        self._board = board
        self._log_position = 0

    async def run(self) -> None:
        """Start the part whenever it is not running. Ends by cancellation, with the part."""
        loop = asyncio.get_running_loop()
        delays = restart_delays()
        while True:
            began = loop.time()
            problem = await self._one_life()
            _log.warning("%s: %s", self._part.name, problem)
            self._board.ended(self._part.name, problem)
            if loop.time() - began > _STEADY_SECONDS:
                delays = restart_delays()
            await asyncio.sleep(next(delays))

    async def _one_life(self) -> str:
        """Return what ended it, in words."""
        try:
            self._log_position = end_of(self._part.log)
            process = await self._part.launch()
            try:
                self._board.starting(self._part.name, process.pid)
                return await self._until_end(process)
            finally:
                await stop(process, self._part.stop_signals)
        except PartFailed as error:
            return error.message
        except OSError as error:
            return f"{type(error).__name__}: {error}"

    async def _until_end(self, process: Process) -> str:
        exited = asyncio.create_task(process.wait())
        serving = asyncio.create_task(self._serve())
        try:
            await asyncio.wait({exited, serving}, return_when=asyncio.FIRST_COMPLETED)
            return serving.result() if serving.done() else self._how_it_ended(exited.result())
        finally:
            for task in (exited, serving):
                task.cancel()
            await asyncio.gather(exited, serving, return_exceptions=True)

    async def _serve(self) -> str:
        seconds = self._part.ready_seconds
        try:
            async with asyncio.timeout(seconds):
                await self._part.until_ready()
        except TimeoutError:
            raise PartFailed(f"it was not ready after {seconds:.0f} s") from None
        self._board.ready(self._part.name)
        return await self._part.until_broken()

    def _how_it_ended(self, code: int) -> str:
        if code < 0:
            with suppress(ValueError):  # a real-time signal has no name
                return f"it was ended by {Signals(-code).name}"
        said = cause_since(self._part.log, self._log_position)[:_SAID_CHARACTERS]
        return f"it exited with code {code}" + (f" and said {said!r}" if said else "")
