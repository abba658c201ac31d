"""Brings a preset's files into the project, one tool call a file, as one entry to undo."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from spark_nb.domain.ids import content_sha256, uuid7
from spark_nb.domain.operation import Operation
from spark_nb.domain.preset import Preset
from spark_nb.errors import ConflictError
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.change import write_for


@dataclass(frozen=True, slots=True)
class PresetPlan:
    """What applying would do to each file. Nothing has been written."""

    preset: Preset
    adds: tuple[str, ...]
    unchanged: tuple[str, ...]
    conflicts: tuple[str, ...]

    def __repr__(self) -> str:
        return (
            f"{self.preset.title}: {len(self.adds)} files to add, "
            f"{len(self.unchanged)} there already, {len(self.conflicts)} in conflict"
        )


@dataclass(frozen=True, slots=True)
class PresetProgress:
    """``done`` of ``total`` files are in the project; ``path`` is the last one."""

    done: int
    total: int
    path: str


@dataclass(frozen=True, slots=True)
class AppliedPreset:
    """What is in the project now. ``scene`` is the one to look at first."""

    preset: Preset
    added: tuple[str, ...]
    unchanged: tuple[str, ...]
    seconds: float

    @property
    def scene(self) -> str:
        return self.preset.scenes[0]

    def __repr__(self) -> str:
        there = f", {len(self.unchanged)} were there already" if self.unchanged else ""
        return (
            f"Applied {self.preset.title}: {len(self.added)} files added{there} "
            f"in {self.seconds:.1f} s"
        )


async def plan_preset(
    pipeline: Pipeline, preset: Preset, files: Mapping[str, bytes]
) -> PresetPlan:
    """Compare the preset's files with the project's."""
    service = pipeline.services["unity"]
    present = await asyncio.gather(*(service.read_file(path) for path in files))
    adds: list[str] = []
    unchanged: list[str] = []
    conflicts: list[str] = []
    for (path, wanted), now in zip(files.items(), present, strict=True):
        bucket = adds if now is None else unchanged if now == wanted else conflicts
        bucket.append(path)
    return PresetPlan(preset, tuple(adds), tuple(unchanged), tuple(conflicts))


async def apply_preset(
    pipeline: Pipeline,
    caller: Caller,
    preset: Preset,
    files: Mapping[str, bytes],
    on_progress: Callable[[PresetProgress], None],
) -> AppliedPreset:
    """Write what is missing. Raises ConflictError, before anything is written, on a user's edit.

    Whatever stops it half-way, what was written by then is one operation on the patch stack.
    """
    started = pipeline.clock.monotonic()
    plan = await plan_preset(pipeline, preset, files)
    if plan.conflicts:
        raise await _conflict(pipeline, plan, files)
    now = pipeline.clock.now()
    group = Operation(uuid7(now), "preset", preset.id, now, caller.user_id, ())
    async with pipeline.patches.group(group):
        for done, path in enumerate(plan.adds, len(plan.unchanged) + 1):
            await _add(pipeline, caller, path, files[path])
            on_progress(PresetProgress(done, len(files), path))
    seconds = pipeline.clock.monotonic() - started
    return AppliedPreset(preset, plan.adds, plan.unchanged, seconds)


async def _add(pipeline: Pipeline, caller: Caller, path: str, content: bytes) -> None:
    if path.endswith(".cs"):
        tool = "generate_script"
        fields = {"path": path, "name": PurePosixPath(path).stem, "code": content.decode()}
        await call_tool(pipeline, caller, tool, fields)
        return
    name, arguments = write_for(path, None, content)
    await call_tool(pipeline, caller, name, arguments)


async def _conflict(
    pipeline: Pipeline, plan: PresetPlan, files: Mapping[str, bytes]
) -> ConflictError:
    path = plan.conflicts[0]
    now = await pipeline.services["unity"].read_file(path)
    more = f" and {len(plan.conflicts) - 1} more" if len(plan.conflicts) > 1 else ""
    return ConflictError(
        f"{path}{more} is in the project with other content.",
        path=path,
        expected=content_sha256(files[path]),
        actual=None if now is None else content_sha256(now),
        hint="Nothing was written. Move your file away, or keep it and leave the preset.",
    )
