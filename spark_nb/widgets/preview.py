"""The live preview: a stream of frames in JupyterLab, and its last picture everywhere else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from traitlets import Bool, Dict, Enum, Float, Int, List, Unicode

from spark_nb.domain.frame import Frame
from spark_nb.domain.ids import uuid4
from spark_nb.domain.pace import check_pace, check_time
from spark_nb.domain.page_access import NoPageAccess, PageAccess
from spark_nb.errors import RejectedError, ServiceTimeout, SparkError
from spark_nb.pipeline.preview_stream import PreviewStream, StreamStats
from spark_nb.ports import Filming, Footage, FrameOutlet
from spark_nb.widgets.base import SparkWidget
from spark_nb.widgets.comparison import Comparison
from spark_nb.widgets.frame_channel import FrameChannel
from spark_nb.widgets.page_message import read_page_message
from spark_nb.widgets.playback import Playback
from spark_nb.widgets.preview_output import PreviewOutput
from spark_nb.widgets.saving import OwnFootage, Saver, file_kind, film_times
from spark_nb.widgets.shooting import Shooting
from spark_nb.widgets.viewer_messages import (
    Ask,
    Choose,
    Control,
    Gone,
    Hello,
    Pause,
    Play,
    Save,
    Seek,
    Shown,
    Take,
    viewer_messages,
)

_STILL_EVERY_S = 1.0
_NO_SESSION = "This preview has no session, so its frames come through the kernel."
_LOADING = "Rendering the first picture."


def _time_ms() -> float:
    return time.time() * 1000


class Preview(SparkWidget):
    """Shows what ``render`` returns for each game time in seconds, while somebody looks.

    ``size`` is the shape of the empty picture, in pixels; ``window`` how many frames may be on
    their way to a page. ``filming`` is what ``render`` takes pictures of, where that can be
    chosen, and made smaller while link or page do not keep up. Closing it, or ``aclose()``, frees
    everything; the last picture stays. Raises RejectedError for a pace that cannot be kept.
    """

    uid = Unicode(read_only=True).tag(sync=True)
    name = Unicode("Preview").tag(sync=True)
    playing = Bool(default_value=False, read_only=True).tag(sync=True)
    retry_in_s = Float(None, allow_none=True, read_only=True).tag(sync=True)
    duration_s = Float(read_only=True).tag(sync=True)
    frames_per_second = Float(read_only=True).tag(sync=True)
    window = Int(read_only=True).tag(sync=True)
    width = Int(read_only=True).tag(sync=True)
    height = Int(read_only=True).tag(sync=True)
    way = Enum(("auto", "kernel"), "auto").tag(sync=True)
    """How frames reach a page: straight from the broker where they can, or through the kernel."""
    adjustable = Bool(default_value=False, read_only=True).tag(sync=True)
    adaptive = Bool(default_value=False, read_only=True).tag(sync=True)
    scale = Float(1.0, read_only=True).tag(sync=True)
    scene = Unicode(None, allow_none=True, read_only=True).tag(sync=True)
    camera = Unicode(None, allow_none=True, read_only=True).tag(sync=True)
    scenes = List(Dict(), read_only=True).tag(sync=True)
    saving = Dict(default_value=None, allow_none=True, read_only=True).tag(sync=True)
    notice = Unicode("", read_only=True).tag(sync=True)

    def __init__(  # noqa: PLR0913 - each but the first has its default
        self,
        render: Callable[[float], Awaitable[Frame]],
        *,
        name: str = "Preview",
        frames_per_second: float = 30.0,
        duration_s: float = 10.0,
        loop: bool = True,
        autoplay: bool = True,
        size: tuple[int, int] = (640, 360),
        window: int = 16,
        outlet: FrameOutlet | None = None,
        filming: Filming | None = None,
        clock: Callable[[], float] = time.monotonic,
        **kwargs: Any,
    ) -> None:
        self._clock = clock
        self._filming = filming
        self._render = render
        pace = check_pace(frames_per_second, duration_s, window)
        uid = uuid4().hex
        self._outlet = outlet
        self._channel = FrameChannel(
            self.send,
            window=pace.window,
            clock=clock,
            time_ms=_time_ms,
            outlet=outlet,
            widget=uid,
        )
        new_stream = partial(
            PreviewStream,
            render,
            _Sink(self, self._channel),
            frames_per_second=pace.frames_per_second,
            duration_s=pace.duration_s,
            loop=loop,
            clock=clock,
            at_once=2 if filming is None else filming.at_once,
        )
        self._playback = Playback(new_stream, self.keep)
        self._shooting = Shooting(filming, renew=self.refresh, tell=self._set)
        self._comparison = Comparison(self.send)
        self._saver = Saver(self._new_footage, lambda progress: self._set(saving=progress))
        self._revision: str | None = None
        self._output = PreviewOutput()
        self._upkeep = False
        self._still_due = asyncio.Event()
        self._has_picture = asyncio.Event()
        self._autoplay = autoplay
        self._set(
            uid=uid,
            duration_s=self._playback.duration_s,
            frames_per_second=pace.frames_per_second,
            window=pace.window,
            width=size[0],
            height=size[1],
        )
        self._set(**self._shooting.facts())
        if not autoplay:
            kwargs = {
                "status": "empty",
                "words": "No picture yet.",
                "hint": "Press play.",
            } | kwargs
        super().__init__(name=name, **kwargs)
        self.hear_pages(self._take_in)

    @property
    def frame(self) -> Frame | None:
        """The newest frame."""
        return self._channel.frame

    @property
    def time_s(self) -> float:
        """The game time of the newest frame, in seconds."""
        return self.frame.time_s if self.frame else 0.0

    def play(self) -> None:
        """Go on; from the start after the end; again at once after an error."""
        self._shooting.move()
        self._playback.play()
        self._set(playing=True)
        if self.frame is None:
            self._say("loading", _LOADING)
        elif self.status != "live":
            self._say("live")

    def pause(self) -> None:
        """Keep the picture that is shown."""
        self._playback.pause()
        self._rest("paused")

    def seek(self, time_s: float) -> None:
        """Show the picture at ``time_s`` seconds of game time, as near as the rate allows.

        Goes on from there when playing, and does not begin to play when not. Raises RejectedError.
        """
        self._playback.seek(check_time(time_s))

    def step(self, count: int = 1) -> None:
        """Pause, and go ``count`` frames on; back when negative."""
        if self.playing:
            self.pause()
        self.seek(max(0.0, self.time_s + count / self.frames_per_second))

    def choose(self, **changes: Any) -> None:
        """Show another ``scene``, ``camera``, ``width`` or ``height`` from now on.

        ``scene=None`` and ``camera=None`` leave it to the engine; ``adaptive=False`` keeps to the
        full size however slow the link is. Raises RejectedError.
        """
        unknown = changes.keys() - {"scene", "camera", "width", "height", "adaptive"}
        if unknown:
            raise RejectedError(
                f"A preview has no {min(unknown)} to choose.",
                field=min(unknown),
                hint="Pass scene, camera, width, height or adaptive.",
            )
        self._shooting.choose(**changes)
        self._set(notice="")

    def refresh(self) -> None:
        """Render the picture that is shown anew: the project, or what is taken of it, changed."""
        self._playback.renew()

    def hold(self) -> Frame:
        """Keep the newest picture as "before", with the live one beside it; return it.

        After a patch or an undo the line between the two shows the difference.
        """
        if self.frame is None:
            raise RejectedError(
                "There is no picture yet to hold.",
                field="hold",
                hint="Await preview.picture() first.",
            )
        self.compare(self.frame)
        return self.frame

    def compare(self, before: Frame, after: Frame | None = None) -> None:
        """Show ``before`` beside ``after``, or beside the live picture; ``release`` ends it."""
        self._comparison.hold(before, after)

    def release(self) -> None:
        """End a comparison."""
        self._comparison.release()

    async def save(
        self,
        path: str | Path,
        *,
        duration_s: float | None = None,
        frames_per_second: float | None = None,
    ) -> Path:
        """Write the picture that is shown (``.png``) or a film (``.webp``); return where.

        A film is of the last ``duration_s`` seconds of game time, by default of the whole loop.
        Rendered in full size, without the page. Raises SparkError, and RejectedError while
        another is being saved.
        """
        target = Path(path)
        data = await self._file(file_kind(target), duration_s, frames_per_second)
        await asyncio.to_thread(target.write_bytes, data)
        return target

    def cancel_save(self) -> None:
        """Give up the file that is being made; whoever awaits it gets CancelledError."""
        self._saver.cancel()

    def stats(self) -> StreamStats:
        """Return how many frames were sent, shown and dropped, and how fast."""
        return self._playback.stats()

    async def picture(self, timeout_s: float = 30.0) -> Frame:
        """Return the newest frame, waiting for the first, once it is in the cell's output.

        An executed notebook (nbconvert, CI) awaits this, so that its output holds the picture.
        """
        if self.frame is None and not self._playback.begun:
            self.seek(0.0)
        try:
            async with asyncio.timeout(timeout_s):
                frame = await self._any_frame()
        except TimeoutError:
            raise self._too_late(f"There was no picture within {timeout_s:g} s.") from None
        frame = await self._in_full(frame)
        await self._output.keep(frame)
        return frame

    async def wait_shown(self, count: int, timeout_s: float = 10.0) -> StreamStats:
        """Return when a browser has drawn ``count`` frames since the widget was made.

        Raises ServiceTimeout when that takes longer.
        """
        try:
            async with asyncio.timeout(timeout_s):
                await self._channel.wait_drawn(count)
        except TimeoutError:
            drawn = f"{self._channel.drawn} of {count} frames were drawn"
            raise self._too_late(f"{drawn} within {timeout_s:g} s.") from None
        return self.stats()

    def close(self) -> None:
        """Free everything; the last picture stays in the output."""
        if self.comm is None:
            return
        self._output.end_view(self.frame)
        super().close()
        if self.frame is not None:
            self._keep_last(self.frame)

    def hear(self, content: dict[str, Any]) -> None:
        """Do what a page asks. Raises RejectedError for what is no message of ours."""
        match read_page_message(viewer_messages, content, "a preview"):
            case Hello() | Shown() | Gone() | Take() as message:
                self._hear_viewer(message)
            case Ask():
                self.own(self._tell_access(), "preview access")
            case Play():
                self.play()
            case Pause():
                self.pause()
            case Seek(time_s=time_s):
                self.seek(time_s)
            case message:
                self.own(self._serve(message), "preview request")

    async def _serve(self, message: Choose | Control | Save) -> None:
        """Do what a page's controls ask; what is refused stands beside them."""
        try:
            await self._obey(message)
        except SparkError as error:
            self._set(notice=f"{error.message} {error.hint or ''}".strip())
        else:
            self._set(notice="")

    async def _obey(self, message: Choose | Control | Save) -> None:
        match message:
            case Choose():
                self.choose(**message.changes)
            case Control(kind="scenes"):
                await self._shooting.read_scenes()
            case Control(kind="hold"):
                self.hold()
            case Control(kind="release"):
                self.release()
            case Control():
                self.cancel_save()
            case Save():
                data = await self._file(message.format, message.duration_s, None)
                self.send(
                    {"kind": "saved", "format": message.format, "name": self._name()}, [data]
                )

    async def _file(
        self, kind: str, duration_s: float | None, frames_per_second: float | None
    ) -> bytes:
        if kind == "png":
            return await self._saver.picture(self.time_s)
        rate = check_pace(
            frames_per_second or self.frames_per_second, self.duration_s, self.window
        ).frames_per_second
        times = film_times(self.time_s, duration_s, self.duration_s, rate)
        return await self._saver.film(times, rate)

    def _name(self) -> str:
        return f"{self.name.lower().replace(' ', '-')}-{self.time_s:.2f}s"

    def _new_footage(self) -> Footage:
        return self._filming.lossless() if self._filming else OwnFootage(self._render)

    async def _in_full(self, frame: Frame) -> Frame:
        """Return ``frame`` in full size, rendered again if need be; as it is when that fails."""
        if not self._shooting.reduced:
            return frame
        async with self._footage() as footage:
            try:
                return await footage(frame.time_s)
            except SparkError:
                return frame  # small, but better than none; the stream says what is wrong

    @asynccontextmanager
    async def _footage(self) -> AsyncIterator[Footage]:
        footage = self._new_footage()
        try:
            yield footage
        finally:
            await footage.finish()

    def _ipython_display_(self) -> None:
        self._output.publish(self.model_id)
        self._still_due.set()
        if not self._upkeep:
            self._upkeep = True
            self.own(self._keep_still(), "preview still")
        if self._autoplay:
            self.play()

    def _take_in(self, content: dict[str, Any]) -> None:
        """Hear a page; a fault stands in the widget, and by ipywidgets in the kernel's log."""
        try:
            self.hear(content)
        except Exception as error:
            self.pause()  # the next frame would wipe the words away
            self.show_error(error)
            raise

    def _task_ended(self, task: asyncio.Task[Any]) -> None:
        super()._task_ended(task)
        if not task.cancelled() and self._playback.recover(task, self.time_s):
            self._set(playing=False)  # a fault in ``render``; play begins anew

    async def _any_frame(self) -> Frame:
        while (frame := self.frame) is None:
            await self._has_picture.wait()
        return frame

    def _keep_last(self, frame: Frame) -> None:
        try:
            asyncio.get_running_loop()
        except RuntimeError:  # nobody waits for a loop either
            self._output.keep_now(frame)
        else:
            self.own(self._keep_full(frame), "last picture")

    async def _keep_full(self, frame: Frame) -> None:
        await self._output.keep(await self._in_full(frame))

    async def _keep_still(self) -> None:
        while True:
            await self._still_due.wait()
            self._still_due.clear()
            if self.frame is not None:
                await self._keep_full(self.frame)
            await asyncio.sleep(_STILL_EVERY_S)

    def _say(self, status: str, words: str = "", hint: str = "") -> None:
        with self.hold_sync():
            self.words, self.hint, self.details = words, hint, ""
            self.status = status
            self._set(retry_in_s=None)

    def _rest(self, status: str) -> None:
        """Stand still on the newest picture, and keep it in the output."""
        self._set(playing=False)
        self._shooting.rest()
        self._say(status)
        self._still_due.set()

    async def _tell_access(self) -> None:
        """Answer a page by a message: it holds a secret, which no trait may keep."""
        access: PageAccess | NoPageAccess = NoPageAccess(_NO_SESSION)
        if self._outlet is not None:
            try:
                access = await asyncio.to_thread(self._outlet.access)
            except SparkError as error:
                access = NoPageAccess(error.message)
        self.send({"kind": "access", **asdict(access)})

    def _hear_viewer(self, message: Hello | Shown | Gone | Take) -> None:
        was_watched = self._channel.watched
        self._channel.hear(message)
        match message:
            case Hello(index=0):
                self._comparison.tell()
            case Shown():
                if self.playing:
                    self._shooting.note(message, self._clock())
            case Gone():
                self._shooting.forget(message.viewer)
        if was_watched and not self._channel.watched:
            self._still_due.set()

    def _show(self, frame: Frame) -> None:
        self._channel.send(frame)
        if frame.revision != self._revision and self._filming is not None:
            self._revision = frame.revision
            self.own(self._serve(Control(kind="scenes")), "preview scenes")
        if not self._has_picture.is_set():
            self._has_picture.set()
            self._still_due.set()
        if self.playing and self.status != "live":
            self._say("live")
        elif not self.playing and self.status in ("loading", "error", "empty"):
            self._say("paused")
        if not self.playing:
            self._still_due.set()

    def _fail(self, error: SparkError, retry_in_s: float | None) -> None:
        self.show_error(error)
        self._set(retry_in_s=retry_in_s)
        if retry_in_s is None:
            self._set(playing=False)

    @staticmethod
    def _too_late(words: str) -> ServiceTimeout:
        return ServiceTimeout(words, hint="Is the preview on the screen, and its page open?")


class _Sink:
    """The preview as the stream's sink."""

    def __init__(self, preview: Preview, channel: FrameChannel) -> None:
        self._preview = preview
        self._channel = channel

    async def ready(self, in_flight: int) -> float:
        return await self._channel.ready(in_flight)

    def show(self, frame: Frame) -> None:
        self._preview._show(frame)  # two halves of one object

    def fail(self, error: SparkError, retry_in_s: float | None) -> None:
        self._preview._fail(error, retry_in_s)

    def end(self) -> None:
        self._preview._rest("done")

    @property
    def drawn(self) -> int:
        return self._channel.drawn

    @property
    def dropped(self) -> int:
        return self._channel.dropped
