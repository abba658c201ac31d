"""What a preview is taken of and how well: as was chosen, and as link and page manage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from spark_nb.errors import RejectedError
from spark_nb.policy.quality import Quality
from spark_nb.ports import Filming
from spark_nb.widgets.viewer_messages import Shown


class Shooting:
    """Changes ``filming``, and has the picture renewed. ``tell`` takes what pages are to know.

    Without ``filming`` there is nothing to choose, and nothing is ever scaled.
    """

    def __init__(
        self,
        filming: Filming | None,
        *,
        renew: Callable[[], None],
        tell: Callable[..., None],
    ) -> None:
        self._filming = filming
        self._renew = renew
        self._tell = tell
        self._adaptive = True
        self._quality = Quality()
        self._counts: dict[str, tuple[int, int]] = {}

    @property
    def reduced(self) -> bool:
        """Whether pictures are rendered smaller than they were asked for."""
        return self._filming is not None and self._filming.scale < 1

    def facts(self) -> dict[str, Any]:
        """Return what pages know of it."""
        if self._filming is None:
            return {"adjustable": False}
        facts = {"scale": self._filming.scale, "adaptive": self._adaptive}
        return facts | self._filming.shot.model_dump() | {"adjustable": True}

    def choose(self, *, adaptive: bool | None = None, **changes: Any) -> None:
        """Take another scene, camera or size from now on. Raises RejectedError."""
        filming = self._needed()
        if adaptive is not None:
            self._adaptive = adaptive
            self._quality = Quality()
            filming.scale = 1.0
        filming.shot = filming.shot.with_changes(**changes)
        self._tell(**self.facts())
        self._renew()

    async def read_scenes(self) -> None:
        """Tell which scenes and cameras there are now."""
        if self._filming is not None:
            self._tell(scenes=[asdict(scene) for scene in await self._filming.scenes()])

    def note(self, shown: Shown, now: float) -> None:
        """Follow how a page fares; ``now`` is in monotonic seconds."""
        drawn, dropped = self._counts.get(shown.viewer, (0, 0))
        self._counts[shown.viewer] = shown.drawn, shown.dropped
        if not self._adaptive or self._filming is None or shown.delay_ms is None:
            return
        counts = {"drawn": max(0, shown.drawn - drawn), "dropped": max(0, shown.dropped - dropped)}
        self._scale(self._quality.note(delay_ms=shown.delay_ms, **counts, now=now))

    def forget(self, viewer: str) -> None:
        """A page is gone, and its counts with it."""
        self._counts.pop(viewer, None)

    def move(self) -> None:
        """Pictures follow each other again: as large as was found to go."""
        if self._adaptive:
            self._scale(self._quality.scale)

    def rest(self) -> None:
        """A picture that stands is shown in full."""
        if self.reduced:
            self._scale(1.0)
            self._renew()

    def _scale(self, scale: float) -> None:
        if self._filming is not None and scale != self._filming.scale:
            self._filming.scale = scale
            self._tell(scale=scale)

    def _needed(self) -> Filming:
        if self._filming is None:
            raise RejectedError(
                "This preview shows what a function of yours renders; it has nothing to choose.",
                field="scene",
                hint="session.preview() lets you choose scene, camera and size.",
            )
        return self._filming
