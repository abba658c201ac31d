"""Play, pause and seek of a preview, whether or not its stream runs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from spark_nb.pipeline.preview_stream import PreviewStream, StreamStats


class Playback:
    """Begins a stream on the first ``play`` or ``seek``, and a new one after a fault ended it.

    ``keep`` is given each stream's task, to await it on close.
    """

    def __init__(
        self,
        new_stream: Callable[[], PreviewStream],
        keep: Callable[[asyncio.Task[None]], None],
    ) -> None:
        self._new_stream = new_stream
        self._keep = keep
        self._stream = new_stream()
        self._task: asyncio.Task[None] | None = None

    @property
    def begun(self) -> bool:
        return self._task is not None

    @property
    def duration_s(self) -> float:
        return self._stream.duration_s

    def play(self) -> None:
        if self._task is None:
            self._begin()
        else:
            self._stream.resume()

    def pause(self) -> None:
        self._stream.pause()

    def seek(self, time_s: float) -> None:
        if self._task is None:
            self._begin()
            self._stream.pause()  # it began to play
        self._stream.seek(time_s)

    def renew(self) -> None:
        """Show the present moment anew; nothing before the first picture was asked for."""
        if self._task is not None:
            self._stream.renew()

    def stats(self) -> StreamStats:
        """Return the counts of the stream that runs; after a fault they begin anew."""
        return self._stream.stats()

    def recover(self, task: asyncio.Task[None], time_s: float) -> bool:
        """Stand ready at ``time_s`` if it was ``task`` that streamed; return whether it was."""
        if task is not self._task:
            return False
        self._stream, self._task = self._new_stream(), None
        self._stream.seek(time_s)
        return True

    def _begin(self) -> None:
        self._task = self._stream.start()
        self._keep(self._task)
