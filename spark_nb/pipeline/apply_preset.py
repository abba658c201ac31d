"""Brings a preset into the project, one tool call a file, as one entry to undo.

The record is written first and says what is coming, then the files, then the record again. So
whatever ends it half-way, applying again goes on, and taking the preset out takes all of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spark_nb.domain.file_plan import FilePlan, FileStep, OnPresetConflict, plan_files
from spark_nb.domain.preset import LoadedPreset, Preset, write_stages
from spark_nb.domain.preset_plan import PresetPlan
from spark_nb.domain.preset_record import record_path
from spark_nb.domain.project_settings import LAYERS
from spark_nb.domain.record_steps import recorded, while_applying
from spark_nb.errors import RejectedError
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline
from spark_nb.pipeline.file_steps import carry_out
from spark_nb.pipeline.operation import OpenOperation, operation
from spark_nb.pipeline.plan_settings import plan_settings
from spark_nb.pipeline.preset_conflict import resolved
from spark_nb.pipeline.preset_state import PresetState, read_state
from spark_nb.pipeline.preset_writer import PresetWriter


@dataclass(frozen=True, slots=True)
class PresetProgress:
    """``done`` of ``total`` steps; ``verb`` (Wrote, Changed, Removed) tells the last one."""

    done: int
    total: int
    path: str
    verb: str = "Wrote"


@dataclass(frozen=True, slots=True)
class AppliedPreset:
    """What is in the project now. ``scene`` is the one to look at first.

    ``kept`` are your own versions of the preset's files, which stayed.
    """

    preset: Preset
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    kept: tuple[str, ...]
    seconds: float

    @property
    def scene(self) -> str:
        """The project path of the scene to look at first."""
        return self.preset.scenes[0]

    def __repr__(self) -> str:
        counts = [
            f"{len(self.added)} files added",
            *(f"{len(paths)} {word}" for paths, word in self._others() if paths),
        ]
        return f"Applied {self.preset.title}: {', '.join(counts)} in {self.seconds:.1f} s"

    def _others(self) -> tuple[tuple[Sequence[str], str], ...]:
        return (
            (self.changed, "changed"),
            (self.removed, "removed"),
            (self.unchanged, "were there already"),
            (self.kept, "kept as yours"),
        )


async def plan_preset(
    pipeline: Pipeline, loaded: LoadedPreset, known_ids: Sequence[str]
) -> PresetPlan:
    """Compare the preset with the project. Writes nothing."""
    plan, _ = await _look(pipeline, loaded, known_ids)
    return plan


async def apply_preset(
    pipeline: Pipeline,
    caller: Caller,
    loaded: LoadedPreset,
    known_ids: Sequence[str],
    *,
    on_conflict: OnPresetConflict,
    on_progress: Callable[[PresetProgress], None],
) -> AppliedPreset:
    """Write what differs. Raises ConflictError, before anything is written, on a user's edit.

    Whatever stops it half-way, what was written by then is one operation on the patch stack.
    """
    name = f"Apply {loaded.preset.title}"
    async with operation(pipeline, caller, name, kind="preset", path=loaded.preset.id) as opened:
        return await _apply(pipeline, opened, loaded, known_ids, on_conflict, on_progress)


async def _apply(
    pipeline: Pipeline,
    opened: OpenOperation,
    loaded: LoadedPreset,
    known_ids: Sequence[str],
    on_conflict: OnPresetConflict,
    on_progress: Callable[[PresetProgress], None],
) -> AppliedPreset:
    started = pipeline.clock.monotonic()
    plan, state = await _look(pipeline, loaded, known_ids)
    _check_room(plan)
    files = await asyncio.to_thread(resolved, plan.files, on_conflict)
    stages = _stages(loaded, files, state)
    total = len(loaded.files) + len(plan.removes)
    done = total - sum(step.path != record_path(plan.preset.id) for s in stages for step in s)

    def report(step: FileStep) -> None:
        nonlocal done
        if step.path != record_path(plan.preset.id):
            done += 1
            opened.progress(done, total, f"{step.verb} {step.path}")
            on_progress(PresetProgress(done, total, step.path, step.verb))

    writer = PresetWriter(pipeline, opened.caller)
    paths = {step.path for stage in stages for step in stage}
    look_at = loaded.preset.scenes[0] if loaded.preset.scenes and plan.files.steps else None
    async with pipeline.engine.writing(paths, look_at=look_at):
        await carry_out(stages, writer.carry_out, report)
    return _applied(loaded.preset, files, writer.stayed, pipeline.clock.monotonic() - started)


def _check_room(plan: PresetPlan) -> None:
    """Refuse what would be broken: a preset without its layer."""
    for note in plan.settings:
        if note.outcome == "no_room":
            raise RejectedError(
                f"{plan.preset.title} needs the {note.what}, and all {LAYERS} layers are taken.",
                field="layers",
                limit=LAYERS,
                hint="Free a layer in Project Settings > Tags and Layers. Nothing was written.",
            )


async def _look(
    pipeline: Pipeline, loaded: LoadedPreset, known_ids: Sequence[str]
) -> tuple[PresetPlan, PresetState]:
    service, preset = pipeline.services["unity"], loaded.preset
    state = await read_state(service, preset.id, loaded.files, known_ids)
    files = plan_files(loaded.files, state.present, state.record, state.others)
    gone = [step.path for step in files.steps if step.after is None]
    settings = await plan_settings(service, loaded.files, gone)
    return PresetPlan(preset, files, state.record, settings), state


def _stages(loaded: LoadedPreset, plan: FilePlan, state: PresetState) -> list[list[FileStep]]:
    """Return the steps in order: record, removals, the rest as it depends, record again."""
    path = record_path(loaded.preset.id)
    record = recorded(loaded.preset, loaded.files, plan, state.record, state.others)
    final, before = record.encoded(), state.record_content
    if not plan.steps:
        return [] if final == before else [[FileStep(path, before, final)]]
    first = while_applying(record, state.record).encoded()
    steps = {step.path: step for step in plan.steps}
    removals = reversed(write_stages(path for path, step in steps.items() if step.after is None))
    writes = write_stages(path for path, step in steps.items() if step.after is not None)
    return [
        [FileStep(path, before, first)] if before != first else [],
        *([steps[path] for path in stage] for stage in (*removals, *writes)),
        [FileStep(path, first, final)],
    ]


def _applied(preset: Preset, plan: FilePlan, stayed: set[str], seconds: float) -> AppliedPreset:
    def paths(verb: str) -> tuple[str, ...]:
        steps = (step for step in plan.steps if step.path not in stayed)
        return tuple(step.path for step in steps if step.verb == verb)

    return AppliedPreset(
        preset,
        added=paths("Wrote"),
        changed=paths("Changed"),
        removed=paths("Removed"),
        unchanged=plan.unchanged,
        kept=plan.kept,
        seconds=seconds,
    )
