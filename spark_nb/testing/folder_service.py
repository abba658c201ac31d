"""A Unity server without a server: the tools over a dictionary of files."""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Any

from PIL import Image

from spark_nb.domain.build import GetBuildStatus, RunBuild
from spark_nb.domain.engine import STATES
from spark_nb.domain.frame import Frame, frame_ref
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.meta_file import META, asset_of
from spark_nb.domain.patching import patch_result, patched
from spark_nb.domain.request import Request
from spark_nb.domain.result import Result
from spark_nb.domain.tools import Tool
from spark_nb.domain.unity import (
    ApplyPatch,
    AssetPart,
    AssetParts,
    AssetResult,
    DeconstructAsset,
    GenerateScript,
    IngestAsset,
    PatchResult,
    RenderPreview,
    ScriptResult,
)
from spark_nb.errors import ConflictError, SparkError, ToolError
from spark_nb.ports import Answer, OnProgress
from spark_nb.testing.build_jobs import BuildJobs


class FolderService:
    """A ``Service`` that fails as it is told.

    Queue errors in ``fail_with``: each call takes one and raises it. ``lose_with`` is the same
    with the work done before, ``reads_fail_with`` the same for ``read_file``. Clear ``flowing``
    to hold calls back. As an ``Engine`` it is what ``state`` says, and ``batches`` are the paths
    of each ``writing``, with the scene to look at.
    """

    renders_at_once = 2

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.calls: list[str] = []
        self.fail_with: list[SparkError] = []
        self.lose_with: list[SparkError] = []
        self.reads_fail_with: list[SparkError] = []
        self.flowing = asyncio.Event()
        self.flowing.set()
        self.builds = BuildJobs()
        self.state = STATES["open"]
        self.batches: list[tuple[frozenset[str], str | None]] = []
        self._tools: dict[type[Request], Callable[[Any], Result]] = {
            GenerateScript: self._generate,
            ApplyPatch: self._patch,
            RenderPreview: self._render,
            IngestAsset: self._ingest,
            DeconstructAsset: self._deconstruct,
            RunBuild: self.builds.run,
            GetBuildStatus: lambda request: self.builds.ask(request.job_id),
        }

    async def call(
        self, tool: Tool, request: Request, on_progress: OnProgress | None = None
    ) -> Answer:
        self.calls.append(tool.name)
        await self.flowing.wait()
        try:
            if self.fail_with:
                raise self.fail_with.pop(0)
            result = self._carry_out(request)
            if self.lose_with:
                raise self.lose_with.pop(0)
        except SparkError as error:
            error.attempts = error.attempts or 1
            raise
        return Answer(result, 1, len(result.model_dump_json(exclude={"data"})))

    async def read_file(self, path: str) -> bytes | None:
        if self.reads_fail_with:
            raise self.reads_fail_with.pop(0)
        return self.files.get(path)

    async def revision(self) -> str | None:
        return self._revision()

    @asynccontextmanager
    async def writing(
        self, paths: Collection[str], *, look_at: str | None = None
    ) -> AsyncIterator[None]:
        self.batches.append((frozenset(paths), look_at))
        yield

    def _revision(self) -> str:
        state = sorted((path, content_sha256(data)) for path, data in self.files.items())
        return hashlib.sha256(repr(state).encode()).hexdigest()

    def _carry_out(self, request: Request) -> Result:
        if type(request) not in self._tools:
            raise TypeError(f"{type(request).__name__} is no request of a Unity tool")
        return self._tools[type(request)](request)

    def _generate(self, request: GenerateScript) -> ScriptResult:
        created = request.path not in self.files
        self.files[request.path] = request.code.encode()
        sha256 = content_sha256(self.files[request.path])
        return ScriptResult(
            path=request.path, sha256=sha256, created=created, revision=self._revision()
        )

    def _patch(self, request: ApplyPatch) -> PatchResult:
        before = self.files.get(request.path)
        after = patched(request, before)
        if after is None:
            self._delete(request.path)
        else:
            self.files[request.path] = after
        return patch_result(request, before, after, revision=self._revision())

    def _delete(self, path: str) -> None:
        """Delete a file with its ``.meta``; that of a folder goes when the folder is empty."""
        folder = f"{asset_of(path)}/"
        if path.endswith(META) and any(other.startswith(folder) for other in self.files):
            raise ConflictError(f"{folder} is not empty.", path=path, expected=None, actual=None)
        del self.files[path]
        self.files.pop(path + META, None)

    def _ingest(self, request: IngestAsset) -> AssetResult:
        content = request.content or b""
        created = request.path not in self.files
        self.files[request.path] = content
        return AssetResult(
            path=request.path,
            guid=hashlib.md5(request.path.encode(), usedforsecurity=False).hexdigest(),
            sha256=content_sha256(content),
            byte_length=len(content),
            kind=request.media_type.partition("/")[0],
            created=created,
            revision=self._revision(),
        )

    def _deconstruct(self, request: DeconstructAsset) -> AssetParts:
        """Take the file apart into its lines."""
        if request.path not in self.files:
            raise ToolError(f"There is no {request.path}.", code="not_found", hint="Import it.")
        lines = self.files[request.path].decode(errors="replace").splitlines()
        parts = tuple(AssetPart(name=line, kind="line") for line in lines)
        return AssetParts(path=request.path, kind="text", parts=parts, needs=(), needed_by=())

    def _render(self, request: RenderPreview) -> Frame:
        shade = int(request.time_s * 40) % 256
        file = io.BytesIO()
        Image.new("RGB", (request.width, request.height), (shade, 90, 60)).save(
            file, request.format
        )
        data = file.getvalue()
        return Frame(
            frame_ref=frame_ref(data),
            format=request.format,
            width=request.width,
            height=request.height,
            data=data,
            time_s=request.time_s,
            inputs=request.inputs or (),
            revision=self._revision(),
        )
