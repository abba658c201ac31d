"""Two pictures of a preview side by side: one held as before, the other held or live."""

from __future__ import annotations

from typing import Any, Literal

from spark_nb.domain.frame import Frame
from spark_nb.widgets.frame_channel import Send

Side = Literal["before", "after"]


class Comparison:
    """What is held, told to each page with its bytes. ``after`` is the live picture until held."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._held: dict[Side, Frame] = {}

    @property
    def before(self) -> Frame | None:
        return self._held.get("before")

    @property
    def after(self) -> Frame | None:
        """None while the live picture is compared."""
        return self._held.get("after")

    def hold(self, before: Frame, after: Frame | None = None) -> None:
        """Compare ``before`` with ``after``, or with the live picture."""
        held: dict[Side, Frame | None] = {"before": before, "after": after}
        self._held = {side: frame for side, frame in held.items() if frame is not None}
        self.tell()

    def release(self) -> None:
        """Show the live picture alone."""
        self._held = {}
        self._send({"kind": "released"}, [])

    def tell(self) -> None:
        """Send what is held to the pages; nothing when nothing is."""
        if not self._held:
            return
        facts = [_facts(side, frame) for side, frame in self._held.items()]
        data = [frame.data for frame in self._held.values()]
        self._send({"kind": "held", "held": facts}, data)


def _facts(side: Side, frame: Frame) -> dict[str, Any]:
    return {"side": side, "format": frame.format, "time_s": frame.time_s}
