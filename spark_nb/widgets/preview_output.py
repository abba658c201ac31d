"""What a cell's output holds of a preview: the live view, and what outlives it."""

from __future__ import annotations

import html
from typing import Any

from spark_nb.assets import asset_folder
from spark_nb.domain.frame import Frame
from spark_nb.domain.ids import uuid4
from spark_nb.widgets.still import StillOutput, publish_output

_SAVED = "Last picture of the preview. Run this cell to see it move."
_CLOSED = "Last picture of the preview, which was closed."
_NEVER = "The preview was closed before its first picture."


class PreviewOutput:
    """Three outputs in a row: a caption with a style sheet, the live view, the last picture.

    A saved notebook knows nothing of a view but its model's name, and a front end that does not
    find the model says so in place of the view. The style sheet therefore shows either a view
    with a picture of its own, or caption and saved picture.
    """

    def __init__(self) -> None:
        sheet = asset_folder("widgets") / "preview_output.css"
        self._style = sheet.read_text(encoding="utf-8")
        self._caption_id, self._view_id = uuid4().hex, uuid4().hex
        self._still = StillOutput()
        self._published = False

    def publish(self, model_id: str) -> None:
        """Add the outputs to the running cell."""
        view = {"version_major": 2, "version_minor": 0, "model_id": model_id}
        self._caption(_SAVED, update=False)
        bundle = {"application/vnd.jupyter.widget-view+json": view, "text/plain": ""}
        publish_output(bundle, display_id=self._view_id, update=False)
        self._still.publish()
        self._published = True

    async def keep(self, frame: Frame) -> None:
        """Make ``frame`` the saved picture; converts it away from the event loop."""
        await self._still.update(frame)

    def keep_now(self, frame: Frame) -> None:
        """Make ``frame`` the saved picture, where no event loop runs."""
        self._still.update_now(frame)

    def end_view(self, frame: Frame | None) -> None:
        """Take the live view away; the picture stays, when there is one."""
        if not self._published:
            return
        self._caption(_CLOSED, update=True)
        words = "" if frame else _NEVER
        publish_output({"text/plain": words}, display_id=self._view_id, update=True)

    def _caption(self, words: str, *, update: bool) -> None:
        text = f'<style>{self._style}</style><p class="spark-caption">{html.escape(words)}</p>'
        bundle: dict[str, Any] = {"text/html": text, "text/plain": words}
        publish_output(bundle, display_id=self._caption_id, update=update)
