"""Assets through the project folder: one at a time with an import each, or many with one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager

from spark_nb.clients.dialects.mcp_for_unity.after_write import after_write
from spark_nb.clients.dialects.mcp_for_unity.editor import Editor
from spark_nb.clients.dialects.mcp_for_unity.open_scenes import OpenScenes
from spark_nb.clients.dialects.mcp_for_unity.project_files import ProjectFiles
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.media import check_suffix
from spark_nb.domain.meta_file import META, asset_of, is_imported
from spark_nb.domain.patching import check_text, names_what_it_deletes, patch_result, patched
from spark_nb.domain.unity import (
    ApplyPatch,
    AssetResult,
    GenerateScript,
    IngestAsset,
    PatchResult,
    ScriptResult,
    asset_kind,
)
from spark_nb.errors import RejectedError


class Assets:
    """``many`` says that a batch of writes is under way: the editor looks at its end."""

    def __init__(self, editor: Editor, files: ProjectFiles, scenes: OpenScenes) -> None:
        self._editor = editor
        self._files = files
        self._scenes = scenes
        self._batch = asyncio.Lock()
        self._turn = asyncio.Lock()
        self._written: dict[str, bytes | None] = {}

    @property
    def many(self) -> bool:
        return self._batch.locked()

    async def read(self, path: str) -> bytes | None:
        return await asyncio.to_thread(self._files.read, path)

    @asynccontextmanager
    async def writing(self, paths: Collection[str], *, look_at: str | None) -> AsyncIterator[None]:
        """Write many files, then have them imported and compiled in one go."""
        async with self._batch, self._scenes.closed(paths, look_at=look_at):
            self._written = {}
            try:
                yield
            finally:
                if self._written:
                    await asyncio.to_thread(self._restore)
                    self._editor.wrote_script()
                    await self._refresh()

    async def script(self, request: GenerateScript) -> ScriptResult:
        """Write a script among many; what the compiler says of it comes at the end of all."""
        content = request.code.encode()
        before = await self.read(request.path)
        await self._write(request.path, content)
        sha256 = content_sha256(content)
        return ScriptResult(path=request.path, sha256=sha256, created=before is None)

    async def ingest(self, request: IngestAsset) -> AssetResult:
        if request.content is None:
            raise RejectedError(
                "source is a file of the client; pass its bytes as content.", field="source"
            )
        path, content = request.path, request.content
        check_suffix(path, content)
        before = await self.read(path)
        await self._write(path, content)
        return AssetResult(
            path=path,
            guid=await asyncio.to_thread(self._files.guid, path),
            sha256=content_sha256(content),
            byte_length=len(content),
            kind=asset_kind(request.media_type),
            created=before is None,
        )

    async def patch(self, request: ApplyPatch) -> PatchResult:
        path = request.path
        async with self._turn:  # between reading and writing nobody else of ours writes
            before = await self.read(path)
            if before is not None and not names_what_it_deletes(request):
                check_text(path, before)
            after = patched(request, before)
            await self._put(path, after)
        return patch_result(request, before, after)

    async def _write(self, path: str, content: bytes) -> None:
        async with self._turn:
            await self._put(path, content)

    async def _put(self, path: str, content: bytes | None) -> None:
        if self.many:
            await self._change(path, content)
            return
        async with self._scenes.closed([path]):
            await self._change(path, content)
            if is_imported(path):
                with after_write():
                    await self._editor.again(lambda: self._import(path, gone=content is None))

    async def _change(self, path: str, content: bytes | None) -> None:
        if content is None:
            await asyncio.to_thread(self._files.delete, path)
        else:
            await asyncio.to_thread(self._files.write, path, content)
        if self.many:
            self._written[path] = content

    async def _import(self, path: str, *, gone: bool) -> None:
        """Have the editor take notice; a file that went, it finds by looking for itself."""
        asset = asset_of(path)
        if gone or path.endswith(META):
            await self._editor.call(
                "refresh_unity", mode="force", scope="assets", compile="none", wait_for_ready=True
            )
        else:
            await self._editor.commands(("manage_asset", {"action": "import", "path": asset}))

    async def _refresh(self) -> None:
        await self._editor.call(
            "refresh_unity", mode="force", scope="all", compile="request", wait_for_ready=True
        )
        await self._editor.until_ready()

    def _restore(self) -> None:
        """Write each ``.meta`` again that the editor took away, or made anew with another GUID.

        That happens when its window was clicked meanwhile: it looks at once then, and sees a
        ``.meta`` before its asset, or an asset whose ``.meta`` it has just taken away.
        """
        for path, content in self._written.items():
            if content is not None and path.endswith(META) and self._files.read(path) != content:
                self._files.write(path, content)
