"""The session as a notebook sees it: everything of ``session`` plus what is shown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from spark_nb.domain.build import BuildStatus
from spark_nb.domain.engine import EngineState
from spark_nb.domain.file_plan import OnPresetConflict
from spark_nb.domain.frame import Frame, FrameFormat
from spark_nb.domain.preset_plan import PresetPlan
from spark_nb.domain.shot import Shot
from spark_nb.metrics import Metrics
from spark_nb.pipeline.apply_preset import AppliedPreset, PresetProgress
from spark_nb.pipeline.operation import OnStep, OpenOperation
from spark_nb.pipeline.remove_preset import RemovedPreset
from spark_nb.pipeline.scene_files import scene_files
from spark_nb.pipeline.stream_renderer import StreamRenderer
from spark_nb.preset_html import ShownPlan
from spark_nb.session import SessionCore
from spark_nb.settings import Endpoints
from spark_nb.widgets.looks import Looks
from spark_nb.widgets.metrics import MetricsPanel
from spark_nb.widgets.preset_picker import PresetPicker
from spark_nb.widgets.preview import Preview
from spark_nb.widgets.progress import Progress
from spark_nb.widgets.progress_line import ProgressLine
from spark_nb.widgets.readings import reading
from spark_nb.widgets.studio import Arrangement, Studio, check_layout
from spark_nb.widgets.undo import Undo

_NEXT_IN_STUDIO = "The preview plays its first scene."
_SCENE = (480, 270)  # pixels of a scene's picture among others


async def connect(
    *,
    session_id: str | None = None,
    project: str | Path | None = None,
    user: str | None = None,
) -> Session:
    """Connect to what the environment names, and start the embedded stack for the rest.

    ``project`` is a Unity project's folder; a missing one is made. ``session_id`` takes up an
    earlier session's undo history. Raises SetupError or ServiceError.
    """
    return await Session.open(session_id=session_id, project=project, user=user)


class Session(SessionCore):
    """What ``connect`` returns. Close it with ``await session.close()`` or ``async with``."""

    def __init__(self, endpoints: Endpoints, session_id: str, metrics: Metrics) -> None:
        super().__init__(endpoints, session_id, metrics)
        self._looks = Looks()

    def preview(
        self,
        *,
        scene: str | None = None,
        camera: str | None = None,
        width: int = 640,
        height: int = 360,
        frames_per_second: float = 30.0,
        duration_s: float = 10.0,
        format: FrameFormat = "jpeg",
        adaptive: bool = True,
    ) -> Preview:
        """Return a live view of a scene that plays ``duration_s`` seconds of it in a loop.

        Sides in pixels; ``adaptive`` makes them smaller while link or page are too slow. It
        renders only while somebody looks, and streams on after the cell. Raises RejectedError.
        """
        shot = Shot().with_changes(scene=scene, camera=camera, width=width, height=height)
        renderer = StreamRenderer(self._opened, self._caller, shot, format)
        preview = Preview(
            renderer,
            filming=renderer,
            frames_per_second=frames_per_second,
            duration_s=duration_s,
            outlet=self._pages,
        )
        preview.follow_engine(self._engine_state)
        if not adaptive:
            preview.choose(adaptive=False)
        self._stack.push_async_callback(renderer.finish)
        self._stack.callback(self.patches.watch(preview.refresh))
        self._stack.push_async_callback(preview.aclose)
        return preview

    def preset_picker(self) -> PresetPicker:
        """Return the presets to choose from: what each is and would do, to apply and to remove.

        One that is made again in the notebook shows what the last one showed.
        """
        picker = PresetPicker(self.patches, self, self._look_at)
        self._looks.keep("picker", picker)
        self._stack.push_async_callback(picker.aclose)
        return picker

    def history(self) -> Undo:
        """Return the list of changes with their pictures and diffs, and the way back."""
        history = Undo(self.patches, self)
        self._stack.push_async_callback(history.aclose)
        return history

    def progress(self) -> Progress:
        """Return the list of what was done and what is under way, from an earlier kernel on."""
        progress = Progress(self._happenings, self.patches, self, self._ask_build)
        progress.follow_engine(self._engine_state)
        self._stack.push_async_callback(progress.aclose)
        return progress

    def studio(self, *, layout: Arrangement = "auto", height: int = 640) -> Studio:
        """Return preview, presets, progress and history in one place; ``height`` in pixels.

        ``layout`` is ``wide``, ``tabs``, or ``auto``: tabs where it is narrow. What was chosen in
        it is there again when its cell runs again. Raises RejectedError.
        """
        check_layout(layout, height)
        preview = self.preview()
        picker = PresetPicker(self.patches, self, self._look_at, next_step=_NEXT_IN_STUDIO)
        self._looks.keep("studio presets", picker)
        studio = Studio(
            preview,
            picker,
            {"progress": self.progress(), "history": self.history()},
            self.patches,
            self._scene_paths,
            arrangement=layout,
            height=height,
        )
        self._looks.keep("studio", studio)
        self._stack.push_async_callback(studio.aclose)
        return studio

    async def _scene_paths(self) -> list[str]:
        found = await asyncio.to_thread(scene_files, self.project)
        return [scene.path for scene in found]

    def _engine_state(self) -> EngineState:
        return self._adapters.unity.state

    async def _ask_build(self, job_id: UUID) -> BuildStatus:
        return await self.unity.get_build_status(job_id=job_id)

    async def _look_at(self, scene: str) -> Frame:
        return await self.unity.render_preview(
            width=_SCENE[0], height=_SCENE[1], scene=scene, format="webp"
        )

    async def plan_preset(self, preset_id: str) -> PresetPlan:
        """Say what applying the preset would do, with diffs; see ``SessionCore.plan_preset``."""
        return ShownPlan.of(await super().plan_preset(preset_id))

    @asynccontextmanager
    async def operation(
        self, name: str, *, on_step: OnStep | None = None
    ) -> AsyncIterator[OpenOperation]:
        """Make one operation of a block, showing its progress; see ``SessionCore.operation``."""
        line = ProgressLine()

        def show(done: float, total: float | None, words: str) -> None:
            line.update(done, total, words)
            if on_step:
                on_step(done, total, words)

        async with super().operation(name, on_step=show) as opened:
            yield opened
        line.done(f"{opened.name} in {opened.elapsed_ms / 1000:.1f} s")

    def metrics(self) -> MetricsPanel:
        """Return a live panel of what waits, how long calls take, and what the cache saves.

        It looks once a second and keeps five minutes.
        """
        panel = MetricsPanel(self._reading)
        self._stack.push_async_callback(panel.aclose)
        return panel

    def _reading(self, at_ms: float) -> dict[str, Any]:
        return reading(self._metrics.snapshot(), self.gauges(), at_ms)

    async def apply_preset(
        self,
        preset_id: str,
        *,
        on_conflict: OnPresetConflict = "refuse",
        on_progress: Callable[[PresetProgress], None] | None = None,
    ) -> AppliedPreset:
        """Bring a preset into the project; see ``SessionCore.apply_preset``.

        Each step is shown below the cell, unless ``on_progress`` takes them.
        """
        line = ProgressLine()
        applied = await super().apply_preset(
            preset_id, on_conflict=on_conflict, on_progress=_shown(line, on_progress)
        )
        line.done(repr(applied))
        return applied

    async def remove_preset(
        self,
        preset_id: str,
        *,
        force: bool = False,
        on_progress: Callable[[PresetProgress], None] | None = None,
    ) -> RemovedPreset:
        """Take a preset out again, shown as applying is; see ``SessionCore.remove_preset``."""
        line = ProgressLine()
        removed = await super().remove_preset(
            preset_id, force=force, on_progress=_shown(line, on_progress)
        )
        line.done(repr(removed))
        return removed


def _shown(
    line: ProgressLine, on_progress: Callable[[PresetProgress], None] | None
) -> Callable[[PresetProgress], None]:
    """Return ``on_progress``, else what shows a step below the cell."""
    if on_progress is not None:
        return on_progress

    def show(step: PresetProgress) -> None:
        name = step.path.rpartition("/")[2]
        line.update(step.done, step.total, f"{step.verb} {name}")

    return show
