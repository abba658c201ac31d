"""The last picture as a plain output, for whatever shows a notebook without our JavaScript."""

from __future__ import annotations

import asyncio
import base64
import io
from typing import Any

from IPython.core.getipython import get_ipython
from PIL import Image

from spark_nb.domain.frame import Frame
from spark_nb.domain.ids import uuid4


def publish_output(bundle: dict[str, Any], *, display_id: str, update: bool) -> None:
    """Add an output to the running cell, or replace that one; nothing without IPython."""
    shell = get_ipython()
    if shell is not None:
        shell.display_pub.publish(bundle, transient={"display_id": display_id}, update=update)


def png_bytes(frame: Frame) -> bytes:
    """Return ``frame`` as a PNG file."""
    if frame.format == "png":
        return frame.data
    buffer = io.BytesIO()
    with Image.open(io.BytesIO(frame.data)) as picture:
        picture.save(buffer, "PNG")
    return buffer.getvalue()


def png_bundle(frame: Frame) -> dict[str, Any]:
    """Return ``frame`` as ``image/png`` (base64) and ``text/plain``."""
    data = base64.b64encode(png_bytes(frame)).decode()
    return {"image/png": data, "text/plain": str(frame)}


class StillOutput:
    """An output that follows the newest frame, and is saved with the notebook.

    It is apart from the live view, so that updating it never rebuilds that.
    """

    def __init__(self) -> None:
        self._display_id = uuid4().hex
        self._published = False
        self._frame_ref: str | None = None
        self._bundle: dict[str, Any] = {"text/plain": ""}
        self._turn = asyncio.Lock()

    def publish(self) -> None:
        """Add the output to the running cell: the picture so far, empty until there is one."""
        self._published = True
        publish_output(self._bundle, display_id=self._display_id, update=False)

    async def update(self, frame: Frame) -> None:
        """Show ``frame``, and return when it is there; converts it away from the event loop."""
        async with self._turn:
            if self._is_new(frame):
                self._show(frame, await asyncio.to_thread(png_bundle, frame))

    def update_now(self, frame: Frame) -> None:
        """Show ``frame`` before returning, for when no event loop will come back to it."""
        if self._is_new(frame):
            self._show(frame, png_bundle(frame))

    def _is_new(self, frame: Frame) -> bool:
        return self._published and frame.frame_ref != self._frame_ref

    def _show(self, frame: Frame, bundle: dict[str, Any]) -> None:
        self._frame_ref, self._bundle = frame.frame_ref, bundle
        publish_output(bundle, display_id=self._display_id, update=True)
