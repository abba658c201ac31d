"""C# files, written by the editor itself: it compiles them and says what it makes of them.

It takes text alone, under names and in sizes of its own, so each write is looked at before and
after by its hash.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Awaitable, Callable
from pathlib import PurePosixPath

from spark_nb.clients.dialects.mcp_for_unity.after_write import after_write
from spark_nb.clients.dialects.mcp_for_unity.batch import Command
from spark_nb.clients.dialects.mcp_for_unity.console import compiler_errors
from spark_nb.clients.dialects.mcp_for_unity.editor import Editor
from spark_nb.clients.dialects.mcp_for_unity.payload import Payload, check, data_of, lost, nonsense
from spark_nb.clients.dialects.mcp_for_unity.text_edits import (
    edits_of,
    needs_whole_file,
    wire_edits,
)
from spark_nb.domain.ids import content_sha256
from spark_nb.domain.patching import (
    check_text,
    names_what_it_deletes,
    not_text,
    patch_result,
    patched,
)
from spark_nb.domain.unified_diff import parse_patch
from spark_nb.domain.unity import ApplyPatch, Diagnostic, GenerateScript, PatchResult, ScriptResult
from spark_nb.errors import ConflictError, RejectedError, ToolError

Read = Callable[[str], Awaitable[bytes | None]]
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_BOM = "\ufeff"
_REPLACED = "\ufffd".encode()
_MOST_BYTES = 3 * 1024 * 1024
"""A request takes 4 MiB, and the file travels as base64."""


class Scripts:
    """``read`` gives a file as it is, None where the project folder cannot be reached."""

    def __init__(self, editor: Editor, read: Read | None) -> None:
        self._editor = editor
        self._read = read or self.read
        self._far = read is None

    async def generate(self, request: GenerateScript) -> ScriptResult:
        path, content = request.path, request.code.encode()
        check_name(path)
        before = await self._read(path)
        if before is None:
            await self._create(path, request.code)
        elif before != content:
            await self._replace(path, before, request.code)
        after, diagnostics = await self._look(path, content)
        return ScriptResult(
            path=path,
            sha256=content_sha256(after),
            created=before is None,
            diagnostics=diagnostics,
        )

    async def patch(self, request: ApplyPatch) -> PatchResult:
        path = request.path
        check_name(path)
        before = await self._read(path)
        if before is not None and not names_what_it_deletes(request):
            self._check_text(path, before)
        wanted = patched(request, before)
        if wanted is None:
            await self._delete(path, before or b"")
            return patch_result(request, before, None)
        before, wanted = await self._write(request, before, wanted)
        after, diagnostics = await self._look(path, wanted)
        return patch_result(request, before, after, diagnostics=diagnostics)

    async def read(self, path: str) -> bytes | None:
        """Return a script through the editor, without the byte order mark it may have."""
        check_name(path)
        name, folder = _split(path)
        (answer,) = await self._editor.try_commands(
            ("manage_script", {"action": "read", "name": name, "path": folder})
        )
        if _says_not_found(answer):
            return None
        check(answer)
        facts = data_of(answer)
        text = facts.get("contents")
        if not isinstance(text, str):
            raise nonsense("a script without contents")
        return text.encode()

    def _check_text(self, path: str, content: bytes) -> None:
        """Raise RejectedError when the file is no UTF-8: the editor would spoil it."""
        check_text(path, content)
        if self._far and _REPLACED in content:  # what it reads has this for every such byte
            raise not_text(path, content.index(_REPLACED))

    async def _write(
        self, request: ApplyPatch, before: bytes | None, wanted: bytes
    ) -> tuple[bytes | None, bytes]:
        """Write the patched text, once more when the file changed meanwhile; return both."""
        for attempt in (1, 2):
            try:
                await self._put(request, before, wanted)
            except ToolError as error:
                if error.code != "stale_file" or attempt == 2:
                    raise
            else:
                return before, wanted
            before = await self._read(request.path)
            wanted = patched(request, before) or b""
        raise AssertionError("unreachable: the second attempt returns or raises")

    async def _put(self, request: ApplyPatch, before: bytes | None, wanted: bytes) -> None:
        if before is None:
            await self._create(request.path, wanted.decode())
        else:
            await self._edit(request, before, wanted)

    async def _create(self, path: str, text: str) -> None:
        _check_content(path, text)
        self._editor.wrote_script()
        await self._editor.call("create_script", path=path, contents=text)

    async def _edit(self, request: ApplyPatch, before: bytes, wanted: bytes) -> None:
        text = before.decode()
        edits = edits_of(parse_patch(request.patch), text)
        if needs_whole_file(text, edits) or not wanted:
            await self._replace(request.path, before, wanted.decode())
            return
        self._editor.wrote_script()
        answer = await self._editor.call(
            "apply_text_edits",
            uri=request.path,
            edits=wire_edits(text, edits),
            precondition_sha256=content_sha256(before),
            strict=True,
        )
        if data_of(answer).get("no_op") and wanted != before:
            raise nonsense("back that nothing changed, though the patch changes something")

    async def _replace(self, path: str, before: bytes, text: str) -> None:
        """Write a file whole, if it is still what was read a moment ago."""
        _check_content(path, text)
        name, folder = _split(path)
        await self._check_unchanged(path, before)
        self._editor.wrote_script()
        content = base64.b64encode(text.encode()).decode()
        update: Command = (
            "manage_script",
            {
                "action": "update",
                "name": name,
                "path": folder,
                "encodedContents": content,
                "contentsEncoded": True,
            },
        )
        await self._editor.commands(update)
        with after_write():
            await self._editor.again(self._compile)

    async def _compile(self) -> None:
        await self._editor.call(
            "refresh_unity", mode="force", scope="scripts", compile="request", wait_for_ready=True
        )

    async def _delete(self, path: str, before: bytes) -> None:
        await self._check_unchanged(path, before)
        self._editor.wrote_script()
        await self._editor.call("delete_script", uri=path)
        with after_write():
            left = await self._editor.again(lambda: self._sha256(path))
        if left is not None:  # after a lost reply the server takes any failure to read for success
            raise lost("The Unity Editor went away during the call.")

    async def _check_unchanged(self, path: str, before: bytes) -> None:
        now = await self._sha256(path)
        expected = content_sha256(_without_mark(before))
        if now != expected:
            raise ConflictError(
                f"{path} has changed since it was read.",
                path=path,
                expected=expected,
                actual=now,
                hint="Read the file again and make the change anew.",
            )

    async def _sha256(self, path: str) -> str | None:
        """Return the editor's hash of the text, which is without a byte order mark."""
        name, folder = _split(path)
        (answer,) = await self._editor.try_commands(
            ("manage_script", {"action": "get_sha", "name": name, "path": folder})
        )
        if _says_not_found(answer):
            return None
        check(answer)
        return str(data_of(answer).get("sha256") or "")

    async def _look(self, path: str, wanted: bytes) -> tuple[bytes, tuple[Diagnostic, ...]]:
        """Return what is there after a write, and what there is to say of it."""
        with after_write():
            after = await self._editor.again(lambda: self._after(path, wanted))
            return after, await self._diagnose(path, after, wanted)

    async def _after(self, path: str, wanted: bytes) -> bytes:
        """Return what is there now. Raises ToolError when that is nothing."""
        if await self._sha256(path) == content_sha256(_without_mark(wanted)):
            return wanted
        found = await self._read(path)
        if found is None:
            raise ToolError(
                f"{path} is not there after it was written.",
                code="not_written",
                hint="Look at Unity's console, then call again.",
            )
        return found

    async def _diagnose(self, path: str, after: bytes, wanted: bytes) -> tuple[Diagnostic, ...]:
        found = await compiler_errors(self._editor, path)
        if after == wanted:
            return found
        note = Diagnostic(
            line=1, column=1, severity="info", message="Unity wrote it in another layout."
        )
        return (*found, note)


