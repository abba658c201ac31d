"""The presets to start from: what each one is, what it would change, and how far it is."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import PurePosixPath
from typing import Any, Protocol

from traitlets import Dict, List

from spark_nb.domain.file_plan import OnPresetConflict, Removal
from spark_nb.domain.frame import Frame
from spark_nb.domain.preset import LoadedPreset
from spark_nb.domain.preset_plan import PresetPlan
from spark_nb.domain.preset_shelf import PresetShelf
from spark_nb.errors import ConflictError, RejectedError, SparkError
from spark_nb.pipeline.apply_preset import AppliedPreset, PresetProgress
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.pipeline.preset_standing import PresetStanding
from spark_nb.pipeline.remove_preset import RemovedPreset
from spark_nb.widgets.base import SparkWidget
from spark_nb.widgets.page_message import read_page_message
from spark_nb.widgets.picker_messages import (
    Apply,
    Order,
    Remove,
    TellFile,
    TellPreset,
    picker_messages,
)
from spark_nb.widgets.preset_rows import card_row, plan_parts, preset_details, removal_parts
from spark_nb.widgets.static_output import Static, static_table

_EVERY_S = 0.05
_COLUMNS = {"title": "Preset", "pitch": "What it is", "version": "Version", "state": "State"}
_HINTS = {
    "Apply": "Apply again to go on, undo to take it out.",
    "Remove": "Remove again to go on, undo to bring it back.",
}

Report = Callable[[PresetProgress], None]
Work = Coroutine[Any, Any, AppliedPreset | RemovedPreset]


class PresetProject(Protocol):
    """Brings presets into a project; each as the session's method of that name."""

    async def preset_shelf(self) -> PresetShelf: ...

    async def preset_standing(self, preset_id: str) -> PresetStanding: ...

    async def plan_preset(self, preset_id: str) -> PresetPlan: ...

    async def plan_preset_removal(self, preset_id: str) -> Removal: ...

    async def apply_preset(
        self,
        preset_id: str,
        *,
        on_conflict: OnPresetConflict = "refuse",
        on_progress: Report | None = None,
    ) -> AppliedPreset: ...

    async def remove_preset(
        self, preset_id: str, *, force: bool = False, on_progress: Report | None = None
    ) -> RemovedPreset: ...


