"""Renders the frames of one live preview, and says on the broker when it began and ended."""

from __future__ import annotations

import asyncio
from typing import Any, cast

from spark_nb.domain.event import Event, State
from spark_nb.domain.frame import Frame, FrameFormat
from spark_nb.domain.ids import uuid7
from spark_nb.domain.scene_text import SceneCameras
from spark_nb.domain.shot import Shot
from spark_nb.domain.tools import TOOLS
from spark_nb.pipeline.call import Call, Caller, PreviewRun, event_row
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.scene_files import scene_files


class StreamRenderer:
    """A callable from game time in seconds to a frame. All frames carry one ``preview_id``.

    ``shot`` and ``scale`` may be set at any time; they count from the next frame on.
    """

    def __init__(
        self, pipeline: Pipeline, caller: Caller, shot: Shot, format: FrameFormat = "jpeg"
    ) -> None:
        self._pipeline = pipeline
        self._caller = caller
        self._format: FrameFormat = format
        self.shot = shot
        self.scale = 1.0
        self.preview_id = uuid7(pipeline.clock.now())
        self._frames = 0
        self._announced = False

    async def __call__(self, time_s: float) -> Frame:
        """Render one frame. Raises SparkError."""
        if not self._announced:
            self._announced = True
            await self._tell("started", **self._fields())
        run = PreviewRun(self.preview_id, self._frames, streaming=True)
        self._frames += 1
        fields = {**self._fields(), "time_s": time_s}
        frame = await call_tool(
            self._pipeline, self._caller, "render_preview", fields, preview=run
        )
        return cast("Frame", frame)

    async def finish(self) -> None:
        """Say that no more frames come; nothing to say when there were none."""
        if self._announced:
            self._announced = False
            await self._tell("completed", frames=self._frames)

    @property
    def at_once(self) -> int:
        return self._pipeline.engine.renders_at_once

    async def scenes(self) -> list[SceneCameras]:
        """Return what there is to choose from; nothing without a project folder."""
        folder = self._pipeline.folder
        return [] if folder is None else await asyncio.to_thread(scene_files, folder)

    def lossless(self) -> StreamRenderer:
        """Return another run of the same shot, in full size as PNG; ``finish`` it as well."""
        return StreamRenderer(self._pipeline, self._caller, self.shot, "png")

    def _fields(self) -> dict[str, Any]:
        return self.shot.fields(self.scale) | {"format": self._format}

    async def _tell(self, state: State, **data: Any) -> None:
        event = self._event(state, data)
        self._pipeline.events.emit(event)
        await self._pipeline.rows.write({"spark_events": [event_row(event)]})

    def _event(self, state: State, data: dict[str, Any]) -> Event:
        now = self._pipeline.clock.now()
        stream = Call(
            tool=TOOLS["render_preview"],
            caller=self._caller,
            call_id=self.preview_id,
            started_at=now,
            started=self._pipeline.clock.monotonic(),
        )
        return stream.event(state, now, preview_id=str(self.preview_id), **data)
