"""Takes a preset out of the project again, as one entry to undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spark_nb.domain.file_plan import FileStep, Removal, plan_removal
from spark_nb.domain.preset import write_stages
from spark_nb.domain.preset_record import record_path
from spark_nb.errors import RejectedError
from spark_nb.pipeline.apply_preset import PresetProgress
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline
from spark_nb.pipeline.file_steps import carry_out
from spark_nb.pipeline.operation import OpenOperation, operation
from spark_nb.pipeline.preset_state import PresetState, read_state
from spark_nb.pipeline.preset_writer import PresetWriter


@dataclass(frozen=True, slots=True)
class RemovedPreset:
    """What is gone. ``kept`` are files of the preset that you edited, which are yours now."""

    preset_id: str
    removed: tuple[str, ...]
    kept: tuple[str, ...]
    seconds: float

    def __repr__(self) -> str:
        kept = f", {len(self.kept)} kept as yours" if self.kept else ""
        return f"Removed {self.preset_id}: {len(self.removed)} files{kept} in {self.seconds:.1f} s"


async def plan_preset_removal(
    pipeline: Pipeline, preset_id: str, known_ids: Sequence[str]
) -> Removal:
    """Say which files would go, and which stay because you edited them. Writes nothing."""
    removal, _ = await _look(pipeline, preset_id, known_ids, force=False)
    return removal


async def remove_preset(
    pipeline: Pipeline,
    caller: Caller,
    preset_id: str,
    known_ids: Sequence[str],
    *,
    force: bool,
    on_progress: Callable[[PresetProgress], None],
) -> RemovedPreset:
    """Delete what the preset wrote and nobody has edited; ``force`` deletes edited files too.

    Files that were there before stay, and folders that hold anything else. Raises RejectedError
    when the preset is not applied.
    """
    started = pipeline.clock.monotonic()
    removal, state = await _look(pipeline, preset_id, known_ids, force=force)
    stages = _stages(preset_id, state, removal)
    name = f"Remove {preset_id}"
    async with operation(pipeline, caller, name, kind="preset_removal", path=preset_id) as opened:
        stayed = await _carry_out(pipeline, opened, stages, on_progress)
    gone = tuple(path for path in removal.paths if path not in stayed)
    return RemovedPreset(preset_id, gone, removal.kept, pipeline.clock.monotonic() - started)


async def _carry_out(
    pipeline: Pipeline,
    opened: OpenOperation,
    stages: Sequence[Sequence[FileStep]],
    on_progress: Callable[[PresetProgress], None],
) -> set[str]:
    """Return the ``.meta`` files that had to stay."""
    done, total = 0, sum(map(len, stages))

    def report(step: FileStep) -> None:
        nonlocal done
        done += 1
        opened.progress(done, total, f"{step.verb} {step.path}")
        on_progress(PresetProgress(done, total, step.path, step.verb))

    writer = PresetWriter(pipeline, opened.caller)
    paths = {step.path for stage in stages for step in stage}
    async with pipeline.engine.writing(paths):
        await carry_out(stages, writer.carry_out, report)
    return writer.stayed


async def _look(
    pipeline: Pipeline, preset_id: str, known_ids: Sequence[str], *, force: bool
) -> tuple[Removal, PresetState]:
    state = await read_state(pipeline.services["unity"], preset_id, (), known_ids)
    if state.record is None:
        raise RejectedError(
            f"The preset {preset_id!r} is not applied to this project.",
            field="preset_id",
            actual=preset_id,
            hint="Look at the folder Assets/.spark of the project: it has one record a preset.",
        )
    return plan_removal(state.record, state.present, state.others, force=force), state


def _stages(preset_id: str, state: PresetState, removal: Removal) -> list[list[FileStep]]:
    """The order of writing backwards: a folder goes when it is empty; the record is last."""
    last = FileStep(record_path(preset_id), state.record_content, None)
    stages = [
        [FileStep(path, state.present[path], None) for path in stage]
        for stage in reversed(write_stages(removal.paths))
    ]
    return [*stages, [last]]