class PresetPicker(SparkWidget):
    """Shows the presets there are and brings them into ``project``, one at a time.

    ``look_at`` renders a scene of the project. ``look`` is what a user has chosen to see: search
    words, tag and preset; pass that of an earlier picker to go on there. ``outcome`` says what
    became of the last order, ``progress`` how far one is that is carried out.
    """

    presets = List(Dict(), read_only=True).tag(sync=True)
    refused = List(Dict(), read_only=True).tag(sync=True)
    progress = Dict(default_value=None, allow_none=True, read_only=True).tag(sync=True)
    outcome = Dict(default_value=None, allow_none=True, read_only=True).tag(sync=True)
    look = Dict().tag(sync=True)

    def __init__(
        self,
        patches: PatchStack,
        project: PresetProject,
        look_at: Callable[[str], Awaitable[Frame]],
        *,
        next_step: str = "Run session.preview() to see it move.",
        clock: Callable[[], float] = time.monotonic,
        **kwargs: Any,
    ) -> None:
        self._project = project
        self._look_at = look_at
        self._next_step = next_step
        self._clock = clock
        self._shelf: PresetShelf | None = None
        self._job: asyncio.Task[Any] | None = None
        self._told_at = 0.0
        self._changed = asyncio.Event()
        self._changed.set()
        self._unwatch: Callable[[], None] | None = patches.watch(self._changed.set)
        super().__init__(**kwargs)
        self.hear_pages(self._take_in)
        self.own(self._follow(), "presets")

    def close(self) -> None:
        """Free everything, and stop what is being carried out; what was written stays."""
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None
        super().close()

    async def hear(self, content: object) -> None:
        """Do what a page asks. Raises RejectedError for what is no message of ours."""
        match read_page_message(picker_messages, content, "a picker"):
            case TellPreset() as message:
                await self._tell(message)
            case TellFile(kind="file", id=preset_id, path=path):
                self._tell_file(preset_id, path)
            case TellFile(id=preset_id, path=path):
                await self._tell_scene(preset_id, path)
            case Apply() as apply:
                await self._carry_out("Apply", apply.id, lambda: self._apply(apply))
            case Remove() as removal:
                await self._carry_out("Remove", removal.id, lambda: self._remove(removal))
            case Order(kind=kind):
                self._obey(kind)

    def _obey(self, kind: str) -> None:
        if kind == "cancel" and self._job is not None:
            self._job.cancel()
        elif kind == "refresh":
            self._shelf = None
            self._changed.set()
        elif kind == "dismiss":
            self._set(outcome=None)
            self._rest()
        elif kind == "ping":
            self.send({"kind": "pong"})

    async def _tell(self, message: TellPreset) -> None:
        loaded = self._find(message.id)
        answer: dict[str, Any] = {"kind": message.kind, "id": message.id}
        if message.kind == "picture":
            if loaded.picture is not None:
                self.send(answer, [loaded.picture])
            return
        if message.kind == "plan":
            plan = await self._project.plan_preset(message.id)
            answer |= await asyncio.to_thread(plan_parts, plan)
        elif message.kind == "plan_removal":
            answer |= removal_parts(await self._project.plan_preset_removal(message.id))
        else:
            answer |= preset_details(loaded)
        self.send(answer)

    def _tell_file(self, preset_id: str, path: str) -> None:
        files = self._find(preset_id).files
        if path not in files:
            raise RejectedError(
                f"{preset_id} has no file {path!r}.", field="path", hint="Reload the page."
            )
        answer = {"kind": "file", "id": preset_id, "path": path}
        if path.endswith(".cs"):
            self.send({**answer, "text": files[path].decode()})
        else:
            self.send(answer, [files[path]])

    async def _tell_scene(self, preset_id: str, path: str) -> None:
        """Send the scene's picture, or say in its place why there is none."""
        answer = {"kind": "scene", "id": preset_id, "path": path}
        if path not in self._find(preset_id).preset.scenes:
            raise RejectedError(
                f"{preset_id} has no scene {path!r}.", field="path", hint="Reload the page."
            )
        try:
            frame = await self._look_at(path)
        except SparkError as error:
            self.send({**answer, "words": error.message})
        else:
            self.send({**answer, "format": frame.format}, [frame.data])

    def _apply(self, order: Apply) -> Work:
        return self._project.apply_preset(
            order.id, on_conflict=order.on_conflict, on_progress=self._report
        )

    def _remove(self, order: Remove) -> Work:
        return self._project.remove_preset(order.id, force=order.force, on_progress=self._report)

    async def _carry_out(self, verb: str, preset_id: str, work: Callable[[], Work]) -> None:
        if self._job is not None:
            raise RejectedError(
                "One preset at a time: another is still being written.",
                field="id",
                actual=preset_id,
                hint="Wait until it is done, or cancel it.",
            )
        title = self._find(preset_id).preset.title
        self._rest()
        started = {"verb": verb, "id": preset_id, "title": title}
        self._set(outcome=None, progress={**started, "done": 0, "total": 0, "words": ""})
        self._job = asyncio.create_task(work(), name=f"{verb} {preset_id}")
        try:
            outcome = self._outcome(await self._job)
        except asyncio.CancelledError:
            if not self._job.cancelled() or self._is_ending():
                raise
            outcome = {"kind": "cancelled", "words": self._stopped(), "hint": _HINTS[verb]}
        except ConflictError as error:
            outcome = {"kind": "conflict", "words": error.message}
        finally:
            self._job = None
            self._set(progress=None)
            self._changed.set()
        self._set(outcome={"verb": verb, "id": preset_id, **outcome})

    @staticmethod
    def _is_ending() -> bool:
        task = asyncio.current_task()
        return task is not None and task.cancelling() > 0

    def _outcome(self, result: AppliedPreset | RemovedPreset) -> dict[str, Any]:
        if isinstance(result, AppliedPreset):
            words = {"words": repr(result), "hint": self._next_step}
            return {"kind": "applied", "scene": result.scene, **words}
        hint = f"Yours stayed: {', '.join(result.kept)}." if result.kept else ""
        return {"kind": "removed", "words": repr(result), "hint": hint}

    def _stopped(self) -> str:
        now = self.progress or {}
        far = f"{now['done']} of {now['total']} files" if now.get("total") else "no file"
        return f"Stopped: {now.get('title')}, {far} done."

    def _report(self, step: PresetProgress) -> None:
        now = self._clock()
        is_last = step.done == step.total
        if self.progress is None or (not is_last and now - self._told_at < _EVERY_S):
            return
        self._told_at = now
        words = f"{step.verb} {PurePosixPath(step.path).name}"
        facts = {"done": step.done, "total": step.total, "words": words}
        self._set(progress={**self.progress, **facts})

    def _find(self, preset_id: str) -> LoadedPreset:
        presets = self._shelf.presets if self._shelf else {}
        if preset_id not in presets:
            raise RejectedError(
                f"There is no preset {preset_id!r} any more.",
                field="id",
                actual=preset_id,
                hint="Look again for presets.",
            )
        return presets[preset_id]

    def _take_in(self, content: object) -> None:
        self.own(self._answer(content), "preset picker")

    async def _answer(self, content: object) -> None:
        """Hear a page; what goes wrong stands in the widget until the next order."""
        try:
            await self.hear(content)
        except Exception as error:  # noqa: BLE001 - whoever clicked sees it
            self.show_error(error)

    async def _follow(self) -> None:
        """Keep the cards as shelf and project are; many changes at once are one."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            if self._job is not None:
                continue  # what is half written is read when it is whole
            try:
                await self._read()
            except SparkError as error:
                self.show_error(error)

    async def _read(self) -> None:
        self._shelf = shelf = self._shelf or await self._project.preset_shelf()
        standings = await asyncio.gather(*map(self._project.preset_standing, shelf.presets))
        rows = map(card_row, shelf.presets.values(), standings)
        with self.hold_sync():
            self._set(
                presets=sorted(rows, key=lambda row: str(row["title"])),
                refused=[{"folder": bad.folder, "reason": bad.reason} for bad in shelf.refused],
            )
            if self.status == "loading":
                self._rest()
        self.keep_static()

    def _rest(self) -> None:
        with self.hold_sync():
            self.words, self.hint, self.details = "", "", ""
            self.status = "live" if self.presets or self.refused else "empty"

    def static(self) -> Static:
        """Return the presets as a table."""
        if not self.presets:
            return static_table("Presets to start from: spark.presets.find() lists them.", (), ())
        count = len(self.presets)
        caption = "1 preset to start from." if count == 1 else f"{count} presets to start from."
        rows = [[str(row[name]) for name in _COLUMNS] for row in self.presets]
        return static_table(caption, list(_COLUMNS.values()), rows)
