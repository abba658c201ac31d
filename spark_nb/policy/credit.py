"""Flow control: how many frames may be on their way before a screen confirms one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class _Viewer:
    looking: bool
    confirmed: int
    drawn_before: int
    owes_since: float | None = None
    drawn: int = 0
    dropped: int = 0


class Credit:
    """Cumulative confirmation by several viewers of one stream.

    Frames are numbered from 1. A viewer confirms the newest frame it has drawn, and with it all
    before. The slowest viewer that looks governs. One that owes a confirmation and says nothing
    for ``patience_s`` is forgotten until it speaks again. ``now`` is in monotonic seconds.
    """

    def __init__(self, *, window: int = 16, patience_s: float = 5.0) -> None:
        self.window = window
        self._patience_s = patience_s
        self._sent = 0
        self._viewers: dict[str, _Viewer] = {}
        self._drawn = 0
        self._dropped = 0

    @property
    def sent(self) -> int:
        """The newest frame's number; 0 before the first."""
        return self._sent

    @property
    def drawn(self) -> int:
        """Frames drawn by the viewer that has drawn most."""
        return self._drawn

    @property
    def dropped(self) -> int:
        """Frames that reached the viewer that drops most, and were overtaken before drawing."""
        return self._dropped

    def send(self, now: float) -> int:
        """Count one frame as sent and return its number."""
        self._sent += 1
        for viewer in self._viewers.values():
            if viewer.looking and viewer.owes_since is None:
                viewer.owes_since = now
        return self._sent

    def look(self, name: str, *, looking: bool, now: float) -> None:
        """Note that a viewer appeared, or turned to or from the picture."""
        viewer = self._viewers.get(name)
        if viewer is None:
            viewer = _Viewer(looking=looking, confirmed=self._sent, drawn_before=self._drawn)
            self._viewers[name] = viewer
        elif looking and not viewer.looking:
            viewer.confirmed = self._sent
        viewer.looking = looking
        self._heard(viewer, now)

    def confirm(self, name: str, index: int, *, drawn: int, dropped: int, now: float) -> None:
        """Note the newest frame a viewer has drawn, and its own counts since it appeared."""
        viewer = self._viewers.get(name)
        if viewer is None:
            self.look(name, looking=True, now=now)
            viewer = self._viewers[name]
            viewer.drawn_before = max(0, self._drawn - drawn)
        viewer.confirmed = min(self._sent, max(viewer.confirmed, index))
        viewer.drawn, viewer.dropped = drawn, dropped
        self._heard(viewer, now)
        self._drawn = max(self._drawn, viewer.drawn_before + viewer.drawn)
        self._dropped = max(self._dropped, viewer.dropped)

    def leave(self, name: str) -> None:
        self._viewers.pop(name, None)

    def available(self, now: float) -> int:
        """Return how many frames may be sent now; 0 when nobody looks."""
        self._forget_silent(now)
        looking = [viewer for viewer in self._viewers.values() if viewer.looking]
        if not looking:
            return 0
        slowest = min(viewer.confirmed for viewer in looking)
        return max(0, self.window - (self._sent - slowest))

    def lookers(self, now: float) -> set[str]:
        """Return the viewers that look."""
        self._forget_silent(now)
        return {name for name, viewer in self._viewers.items() if viewer.looking}

    def watched(self, now: float) -> bool:
        self._forget_silent(now)
        return any(viewer.looking for viewer in self._viewers.values())

    def _heard(self, viewer: _Viewer, now: float) -> None:
        owes = viewer.looking and viewer.confirmed < self._sent
        viewer.owes_since = now if owes else None

    def _forget_silent(self, now: float) -> None:
        for name, viewer in list(self._viewers.items()):
            if viewer.owes_since is not None and now - viewer.owes_since >= self._patience_s:
                del self._viewers[name]

    def __repr__(self) -> str:
        looking = sum(viewer.looking for viewer in self._viewers.values())
        return (
            f"<Credit {self._sent} sent, {self._drawn} drawn, "
            f"{looking} of {len(self._viewers)} viewers look>"
        )
