"""An animated WebP out of single pictures, one of them unpacked at a time."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from PIL import Image


def film(pictures: Sequence[bytes], frame_ms: int, report: Callable[[int], None]) -> bytes:
    """Return encoded pictures of one size as an animated WebP that repeats without end.

    ``report`` is told how many are done before each, on this thread; what it raises ends the
    work. Takes long: call it away from the event loop.
    """
    file = io.BytesIO()
    reel = _Reel(pictures, report)
    reel.save(file, "WEBP", save_all=True, duration=frame_ms, loop=0, quality=90, method=2)
    return file.getvalue()


class _Reel(Image.Image):
    """A picture of many frames that holds the one it was last asked for."""

    def __init__(self, pictures: Sequence[bytes], report: Callable[[int], None]) -> None:
        super().__init__()
        self._pictures = pictures
        self._report = report
        self._show(0)

    @property
    def n_frames(self) -> int:
        return len(self._pictures)

    def seek(self, frame: int) -> None:
        self._report(frame)
        self._show(frame)

    def _show(self, frame: int) -> None:
        with Image.open(io.BytesIO(self._pictures[frame])) as picture:
            shown = picture.convert("RGB")
        self.im, self._mode, self._size = shown.im, shown.mode, shown.size
