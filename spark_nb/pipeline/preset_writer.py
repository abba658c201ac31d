"""Writes and deletes a preset's files through the tools that suit them."""

from __future__ import annotations

from pathlib import PurePosixPath

from spark_nb.domain.file_plan import FileStep
from spark_nb.domain.ids import uuid7
from spark_nb.domain.meta_file import META, is_folder_meta
from spark_nb.domain.operation import Change, Operation
from spark_nb.errors import ConflictError
from spark_nb.pipeline.call import Caller
from spark_nb.pipeline.call_tool import Pipeline, call_tool
from spark_nb.pipeline.change import write_for


class PresetWriter:
    """``stayed`` are the ``.meta`` of folders that were to go and hold something else."""

    def __init__(self, pipeline: Pipeline, caller: Caller) -> None:
        self._pipeline = pipeline
        self._caller = caller
        self.stayed: set[str] = set()

    async def carry_out(self, step: FileStep) -> None:
        """Raises ConflictError when the file has changed since the step was planned."""
        if step.after is None:
            await self._delete(step)
        elif step.before is None and step.path.endswith(".cs"):
            code = step.after.decode()
            fields = {"path": step.path, "name": PurePosixPath(step.path).stem, "code": code}
            await call_tool(self._pipeline, self._caller, "generate_script", fields)
        else:
            name, arguments = write_for(step.path, step.before, step.after)
            await call_tool(self._pipeline, self._caller, name, arguments)

    async def _delete(self, step: FileStep) -> None:
        if step.path.endswith(META) and await self._is_gone(step.path):
            await self._record_gone(step)
            return
        name, arguments = write_for(step.path, step.before, None)
        try:
            await call_tool(self._pipeline, self._caller, name, arguments)
        except ConflictError:
            if not is_folder_meta(step.path, step.before or b""):
                raise
            self.stayed.add(step.path)

    async def _is_gone(self, path: str) -> bool:
        """A deleted asset takes its ``.meta`` with it."""
        return await self._pipeline.services["unity"].read_file(path) is None

    async def _record_gone(self, step: FileStep) -> None:
        """Let undo bring the ``.meta`` back too: with it the asset keeps its GUID."""
        now = self._pipeline.clock.now()
        change = Change(step.path, step.before, None)
        author = self._caller.user_id
        operation = Operation(uuid7(now), "apply_patch", step.path, now, author, (change,))
        await self._pipeline.patches.record(operation)
