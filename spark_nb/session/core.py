"""The session: what a notebook or a script holds in its hands."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, AbstractContextManager, AsyncExitStack
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from spark_nb.clients.nats_events import read_events, read_frame
from spark_nb.clients.nats_live import LiveNews
from spark_nb.clients.preset_files import load_preset, preset_ids, read_shelf
from spark_nb.clients.price_list import GenaiPrices
from spark_nb.clients.system_clock import SystemClock
from spark_nb.domain.build import BuildStatus
from spark_nb.domain.event import Event
from spark_nb.domain.file_plan import OnPresetConflict, Removal
from spark_nb.domain.frame import check_frame_ref
from spark_nb.domain.health import Health
from spark_nb.domain.ids import check_session_id
from spark_nb.domain.operation import Operation
from spark_nb.domain.preset import LoadedPreset
from spark_nb.domain.preset_plan import PresetPlan
from spark_nb.domain.preset_shelf import PresetShelf
from spark_nb.domain.rework import OnConflict
from spark_nb.domain.usage import UsageRecord
from spark_nb.endpoints import open_endpoints
from spark_nb.errors import RejectedError
from spark_nb.metrics import Metrics
from spark_nb.metrics import process as process_metrics
from spark_nb.pipeline import undo as undoing
from spark_nb.pipeline.apply_preset import (
    AppliedPreset,
    PresetProgress,
    apply_preset,
    plan_preset,
)
from spark_nb.pipeline.build_watch import watch_build
from spark_nb.pipeline.call import Caller, PreviewRun
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.feature import current_feature, tagged
from spark_nb.pipeline.operation import (
    OnStep,
    OpenOperation,
    current_operation,
    operation,
)
from spark_nb.pipeline.preset_standing import PresetStanding, read_standing
from spark_nb.pipeline.record_usage import record_usage
from spark_nb.pipeline.remove_preset import (
    RemovedPreset,
    plan_preset_removal,
    remove_preset,
)
from spark_nb.pipeline.sampler import pipeline_gauges
from spark_nb.pipeline.speech_tools import SpeechTools
from spark_nb.pipeline.undo import UndoProgress
from spark_nb.pipeline.unity_tools import UnityTools
from spark_nb.pipeline.vision_tools import VisionTools
from spark_nb.session.adapters import open_adapters
from spark_nb.session.gauges import gauges
from spark_nb.session.happenings import Happenings
from spark_nb.session.pages import Pages
from spark_nb.session.pulse import Pulse
from spark_nb.settings import Endpoints, load_settings


class SessionCore:
    """A session without widgets: what scripts and servers use. Made by ``open``."""

    def __init__(self, endpoints: Endpoints, session_id: str, metrics: Metrics) -> None:
        self.session_id = session_id
        self.user_id = endpoints.user
        self.project = endpoints.project
        self._endpoints = endpoints
        self._metrics = metrics
        self._clock = SystemClock()
        self._prices = GenaiPrices()
        self._stack = AsyncExitStack()
        self._closed = False
        self._closing = asyncio.Lock()
        self.unity = UnityTools(self._call)
        self.cv = VisionTools(self._call)
        self.asr = SpeechTools(self._call)

    @classmethod
    async def open(
        cls,
        *,
        session_id: str | None = None,
        project: str | Path | None = None,
        user: str | None = None,
        metrics: Metrics = process_metrics,
    ) -> Self:
        """Start what the environment does not name, and connect to everything.

        ``session_id`` (1 to 64 letters, digits, ``_``, ``-``) takes up an earlier session's patch
        stack. Raises SetupError, ServiceError or RejectedError.
        """
        name = f"s-{secrets.token_hex(6)}" if session_id is None else check_session_id(session_id)
        settings = load_settings(project_folder=project, user=user)
        session = cls(await open_endpoints(settings), name, metrics)
        try:
            await session._open()
        except BaseException:
            await session.close()
            raise
        return session

    async def _open(self) -> None:
        self._adapters = await open_adapters(
            self._stack, self._endpoints, self.session_id, self._metrics, self._clock
        )
        self.patches = self._adapters.patches
        self.project = self._adapters.project
        self._happenings = Happenings(self._adapters, self.session_id)
        news = LiveNews(self._adapters.broker, self.session_id)
        await self._stack.enter_async_context(news)
        self._pages = Pages(news, self._endpoints, self.session_id)
        self._stack.push_async_callback(asyncio.to_thread, self._pages.close)
        pulse = Pulse(self._adapters, self._endpoints, self.session_id)
        self._stack.push_async_callback(pulse.end)

    async def close(self) -> None:
        """Send what is queued and let go of everything; bounded in time. May be called twice."""
        self._closed = True
        async with self._closing:
            await self._stack.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"<Session {self.session_id} on {self.project.name}, {len(self.patches)} to undo>"

    @property
    def _opened(self) -> Pipeline:
        """The pipeline, for a call of the user's. Raises RejectedError once that is closed."""
        if self._closed:
            raise RejectedError(
                "The session is closed; nothing was sent.",
                field="session",
                hint="Connect again: session = await spark.connect().",
            )
        return self._adapters.pipeline

    @property
    def _caller(self) -> Caller:
        """Who calls now: feature and operation are those of the blocks the caller stands in."""
        name = self.session_id
        return Caller(name, self.user_id, current_feature(name), current_operation(name))

    async def _call(
        self, name: str, fields: Mapping[str, Any], preview: PreviewRun | None = None
    ) -> Any:
        return await call_tool(self._opened, self._caller, name, fields, preview=preview)

    async def plan_preset(self, preset_id: str) -> PresetPlan:
        """Say what applying the preset would do, with diffs; writes nothing.

        Raises RejectedError when there is no such preset, SetupError when it is a bad one.
        """
        pipeline = self._opened
        loaded, known_ids = await self._load_preset(preset_id)
        return await plan_preset(pipeline, loaded, known_ids)

    async def apply_preset(
        self,
        preset_id: str,
        *,
        on_conflict: OnPresetConflict = "refuse",
        on_progress: Callable[[PresetProgress], None] | None = None,
    ) -> AppliedPreset:
        """Bring a preset into the project: idempotent, one entry to undo, never overwrites.

        A newer version of a preset that is applied changes what you have not edited. Where you and
        the preset both changed a file, ``refuse`` raises ConflictError, ``merge`` merges three-way
        (and raises it where lines clash), ``keep`` keeps yours. Raises also as ``plan_preset``.
        """
        pipeline = self._opened
        loaded, known_ids = await self._load_preset(preset_id)
        return await apply_preset(
            pipeline,
            self._caller,
            loaded,
            known_ids,
            on_conflict=on_conflict,
            on_progress=on_progress or (lambda _: None),
        )

    async def remove_preset(
        self,
        preset_id: str,
        *,
        force: bool = False,
        on_progress: Callable[[PresetProgress], None] | None = None,
    ) -> RemovedPreset:
        """Take a preset out again, as if it had never been there; one entry to undo.

        Your own files stay, and so do the preset's files that you edited, unless ``force``.
        Raises RejectedError when the preset is not applied.
        """
        pipeline = self._opened
        known_ids = await asyncio.to_thread(preset_ids, self._endpoints.preset_folders)
        return await remove_preset(
            pipeline,
            self._caller,
            preset_id,
            known_ids,
            force=force,
            on_progress=on_progress or (lambda _: None),
        )

    async def plan_preset_removal(self, preset_id: str) -> Removal:
        """Say what removing the preset would delete and what it would leave; writes nothing.

        Raises RejectedError when the preset is not applied.
        """
        pipeline = self._opened
        known_ids = await asyncio.to_thread(preset_ids, self._endpoints.preset_folders)
        return await plan_preset_removal(pipeline, preset_id, known_ids)

    async def preset_shelf(self) -> PresetShelf:
        """Read all presets there are, with their files, and say which folders are no good ones."""
        return await asyncio.to_thread(read_shelf, self._endpoints.preset_folders)

    async def preset_standing(self, preset_id: str) -> PresetStanding:
        """Say whether the preset is applied, in which version, and which files you edited."""
        return await read_standing(self._opened.services["unity"], preset_id)

    async def _load_preset(self, preset_id: str) -> tuple[LoadedPreset, list[str]]:
        folders = self._endpoints.preset_folders
        loaded = await asyncio.to_thread(load_preset, preset_id, folders)
        return loaded, await asyncio.to_thread(preset_ids, folders)

    def watch_build(self, job_id: UUID | str) -> AsyncIterator[BuildStatus]:
        """Iterate over a build's statuses as they change; the last one is final.

        Raises SparkError when the build cannot be asked for.
        """
        return watch_build(self._opened, self._caller, job_id)

    async def undo(
        self,
        *,
        on_conflict: OnConflict = "refuse",
        on_progress: Callable[[UndoProgress], None] | None = None,
    ) -> Operation:
        """Take the newest operation back, and return it.

        Where a file was changed since, ``refuse`` raises ConflictError and writes nothing;
        ``keep`` leaves that file as it is; ``restore`` takes the step all the same, and redo
        brings the changes back; ``merge`` takes the step and keeps the changes, or raises
        ConflictError when it cannot.
        """
        return await undoing.undo(self._opened, self._caller, on_conflict, on_progress)

    async def redo(
        self,
        *,
        on_conflict: OnConflict = "refuse",
        on_progress: Callable[[UndoProgress], None] | None = None,
    ) -> Operation:
        """Bring back what was undone last. As ``undo``, the other way."""
        return await undoing.redo(self._opened, self._caller, on_conflict, on_progress)

    async def rollback_to(
        self,
        operation_id: UUID,
        *,
        on_conflict: OnConflict = "refuse",
        on_progress: Callable[[UndoProgress], None] | None = None,
    ) -> list[Operation]:
        """Undo everything after ``operation_id``, which stays; return it newest first.

        Each file is written once. What a crash cut short is finished by calling this again.
        """
        return await undoing.rollback_to(
            self._opened, self._caller, operation_id, on_conflict, on_progress
        )

    def feature(self, name: str) -> AbstractContextManager[None]:
        """Tag calls and usage within a ``with`` block; 1 to 100 characters, may be nested.

        Tasks and previews begun inside keep the tag. Raises RejectedError.
        """
        return tagged(self.session_id, name)

    def operation(
        self, name: str, *, on_step: OnStep | None = None
    ) -> AbstractAsyncContextManager[OpenOperation]:
        """Make one operation of the calls within an ``async with`` block; may be nested.

        It says how long it took and what became of it, and is one entry to undo. ``name`` has 1 to
        100 characters. ``on_step`` hears of each ``operation.progress(done, total, words)``.
        Raises RejectedError.
        """
        return operation(self._opened, self._caller, name, on_step=on_step)

    async def record_usage(
        self,
        provider: str,
        model: str,
        input_tokens: int,
        output_tokens: int,
        *,
        cached_tokens: int = 0,
        cache_write_tokens: int = 0,
        call_id: UUID | None = None,
    ) -> UsageRecord:
        """Record what a language model was asked, with its price in US dollars.

        ``input_tokens`` counts all input; ``cached_tokens`` were read from a cache,
        ``cache_write_tokens`` put into one. ``call_id`` names the tool call it was for. Prices
        come from the list of the installed genai-prices, offline; what is not on it is recorded
        without a price. Raises RejectedError.
        """
        fields = {
            "provider": provider,
            "model": model,
            "input_tokens": input_tokens,
            "output_tokens": output_tokens,
            "cached_tokens": cached_tokens,
            "cache_write_tokens": cache_write_tokens,
            "call_id": call_id,
        }
        rows = self._opened.rows
        return await record_usage(rows, self._prices, self._clock, self._caller, fields)

    def events(self) -> AsyncGenerator[Event, None]:
        """Iterate over this session's events: those the stream kept, then those that come.

        Each once, in order, across reconnections; ends when the session is closed. Whoever leaves
        it early closes it: ``async with aclosing(session.events()) as events``. Raises
        ServiceUnavailable when the broker has lost the stream.
        """
        return read_events(self._adapters.broker, self.session_id)

    async def frame_bytes(self, frame_ref: str) -> bytes:
        """Return a frame of the last five minutes, encoded as it was.

        Raises ToolError, RejectedError for what is no reference, or ServiceUnavailable.
        """
        return await read_frame(self._adapters.broker, self.session_id, check_frame_ref(frame_ref))

    def gauges(self) -> dict[str, float]:
        """Return how much waits, runs, was refused or is lost right now, by name; asks nobody."""
        pipeline = self._opened
        return {**pipeline_gauges(pipeline), **gauges(self._adapters)}

    def health(self) -> Health:
        """Return what works, and how much waits, was refused or is lost; asks nobody."""
        adapters = self._adapters
        stats, engine = adapters.publisher.stats(), adapters.unity.state
        return Health(
            unity=engine.word,
            unity_says=str(engine),
            broker="connected" if adapters.broker.is_connected else "reconnecting",
            rows_delayed=adapters.rows.delayed,
            rows_refused=adapters.rows.refused,
            rows_lost=adapters.rows.lost,
            events_queued=stats.queue_depth,
            events_dropped=stats.dropped,
            dead_letters=stats.dead_letters,
        )
