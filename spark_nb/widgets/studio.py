"""Everything in one place: the game, the presets, what happens, and the way back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any, Literal, get_args

from traitlets import Bool, Dict, Int, Unicode

from spark_nb.errors import RejectedError, SparkError
from spark_nb.pipeline.patch_stack import PatchStack
from spark_nb.widgets.base import SparkWidget
from spark_nb.widgets.preset_picker import PresetPicker
from spark_nb.widgets.preview import Preview
from spark_nb.widgets.static_output import Static

Arrangement = Literal["auto", "wide", "tabs"]

_LEAST_HEIGHT, _MOST_HEIGHT = 320, 2000


class Studio(SparkWidget):
    """Shows ``preview`` and ``presets`` with ``others`` by name, and closes them with itself.

    ``scenes`` says what the project has to preview: until there is one the presets stand in its
    place. ``arrangement`` and ``height`` are as
    ``check_layout`` lets them be. ``look`` is what a user has chosen: the tab, how wide the
    preview is, and whether the presets are open.
    """

    parts = Dict(read_only=True).tag(sync=True)
    arrangement = Unicode("auto", read_only=True).tag(sync=True)
    height = Int(640, read_only=True).tag(sync=True)
    empty = Bool(default_value=True, read_only=True).tag(sync=True)
    look = Dict().tag(sync=True)

    def __init__(
        self,
        preview: Preview,
        presets: PresetPicker,
        others: Mapping[str, SparkWidget],
        patches: PatchStack,
        scenes: Callable[[], Awaitable[Collection[str]]],
        *,
        arrangement: Arrangement = "auto",
        height: int = 640,
        **kwargs: Any,
    ) -> None:
        self._preview = preview
        self._presets = presets
        self._widgets = {"preview": preview, "presets": presets, **others}
        self._scenes = scenes
        self._changed = asyncio.Event()
        self._changed.set()
        self._unwatch: Callable[[], None] | None = patches.watch(self._changed.set)
        names = {name: widget.model_id for name, widget in self._widgets.items()}
        self._set(parts=names, arrangement=arrangement, height=height)
        super().__init__(**kwargs)
        presets.observe(self._take_outcome, "outcome")
        self.own(self._follow(), "studio")

    def close(self) -> None:
        """Close all of its parts as well."""
        if self._unwatch is not None:
            self._unwatch()
            self._unwatch = None
            self._presets.unobserve(self._take_outcome, "outcome")
        for widget in self._widgets.values():
            widget.close()
        super().close()

    async def aclose(self) -> None:
        """Close, and wait until every task of it and its parts has ended."""
        self.close()
        await asyncio.gather(*(widget.aclose() for widget in self._widgets.values()))
        await super().aclose()

    def _take_outcome(self, change: Any) -> None:
        """Show the scene of a preset that was just applied."""
        outcome = change["new"]
        if outcome is not None and outcome["kind"] == "applied":
            self._preview.choose(scene=outcome["scene"], camera=None)
            self._begin()
            self.look = {**self.look, "tab": "preview", "presets": False}

    async def _follow(self) -> None:
        """Know whether there is a game to show, after each change of the project."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            try:
                scenes = await self._scenes()
            except SparkError as error:
                self.show_error(error)
                continue
            if self._preview.scene not in (None, *scenes):  # it went with what was taken back
                self._preview.choose(scene=None, camera=None)
            if scenes and self.empty:
                self._begin()
            elif not scenes:
                self._preview.pause()
                self._set(empty=True)
            self.status = "live"
            self.keep_static()

    def _begin(self) -> None:
        self._set(empty=False)
        self._preview.play()

    def static(self) -> Static:
        """Return what stands for the parts, one below the other."""
        statics = [widget.static() for widget in self._widgets.values()]
        parts = [static for static in statics if static.text]
        return Static(
            "".join(static.html for static in parts),
            "\n\n".join(static.text for static in parts),
        )


def check_layout(arrangement: str, height: int) -> None:
    """Raises RejectedError for what a studio cannot be."""
    names = get_args(Arrangement)
    if arrangement not in names:
        known = ", ".join(names)
        raise RejectedError(
            f"A studio's layout is one of {known} (got {arrangement!r}).",
            field="layout",
            limit=known,
            actual=arrangement,
            hint='Use layout="auto".',
        )
    if not _LEAST_HEIGHT <= height <= _MOST_HEIGHT:
        raise RejectedError(
            f"height must be {_LEAST_HEIGHT} to {_MOST_HEIGHT} pixels (got {height}).",
            field="height",
            limit=_MOST_HEIGHT,
            actual=height,
            hint="Leave it out for 640.",
        )
