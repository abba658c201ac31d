"""A pipeline over the real engine on a folder of its own, and presets of the tests' own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from spark_nb.domain.file_plan import OnPresetConflict
from spark_nb.domain.preset import LoadedPreset, Preset, preset_files
from spark_nb.domain.preset_plan import PresetPlan
from spark_nb.domain.request import Request
from spark_nb.domain.tools import Tool
from spark_nb.metrics import Metrics
from spark_nb.pipeline.apply_preset import (
    AppliedPreset,
    PresetProgress,
    apply_preset,
    plan_preset,
)
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.pipeline.project_revision import ProjectRevision
from spark_nb.pipeline.remove_preset import RemovedPreset, remove_preset
from spark_nb.pipeline.undo import redo, undo
from spark_nb.policy.preview_cache import PreviewCache
from spark_nb.ports import Answer, OnProgress
from spark_nb.sandbox.engine import Engine
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.testing import FakeClock, FolderService, MemoryEvents, MemoryOperations, MemoryRows

SEEN = ("Assets", "Packages", "ProjectSettings")
"""What of a project is compared; ``Library`` is Unity's cache."""


class Crash(BaseException):
    """The kernel died."""


class EngineService:
    """The sandbox's engine without its server; it dies after ``crash_after`` of its ``writes``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.project = engine.project
        self._thread = ThreadPoolExecutor(1)
        self.beside = FolderService()
        self.writing = self.beside.writing  # the sandbox looks at each file at once
        self.writes = 0
        self.crash_after: int | None = None

    async def call(
        self, tool: Tool, request: Request, on_progress: OnProgress | None = None
    ) -> Answer:
        if self.writes == self.crash_after:
            raise Crash
        self.writes += 1
        result = await self._run(self._engine.call, tool.name, request.model_dump())
        return Answer(result, 1, 0)

    async def read_file(self, path: str) -> bytes | None:
        return await self._run(self._engine.project.read, path)

    async def revision(self) -> str | None:
        return (await self._run(self._engine.project.snapshot)).revision

    async def _run(self, work, *arguments):
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)


class PresetProject:
    """One project, and what a user does with presets in it.

    It is the sandbox's, unless there is another ``engine`` with a ``service`` around it.
    """

    def __init__(self, root: Path, engine=None, service=None) -> None:
        self.root = root
        self.service = service or EngineService(Engine(ProjectFolder.open(root)))
        clock = FakeClock()
        self.pipeline = Pipeline(
            services={"unity": self.service},
            engine=engine or self.service,
            rows=MemoryRows(),
            events=MemoryEvents(),
            cache=PreviewCache(),
            revision=ProjectRevision(self.service, clock),
            patches=PatchStack(MemoryOperations()),
            metrics=Metrics(),
            clock=clock,
        )
        self.caller = Caller("s1", "ada")
        self.known_ids: set[str] = set()
        self.steps: list[PresetProgress] = []

    async def plan(self, preset: LoadedPreset) -> PresetPlan:
        self.known_ids.add(preset.preset.id)
        return await plan_preset(self.pipeline, preset, self._ids)

    async def apply(
        self, preset: LoadedPreset, on_conflict: OnPresetConflict = "refuse", on_progress=None
    ) -> AppliedPreset:
        self.known_ids.add(preset.preset.id)
        return await apply_preset(
            self.pipeline,
            self.caller,
            preset,
            self._ids,
            on_conflict=on_conflict,
            on_progress=on_progress or self.steps.append,
        )

    async def remove(
        self, preset: LoadedPreset, *, force: bool = False, on_progress=None
    ) -> RemovedPreset:
        return await remove_preset(
            self.pipeline,
            self.caller,
            preset.preset.id,
            self._ids,
            force=force,
            on_progress=on_progress or self.steps.append,
        )

    async def undo(self):
        return await undo(self.pipeline, self.caller)

    async def redo(self):
        return await redo(self.pipeline, self.caller)

    @property
    def _ids(self) -> Sequence[str]:
        return sorted(self.known_ids)

    def tree(self) -> dict[str, bytes | None]:
        """Return every file, and every folder as None."""
        paths = (path for name in SEEN for path in sorted((self.root / name).rglob("*")))
        return {
            path.relative_to(self.root).as_posix(): None if path.is_dir() else path.read_bytes()
            for path in paths
        }

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def write(self, path: str, content: bytes) -> None:
        """Write as the user's own editor does: around all tools."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def make_preset(
    preset_id: str, files: dict[str, bytes], *, version: str = "1.0.0"
) -> LoadedPreset:
    """Return a preset of ``files``, with a ``.meta`` for each file and folder that has none."""
    whole = {f"Assets/{path}": content for path, content in files.items()}
    whole |= {path: meta for path, meta in _metas(whole) if path not in whole}
    scene = next(path for path in whole if path.endswith(".unity"))
    preset = Preset(
        id=preset_id,
        title=preset_id.title(),
        pitch="The smallest game",
        version=version,
        unity=("2022.3",),
        scenes=(scene,),
    )
    ordered = {file.path: whole[file.path] for file in preset_files(preset, whole)}
    return LoadedPreset(preset, ordered)


def _metas(paths: Iterable[str]) -> Iterable[tuple[str, bytes]]:
    for path in paths:
        if path.endswith(".meta"):
            continue
        yield f"{path}.meta", _meta(path)
        for parent in Path(path).parents:
            if parent.as_posix() not in (".", "Assets"):
                yield f"{parent.as_posix()}.meta", _meta(parent.as_posix(), "folderAsset: yes\n")


def _meta(path: str, more: str = "") -> bytes:
    guid = sum(ord(char) * 31**at for at, char in enumerate(path)) % 16**32
    return f"fileFormatVersion: 2\nguid: {guid:032x}\n{more}".encode()
