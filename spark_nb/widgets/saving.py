"""Saves what a preview shows: one picture, or a span of it as a film."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, Literal

from spark_nb.domain.byte_size import MIB, over_limit
from spark_nb.domain.frame import Frame
from spark_nb.errors import RejectedError
from spark_nb.ports import Footage
from spark_nb.widgets.film import film
from spark_nb.widgets.still import png_bytes

PictureFile = Literal["png", "webp"]
Report = Callable[[str, int, int], None]

_MOST_FRAMES = 900
_MOST_BYTES = 128 * MIB


def file_kind(path: Path) -> PictureFile:
    """Return what to write by a file's name. Raises RejectedError for any other."""
    match path.suffix.lower():
        case ".png":
            return "png"
        case ".webp":
            return "webp"
    raise RejectedError(
        f"A preview is saved as .png or .webp (got {path.name!r}).",
        field="path",
        hint="End the name in .png for one picture, in .webp for a film.",
    )


def film_times(
    now_s: float, span_s: float | None, loop_s: float, frames_per_second: float
) -> list[float]:
    """Return the game times of a film: the whole loop, or the ``span_s`` seconds before ``now_s``.

    What lies before the beginning is taken from the loop's end. Raises RejectedError for a span
    that is none, or a film of more than 900 pictures.
    """
    span = loop_s if span_s is None else span_s
    if not 0 < span <= loop_s:
        raise RejectedError(
            f"duration_s must be more than 0 and at most {loop_s:g} (got {span_s!r}).",
            field="duration_s",
            limit=loop_s,
            actual=span_s,
            hint="Pass at most the preview's own duration_s.",
        )
    steps, loop = max(1, round(span * frames_per_second)), round(loop_s * frames_per_second)
    if steps > _MOST_FRAMES:
        raise RejectedError(
            f"A film has at most {_MOST_FRAMES} pictures (got {steps}).",
            field="duration_s",
            limit=_MOST_FRAMES,
            actual=steps,
            hint="Pass a shorter duration_s, or fewer frames_per_second.",
        )
    first = 0 if span_s is None else round(now_s * frames_per_second) - steps + 1
    return [(step % loop) / frames_per_second for step in range(first, first + steps)]


async def save_picture(footage: Footage, time_s: float) -> bytes:
    """Return one picture as PNG. Raises SparkError."""
    return await asyncio.to_thread(png_bytes, await footage(time_s))


async def save_film(
    footage: Footage, times: list[float], frames_per_second: float, report: Report
) -> bytes:
    """Return an animated WebP. ``report`` hears the stage, and how far it is.

    Keeps the pictures packed, at most 128 MiB of them. Raises SparkError.
    """
    frames = await _rendered(footage, times, report)
    loop, stop = asyncio.get_running_loop(), threading.Event()

    def step(done: int) -> None:
        if stop.is_set():
            raise _StoppedError
        loop.call_soon_threadsafe(report, "encoding", done, len(frames))

    try:
        return await asyncio.to_thread(film, frames, round(1000 / frames_per_second), step)
    finally:
        stop.set()  # a thread cannot be cancelled: it ends at its next picture


async def _rendered(footage: Footage, times: list[float], report: Report) -> list[bytes]:
    frames: list[bytes] = []
    size, total = None, 0
    for time_s in times:
        report("rendering", len(frames), len(times))
        frame = await footage(time_s)
        size = size or (frame.width, frame.height)
        total += len(frame.data)
        _check(frame, size, total)
        frames.append(frame.data)
    return frames


def _check(frame: Frame, size: tuple[int, int], total: int) -> None:
    if (frame.width, frame.height) != size:
        raise RejectedError(
            f"A film's pictures have one size ({size[0]} by {size[1]}, "
            f"then {frame.width} by {frame.height}).",
            field="width",
            hint="Save again when the size stays as it is.",
        )
    if total > _MOST_BYTES:
        raise RejectedError(
            f"{over_limit('Film', total, _MOST_BYTES)} before encoding.",
            field="duration_s",
            limit=_MOST_BYTES,
            actual=total,
            hint="Save fewer seconds, or a smaller size.",
        )


class OwnFootage:
    """A function's pictures, when nothing better is known of it."""

    def __init__(self, render: Callable[[float], Awaitable[Frame]]) -> None:
        self._render = render

    async def __call__(self, time_s: float) -> Frame:
        return await self._render(time_s)

    async def finish(self) -> None:
        """Nobody was told that it began."""


class Saver:
    """Makes one file at a time; ``report`` hears how far it is, and at the end None."""

    def __init__(
        self,
        footage: Callable[[], Footage],
        report: Callable[[dict[str, str | int] | None], None],
    ) -> None:
        self._footage = footage
        self._report = report
        self._task: asyncio.Task[bytes] | None = None

    async def picture(self, time_s: float) -> bytes:
        return await self._run(lambda footage: save_picture(footage, time_s))

    async def film(self, times: list[float], frames_per_second: float) -> bytes:
        return await self._run(
            lambda footage: save_film(footage, times, frames_per_second, self._tell)
        )

    def cancel(self) -> None:
        """Give up what is being made; who awaits it gets CancelledError."""
        if self._task is not None:
            self._task.cancel()

    async def _run(self, make: Callable[[Footage], Coroutine[Any, Any, bytes]]) -> bytes:
        if self._task is not None:
            raise RejectedError(
                "The preview is being saved already.",
                field="save",
                hint="Wait until it is done, or cancel it.",
            )
        footage = self._footage()
        self._task = asyncio.create_task(make(footage), name="save preview")
        try:
            return await self._task
        finally:
            self._task.cancel()
            self._task = None
            self._report(None)
            await footage.finish()

    def _tell(self, stage: str, done: int, total: int) -> None:
        if self._task is not None:  # the thread's last word may come late
            self._report({"stage": stage, "done": done, "total": total})


class _StoppedError(Exception):
    """Nobody waits for the film any more."""
