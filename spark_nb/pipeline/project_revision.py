"""The project's present revision, asked for seldom and never trusted for long."""

from __future__ import annotations

from spark_nb.ports import Clock, Service

_TRUST_SECONDS = 0.25


class ProjectRevision:
    """Every result names the revision after it; between results we ask.

    A file edited by hand is seen after a quarter of a second at the latest; a write of our own at
    once. What is said beside a write counts for nothing, for nobody knows which of them came
    first: answers overtake each other.
    """

    def __init__(self, service: Service, clock: Clock) -> None:
        self._service = service
        self._clock = clock
        self._revision: str | None = None
        self._heard_at = float("-inf")
        self._epoch = 0

    def begin(self, *, writes: bool) -> int:
        """Note that a call is about to be sent; return what ``end`` wants to know of it."""
        if writes:
            self._forget()
        return self._epoch

    def end(self, begun: int, revision: str | None, *, writes: bool) -> None:
        """Note what its answer said; None when there was none, for then it may have landed."""
        alone = begun == self._epoch
        if writes:
            self._forget()
        if alone:
            self._hear(revision)

    async def current(self) -> str | None:
        """Return the revision, None when the engine has none. Raises SparkError."""
        age = self._clock.monotonic() - self._heard_at
        if self._revision is not None and age < _TRUST_SECONDS:
            return self._revision
        begun = self._epoch
        revision = await self._service.revision()
        if begun == self._epoch:
            self._hear(revision)
        return revision

    def _forget(self) -> None:
        self._revision = None
        self._epoch += 1

    def _hear(self, revision: str | None) -> None:
        self._revision = revision
        self._heard_at = self._clock.monotonic()
