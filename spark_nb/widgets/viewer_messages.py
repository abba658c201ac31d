"""What a browser tells the preview. The other half is in ``preview.js``, under these names."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

_Viewer = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
_Count = Annotated[int, Field(ge=0)]


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)


class Hello(_Message):
    """A page is there. Answered with the kernel's time of day; ``at`` comes back unchanged."""

    kind: Literal["hello"]
    viewer: _Viewer
    looking: bool
    index: _Count
    """The newest frame that reached the page; 0 when none did."""
    at: float


class Shown(_Message):
    """A page has drawn a frame, and needs none before it. Counts are since the page appeared."""

    kind: Literal["shown"]
    viewer: _Viewer
    index: _Count
    drawn: _Count
    dropped: _Count
    delay_ms: Annotated[float, Field(ge=0)] | None = None
    """The newest picture's age when it was drawn."""


class Gone(_Message):
    kind: Literal["gone"]
    viewer: _Viewer


class Ask(_Message):
    """How may a page read frames from the broker? Answered by ``access``, for no other to see."""

    kind: Literal["ask"]


class Take(_Message):
    """A page takes its frames from the broker from now on, or again through the kernel."""

    kind: Literal["take"]
    viewer: _Viewer
    way: Literal["broker", "kernel"]


class Play(_Message):
    kind: Literal["play"]


class Pause(_Message):
    kind: Literal["pause"]


class Seek(_Message):
    kind: Literal["seek"]
    time_s: Annotated[float, Field(ge=0)]


class Choose(_Message):
    """Take the picture of something else; what is left out stays as it is."""

    kind: Literal["choose"]
    scene: str | None = None
    camera: str | None = None
    width: int = 0
    height: int = 0
    adaptive: bool = True

    @property
    def changes(self) -> dict[str, Any]:
        return self.model_dump(exclude={"kind"}, exclude_unset=True)


class Control(_Message):
    """``scenes``: read again what there is; ``hold``, ``release``: begin and end comparing."""

    kind: Literal["scenes", "hold", "release", "cancel"]


class Save(_Message):
    """Make a file for the page to download; ``duration_s`` is None for the whole loop."""

    kind: Literal["save"]
    format: Literal["png", "webp"]
    duration_s: float | None = None


ViewerMessage = Hello | Shown | Gone | Ask | Take | Play | Pause | Seek | Choose | Control | Save

viewer_messages: TypeAdapter[ViewerMessage] = TypeAdapter(
    Annotated[ViewerMessage, Field(discriminator="kind")]
)
