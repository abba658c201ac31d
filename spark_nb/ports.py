"""What the pipeline needs from the world, in terms of the domain."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from spark_nb.domain.engine import EngineState
from spark_nb.domain.event import Event
from spark_nb.domain.frame import Frame
from spark_nb.domain.operation import Change, Operation
from spark_nb.domain.page_access import NoPageAccess, PageAccess
from spark_nb.domain.request import Request
from spark_nb.domain.result import Result
from spark_nb.domain.rows import Rows
from spark_nb.domain.scene_text import SceneCameras
from spark_nb.domain.shot import Shot
from spark_nb.domain.tools import Tool
from spark_nb.domain.usage import Price, Usage
from spark_nb.errors import SparkError


class Clock(Protocol):
    """Time as an argument: tests bring their own."""

    def now(self) -> datetime:
        """Return the time of day, UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds from an arbitrary start, never going back."""
        ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service gave back. ``attempts`` counts from 1, sizes are bytes on the wire.

    ``queue_ms`` is how long the call waited to be let in.
    """

    result: Result
    attempts: int
    response_bytes: int
    queue_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a call is, in the server's own units; ``total`` is None when it does not know."""

    done: float
    total: float | None = None
    message: str | None = None


OnProgress = Callable[[Progress], None]


class Service(Protocol):
    """Something that carries out tools. Raises SparkError alone, with ``attempts`` set.

    An adapter makes one attempt: no retries, no queue, no time limit of its own, for all of that
    is ``clients.guarded_service``'s, which wraps any adapter. It says what a retry has to know:

    - an answer that says no is a ToolError, ConflictError or RejectedError; ToolError's
      ``retry_after_seconds`` means that the engine is busy and did nothing;
    - HTTP 429 is a RateLimitedError, HTTP 401 and 403 are an AuthError;
    - everything else is a ServiceError (ServiceUnavailable for broken connections and HTTP 5xx,
      with ``retry_after_seconds`` as the server gave it), whose ``landed`` is ``no`` only when
      the request surely had no effect: it was never sent whole, or refused unread;
    - a cancelled call is cancelled at the server as well, as far as the protocol can.
    """

    async def call(
        self, tool: Tool, request: Request, on_progress: OnProgress | None = None
    ) -> Answer: ...

    async def read_file(self, path: str) -> bytes | None:
        """Return a project file's bytes, None when there is no such file."""
        ...

    async def revision(self) -> str | None:
        """Return the name of the project's present state, None when the engine has none."""
        ...


class Engine(Protocol):
    """What the engine behind the Unity tools is, beside its tools."""

    @property
    def state(self) -> EngineState:
        """What it is doing, as far as it has told; asks nobody."""
        ...

    @property
    def renders_at_once(self) -> int:
        """How many pictures it makes at a time; more would wait for each other."""
        ...

    def writing(
        self, paths: Collection[str], *, look_at: str | None = None
    ) -> AbstractAsyncContextManager[None]:
        """Hold the engine off while many files are written; it looks at all of them at the end.

        ``look_at`` is the scene to have open then. Raises ConflictError, before anything is
        written, when an open scene among ``paths`` has unsaved changes.
        """
        ...


class RowSink(Protocol):
    """Where rows go. Called once per call, by many at once."""

    async def write(self, rows: Rows) -> bool:
        """Return True when the rows are in the database, False when they are kept for later.

        A row that is written again is there once, by its table's primary key.
        """
        ...

    @property
    def delayed(self) -> int:
        """How many batches wait for the database."""
        ...


class EventSink(Protocol):
    """Where events go. Nothing here waits; what cannot be sent is counted, kept or dropped."""

    def emit(self, event: Event) -> None: ...

    def emit_frame(self, session_id: str, frame: Frame) -> None:
        """Publish the bytes of a frame; called before the event that names it."""
        ...

    @property
    def queue_depth(self) -> int: ...

    @property
    def connected(self) -> bool: ...


class FrameOutlet(Protocol):
    """The way of frames to pages that spares the kernel; their bytes are published anyway."""

    @property
    def connected(self) -> bool: ...

    def access(self) -> PageAccess | NoPageAccess:
        """Return what a page needs to read by itself. Raises SetupError."""
        ...

    def announce(self, widget: str, facts: Mapping[str, Any]) -> None:
        """Say which frame a widget shows now; whoever does not hear it loses nothing."""
        ...


class PriceList(Protocol):
    """What language models cost."""

    async def price(self, usage: Usage, at: datetime) -> Price | None:
        """Return the price of ``usage`` at that time; None when provider or model is unknown."""
        ...


class OperationStore(Protocol):
    """Keeps operations, each either done (undoable) or undone (redoable). Each call is atomic."""

    async def done(self) -> list[Operation]:
        """Return what can be undone, oldest first."""
        ...

    async def undone(self) -> list[Operation]:
        """Return what can be redone, next one first."""
        ...

    async def push(self, operation: Operation) -> None:
        """Add the newest operation; forget the oldest over the limit, and all that is undone."""
        ...

    async def extend(self, operation_id: UUID, change: Change) -> None:
        """Add a change to an operation that is done."""
        ...

    async def illustrate(self, operation_id: UUID, thumbnail: bytes) -> None: ...

    async def move(self, operations: Sequence[Operation], *, undone: bool) -> None:
        """Note that these were taken back, or brought again, and are now as given here.

        One without changes is forgotten. Ends what ``begin_rollback`` began.
        """
        ...

    async def begin_rollback(self, operation_id: UUID) -> None:
        """Note that everything after this operation is about to be taken back."""
        ...

    async def rollback_begun(self) -> UUID | None:
        """Return the operation of a rollback that has not ended."""
        ...

    async def replace(self, done: Sequence[Operation], undone: Sequence[Operation]) -> None:
        """Forget everything and keep these, in the order of ``done()`` and ``undone()``."""
        ...


class Footage(Protocol):
    """Pictures of one shot, each of a game time in seconds; ``finish`` says that no more come."""

    async def __call__(self, time_s: float) -> Frame:
        """Raises SparkError."""
        ...

    async def finish(self) -> None: ...


class Filming(Protocol):
    """What a live preview's pictures are taken of, and how well. Set at any time.

    ``scale`` is the part of the shot's sides that is rendered, while a link is too slow for all.
    """

    shot: Shot
    scale: float

    @property
    def at_once(self) -> int:
        """How many pictures may be on their way; see ``Engine.renders_at_once``."""
        ...

    async def scenes(self) -> list[SceneCameras]:
        """Return what there is to choose from."""
        ...

    def lossless(self) -> Footage:
        """Return the same shot in full size and without loss, apart from the live pictures."""
        ...


class FrameSink(Protocol):
    """Who shows a stream of frames. Nothing here waits except ``ready``."""

    async def ready(self, in_flight: int) -> float:
        """Return when one frame more may be rendered for somebody who looks.

        ``in_flight`` renders are already on their way. The result is the seconds during which
        nobody looked: the game stands still then.
        """
        ...

    def show(self, frame: Frame) -> None:
        """Take the frame that is newest now."""
        ...

    def fail(self, error: SparkError, retry_in_s: float | None) -> None:
        """Say that rendering failed; None means that it is not tried again by itself."""
        ...

    def end(self) -> None:
        """Say that the last frame of a stream that does not loop was shown."""
        ...

    @property
    def drawn(self) -> int:
        """How many frames were seen on a screen."""
        ...

    @property
    def dropped(self) -> int:
        """How many reached a screen and were overtaken before they were drawn."""
        ...