def check_name(path: str) -> None:
    """Raise RejectedError for what the editor would not find again under the same name."""
    stem = PurePosixPath(path).stem
    if not _NAME.fullmatch(stem) or "%" in path:
        raise RejectedError(
            f"MCP for Unity takes scripts of ASCII letters, digits and _ (got {path[:80]}).",
            field="path",
            limit=_NAME.pattern,
            actual=path,
            hint="Rename the script, and use no % in folders.",
        )


def _check_content(path: str, text: str) -> None:
    size = len(text.encode())
    if not text:
        raise RejectedError(
            f"MCP for Unity writes no empty script; {path} stays as it is.",
            field="code",
            limit="not empty",
            hint="Delete the script, or leave a comment in it.",
        )
    if size > _MOST_BYTES:
        raise RejectedError(
            f"{path} is {size / 1024 / 1024:.1f} MiB; MCP for Unity takes 3 MiB.",
            field="code",
            limit=_MOST_BYTES,
            actual=size,
            hint="Split the script.",
        )


def _says_not_found(answer: Payload) -> bool:
    said = answer.get("error")
    return not answer.get("success") and isinstance(said, str) and "not found at" in said


def _split(path: str) -> tuple[str, str]:
    file = PurePosixPath(path)
    return file.stem, str(file.parent)


def _without_mark(content: bytes) -> bytes:
    return content.removeprefix(_BOM.encode())
