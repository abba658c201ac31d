"""The engine behind the tools: one project, one call at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from spark_nb.domain.frame import Frame
from spark_nb.domain.guardrail import rejection
from spark_nb.domain.media import check_suffix
from spark_nb.domain.meta_file import asset_of
from spark_nb.domain.patching import check_text, names_what_it_deletes, patch_result, patched
from spark_nb.domain.preset_record import RECORDS
from spark_nb.domain.project_settings import is_settings_file
from spark_nb.domain.result import Result
from spark_nb.domain.tools import TOOLS
from spark_nb.domain.unity import (
    ASSET_LIMIT_BYTES,
    ApplyPatch,
    AssetResult,
    Diagnostic,
    GenerateScript,
    IngestAsset,
    PatchResult,
    RenderPreview,
    ScriptResult,
    asset_kind,
)
from spark_nb.errors import RejectedError, ToolError
from spark_nb.sandbox.builds.queue import BuildQueue
from spark_nb.sandbox.csharp.symbols import editor_symbols
from spark_nb.sandbox.csharp.syntax import diagnose
from spark_nb.sandbox.parts.deconstruct import Deconstruction
from spark_nb.sandbox.preview import Preview
from spark_nb.sandbox.project.folder import ProjectFolder
from spark_nb.sandbox.project.settings_sync import check_settings, finish_sync, sync_settings
from spark_nb.sandbox.work import Work


class Engine:
    """Answers tool calls from one thread; nothing in here waits for anything but the disk."""

    def __init__(self, project: ProjectFolder) -> None:
        self.project = project
        self._preview = Preview(project)
        self.builds = BuildQueue(project.root)
        self._deconstruction = Deconstruction(project)
        finish_sync(project)
        self._tools: dict[str, Callable[[Any, Work], Result]] = {
            "generate_script": lambda request, _: self.generate_script(request),
            "apply_patch": lambda request, _: self.apply_patch(request),
            "render_preview": lambda request, _: self.render_preview(request),
            "ingest_asset": lambda request, _: self.ingest_asset(request),
            "deconstruct_asset": self._deconstruction.take_apart,
            "run_build": lambda request, _: self.builds.run(request),
            "get_build_status": lambda request, _: self.builds.status(request.job_id),
        }

    @property
    def tools(self) -> frozenset[str]:
        """Names of the tools this engine has."""
        return frozenset(self._tools)

    def call(self, tool: str, arguments: dict[str, Any], work: Work | None = None) -> Result:
        """Validate the arguments and run the tool. Raises SparkError, WorkCancelled."""
        if tool not in self._tools:
            raise ToolError(
                f"This engine has no {tool}.",
                code="unsupported",
                hint="Point UNITY_MCP_URL at a Unity server that has it.",
            )
        try:
            request = TOOLS[tool].request.model_validate(arguments)
        except ValidationError as error:
            raise rejection(error, tool) from None
        return self._tools[tool](request, work or Work())

    def generate_script(self, request: GenerateScript) -> ScriptResult:
        content = request.code.encode()
        created = self.project.write(request.path, content)
        return ScriptResult(
            path=request.path,
            sha256=_sha256(content),
            created=created,
            diagnostics=self._diagnose(request.path, content),
            revision=self._revision(),
        )

    def apply_patch(self, request: ApplyPatch) -> PatchResult:
        with self.project.writing():
            before, after = self._before_and_after(request)
            check_settings(self.project, request.path, after)
            if after is None:
                self.project.delete(request.path)
            else:
                self.project.write(request.path, after)
            self._sync(request.path)
        return patch_result(
            request,
            before,
            after,
            diagnostics=self._diagnose(request.path, after),
            revision=self._revision(),
        )

    def ingest_asset(self, request: IngestAsset) -> AssetResult:
        if request.content is None:
            raise RejectedError(
                "source is a file of the client, which this engine cannot read.",
                field="source",
                hint="Read the file and pass its bytes as content.",
            )
        check_suffix(request.path, request.content)
        with self.project.writing():
            check_settings(self.project, request.path, request.content)
            created = self.project.write(request.path, request.content)
            self._sync(request.path)
        return AssetResult(
            path=request.path,
            guid=self.project.guid(request.path) or "",
            sha256=_sha256(request.content),
            byte_length=len(request.content),
            kind=asset_kind(request.media_type),
            created=created,
            revision=self._revision(),
        )

    def render_preview(self, request: RenderPreview) -> Frame:
        return self._preview.render(request)

    def _sync(self, path: str) -> None:
        if is_settings_file(path):
            sync_settings(self.project)
        elif is_settings_file(asset_of(path)) or path.startswith(RECORDS):
            finish_sync(self.project)  # somebody may have deleted a settings file by hand

    def _revision(self) -> str:
        return self.project.snapshot().revision

    def _diagnose(self, path: str, content: bytes | None) -> tuple[Diagnostic, ...]:
        """Say what the editor would say of a file that is there now."""
        if content is None or not path.endswith(".cs"):
            return ()
        symbols = editor_symbols(self.project.unity_version)
        return diagnose(content, PurePosixPath(path).stem, symbols)

    def _before_and_after(self, request: ApplyPatch) -> tuple[bytes | None, bytes | None]:
        if names_what_it_deletes(request):
            before = self.project.read(request.path)
        else:
            before = self._patchable(request.path)
        return before, patched(request, before)

    def _patchable(self, path: str) -> bytes | None:
        size = self.project.size(path)
        if size is not None and size > ASSET_LIMIT_BYTES:
            raise RejectedError(
                f"{path} is {size / 1024 / 1024:.1f} MiB; patches end at 10 MiB.",
                field="path",
                limit=ASSET_LIMIT_BYTES,
                actual=size,
                hint="Replace the file with ingest_asset.",
            )
        content = self.project.read(path)
        check_text(path, content)
        return content


def _hash_of(content: bytes | None) -> str | None:
    """Return None where there is no file."""
    return None if content is None else _sha256(content)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
