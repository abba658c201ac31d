"""A preview as a stream: renders while somebody looks, hands on what is newest."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from spark_nb.domain.frame import Frame
from spark_nb.errors import RejectedError, SparkError
from spark_nb.policy.playhead import Playhead
from spark_nb.ports import FrameSink

_FIRST_RETRY_S = 0.5
_LAST_RETRY_S = 10.0
_RATE_SPAN_S = 2.0


@dataclass(frozen=True, slots=True)
class StreamStats:
    """Counts since the start of a stream."""

    sent: int
    """Frames handed to the screens."""
    shown: int
    """Frames a screen has confirmed as drawn."""
    dropped: int
    """Frames rendered and never drawn: overtaken, late, or rendered before a pause."""
    fps: float
    """Frames sent per second, over the last two seconds."""


class PreviewStream:
    """Owns the task that renders frames on a grid of 1 / ``frames_per_second`` seconds.

    ``render`` gets the game time in seconds. Up to ``at_once`` renders overlap; frames leave in
    order. A SparkError of ``render`` goes to the sink and is tried again, later each time; a
    RejectedError waits for ``resume`` or ``seek``. Any other exception ends the stream and is
    raised by ``aclose``. ``clock`` returns monotonic seconds.
    """

    def __init__(
        self,
        render: Callable[[float], Awaitable[Frame]],
        sink: FrameSink,
        *,
        frames_per_second: float,
        duration_s: float,
        clock: Callable[[], float],
        loop: bool = True,
        at_once: int = 2,
    ) -> None:
        self._render = render
        self._sink = sink
        self._clock = clock
        self._playhead = Playhead(
            frames_per_second=frames_per_second, duration_s=duration_s, loop=loop
        )
        self._task: asyncio.Task[None] | None = None
        self._changed = asyncio.Event()
        self._slots = asyncio.Semaphore(at_once)
        self._started = self._shown = 0
        self._epoch = 0
        self._in_flight = 0
        self._step: int | None = None
        self._hold_until = -math.inf
        self._retry_s = _FIRST_RETRY_S
        self._sent = self._late = 0
        self._sent_at: deque[float] = deque(maxlen=math.ceil(_RATE_SPAN_S * frames_per_second))

    @property
    def playing(self) -> bool:
        return self._playhead.playing

    @property
    def duration_s(self) -> float:
        """The length of one loop in game seconds, a whole number of grid steps."""
        return self._playhead.duration_s

    def start(self) -> asyncio.Task[None]:
        """Begin to play; return the task that runs until ``aclose``."""
        if self._task is None:
            self._playhead.play(self._clock())
            self._task = asyncio.create_task(self._run(), name="preview stream")
        return self._task

    def pause(self) -> None:
        """Keep the frame that is shown; what is being rendered is not shown any more."""
        self._epoch += 1
        self._playhead.pause(at=self._step)

    def resume(self) -> None:
        self._try_now()
        self._playhead.play(self._clock())

    def seek(self, time_s: float) -> None:
        """Show the grid step nearest to ``time_s``; go on from there when playing."""
        self._try_now()
        self._playhead.seek(time_s, self._clock())

    def renew(self) -> None:
        """Show the present moment anew: what is being rendered is out of date."""
        self._epoch += 1
        self.seek(self._playhead.time_s(0 if self._step is None else self._step))

    def stats(self) -> StreamStats:
        return StreamStats(
            sent=self._sent,
            shown=self._sink.drawn,
            dropped=self._late + self._sink.dropped,
            fps=self._rate(),
        )

    def stop(self) -> None:
        """Ask the task to end, without waiting for it."""
        if self._task is not None:
            self._task.cancel()

    async def aclose(self) -> None:
        """End the task and wait for it. Raises what ended it before, when that was a fault."""
        self.stop()
        if self._task is not None:
            await asyncio.wait([self._task])
            if not self._task.cancelled():
                self._task.result()

    async def _run(self) -> None:
        try:
            async with asyncio.TaskGroup() as renders:
                while True:
                    await self._slots.acquire()
                    step = await self._next_step()
                    self._started += 1
                    self._in_flight += 1
                    renders.create_task(self._show(step, self._started, self._epoch))
        except ExceptionGroup as group:
            raise group.exceptions[0] from None

    async def _next_step(self) -> int:
        while True:
            self._playhead.stand_still(await self._sink.ready(self._in_flight))
            self._changed.clear()
            now = self._clock()
            wait_s = max(self._playhead.due_in(now), self._hold_until - now)
            if wait_s <= 0:
                return self._playhead.take(now)
            with suppress(TimeoutError):
                async with asyncio.timeout(None if math.isinf(wait_s) else wait_s):
                    await self._changed.wait()

    async def _show(self, step: int, order: int, epoch: int) -> None:
        try:
            frame = await self._render(self._playhead.time_s(step))
        except SparkError as error:
            if epoch == self._epoch:
                self._hold_off(error, step)
        else:
            self._hand_on(frame, step, order, epoch)
        finally:
            self._in_flight -= 1
            self._slots.release()

    def _hand_on(self, frame: Frame, step: int, order: int, epoch: int) -> None:
        if order < self._shown or epoch != self._epoch:
            self._late += 1
            return
        self._shown, self._step = order, step
        self._retry_s = _FIRST_RETRY_S
        self._sent += 1
        self._sent_at.append(self._clock())
        self._sink.show(frame)
        if self._playhead.playing and self._playhead.is_last(step):
            self._playhead.pause()
            self._sink.end()

    def _hold_off(self, error: SparkError, step: int) -> None:
        now = self._clock()
        if isinstance(error, RejectedError):
            self._playhead.pause(at=step - 1)
            self._sink.fail(error, None)
        elif now >= self._hold_until:  # else the other render in flight has failed as well
            delay_s = max(self._retry_s, getattr(error, "retry_after_seconds", None) or 0.0)
            self._hold_until = now + delay_s
            self._retry_s = min(2 * self._retry_s, _LAST_RETRY_S)
            self._playhead.seek(self._playhead.time_s(step), now)
            self._playhead.stand_still(delay_s)
            self._sink.fail(error, delay_s)
            self._changed.set()

    def _try_now(self) -> None:
        self._hold_until = -math.inf
        self._changed.set()

    def _rate(self) -> float:
        since = self._clock() - _RATE_SPAN_S
        recent = [at for at in self._sent_at if at > since]
        if len(recent) < 2 or recent[-1] <= recent[0]:
            return 0.0
        return (len(recent) - 1) / (recent[-1] - recent[0])

    def __repr__(self) -> str:
        state = "playing" if self.playing else "paused"
        return f"<PreviewStream {state}, {self._in_flight} in flight, {self._sent} sent>"
