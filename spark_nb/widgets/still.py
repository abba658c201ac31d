"""The last picture as a plain output, for whatever shows a notebook without our JavaScript."""

from __future__ import annotations

import asyncio
import base64
import io
from typing import Any
from uuid import uuid4

from IPython.core.getipython import get_ipython
from PIL import Image

from spark_nb.domain.frame import Frame


def publish_output(bundle: dict[str, Any], *, display_id: str, update: bool) -> None:
    """Add an output to the running cell, or replace that one; nothing without IPython."""
    shell = get_ipython()
    if shell is not None:
        shell.display_pub.publish(bundle, transient={"display_id": display_id}, update=update)


def png_bundle(frame: Frame) -> dict[str, Any]:
    """Return ``frame`` as ``image/png`` (base64) and ``text/plain``."""
    data = frame.data
    if frame.format != "png":
        buffer = io.BytesIO()
        with Image.open(io.BytesIO(data)) as picture:
            picture.save(buffer, "PNG")
        data = buffer.getvalue()
    return {"image/png": base64.b64encode(data).decode(), "text/plain": str(frame)}


class StillOutput:
    """An output that follows the newest frame, and is saved with the notebook.

    It stands directly below the live view, whose style sheet hides it while the view shows a
    picture of its own; so updating it never rebuilds the live view.
    """

    def __init__(self) -> None:
        self._display_id = uuid4().hex
        self._published = False
        self._frame_ref: str | None = None

    def publish(self, frame: Frame | None) -> None:
        """Add the output to the running cell; empty until there is a frame."""
        self._published = True
        self._frame_ref = frame.frame_ref if frame else None
        self._send(png_bundle(frame) if frame else {"text/plain": ""}, update=False)

    async def update(self, frame: Frame) -> None:
        """Show ``frame``; converts it away from the event loop."""
        if self._is_new(frame):
            bundle = await asyncio.to_thread(png_bundle, frame)
            self._frame_ref = frame.frame_ref
            self._send(bundle, update=True)

    def update_now(self, frame: Frame) -> None:
        """Show ``frame`` before returning, for when no event loop will come back to it."""
        if self._is_new(frame):
            self._frame_ref = frame.frame_ref
            self._send(png_bundle(frame), update=True)

    def _is_new(self, frame: Frame) -> bool:
        return self._published and frame.frame_ref != self._frame_ref

    def _send(self, bundle: dict[str, Any], *, update: bool) -> None:
        publish_output(bundle, display_id=self._display_id, update=update)
