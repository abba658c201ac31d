"""Scenes that are open in the editor, which asks in a dialog when their file changes below it.

So they are closed before their file is written, and opened again when the editor has imported it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass

from spark_nb.clients.dialects.mcp_for_unity.after_write import after_write
from spark_nb.clients.dialects.mcp_for_unity.editor import Editor
from spark_nb.clients.dialects.mcp_for_unity.payload import list_in
from spark_nb.errors import ConflictError, ToolError

_STAND_IN = "SparkIsWriting"
_STAND_IN_PATH = f"Assets/{_STAND_IN}.unity"
_SAVE = "Save or discard the changes in Unity, then call again."


@dataclass(frozen=True, slots=True)
class _Scene:
    path: str
    dirty: bool
    active: bool


class OpenScenes:
    def __init__(self, editor: Editor) -> None:
        self._editor = editor

    @asynccontextmanager
    async def closed(
        self, paths: Collection[str], *, look_at: str | None = None
    ) -> AsyncIterator[None]:
        """Keep scenes among ``paths`` closed meanwhile. ``look_at`` is the one to open then.

        Raises ConflictError when an open one among them has unsaved changes.
        """
        written = {path for path in paths if path.endswith(".unity")}
        if not written and look_at is None:
            yield
            return
        before = await self._loaded()
        closes = any(scene.path in written for scene in before)
        if closes:
            await self._close(before, written)
        try:
            yield
        finally:
            with after_write():
                await self._reopen(before, look_at, closed=closes)

    async def show(self, path: str) -> str | None:
        """Have a scene open; return which one was instead, None when it was open already.

        Raises ConflictError when that has unsaved changes.
        """
        loaded = await self._loaded()
        active = next((scene for scene in loaded if scene.active), None)
        if active is not None and active.path == path:
            return None
        _refuse_dirty(loaded, path)
        await self._editor.commands(("manage_scene", {"action": "load", "path": path}))
        return (active.path if active else "") or "an unsaved scene"

    async def _loaded(self) -> list[_Scene]:
        (answer,) = await self._editor.commands(("manage_scene", {"action": "get_loaded_scenes"}))
        return [
            _Scene(
                str(one.get("path") or ""), one.get("isDirty") is True, bool(one.get("isActive"))
            )
            for one in list_in(answer, "scenes")
        ]

    async def _close(self, loaded: list[_Scene], written: set[str]) -> None:
        """Open an empty scene in place of all: the editor must have one, and it needs a file."""
        _refuse_dirty(loaded, next(scene.path for scene in loaded if scene.path in written))
        if (await self._editor.said()).playing:
            raise ToolError(
                "Unity is in play mode, so the open scene cannot be written.",
                code="playing",
                hint="Leave play mode, then call again.",
            )
        await self._drop_stand_in()
        create = {"action": "create", "name": _STAND_IN, "path": _STAND_IN_PATH}
        await self._editor.commands(("manage_scene", create))

    async def _reopen(self, before: list[_Scene], look_at: str | None, *, closed: bool) -> None:
        """Open what was open, as far as it is still there."""
        if look_at is not None and not any(scene.dirty for scene in before):
            opened = await self._try_open(look_at)
        else:
            opened = False
        if not closed:
            return
        if not opened:
            for scene in sorted(before, key=lambda scene: not scene.active):
                additive = opened
                opened = await self._try_open(scene.path, additive=additive) or opened
        await self._drop_stand_in()

    async def _drop_stand_in(self) -> None:
        """Delete its file, if there is one: a session that ended in between leaves it."""
        delete = {"action": "delete", "path": _STAND_IN_PATH}
        await self._editor.try_commands(("manage_asset", delete))

    async def _try_open(self, path: str, *, additive: bool = False) -> bool:
        if not path:
            return False
        params = {"action": "load", "path": path, "additive": additive}
        (answer,) = await self._editor.try_commands(("manage_scene", params))
        return answer.get("success") is True


def _refuse_dirty(loaded: list[_Scene], path: str) -> None:
    dirty = next((scene.path for scene in loaded if scene.dirty), None)
    if dirty is not None:
        raise ConflictError(
            f"{dirty or 'The open scene'} has unsaved changes in Unity; nothing was written.",
            path=path,
            expected=None,
            actual=None,
            hint=_SAVE,
        )
