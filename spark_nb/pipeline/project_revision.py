"""The project's present revision, asked for seldom and never trusted for long."""

from __future__ import annotations

from spark_nb.ports import Clock, Service

_TRUST_SECONDS = 0.25


class ProjectRevision:
    """Every result names the revision after it; between results we ask.

    A file edited by hand is seen after a quarter of a second at the latest; a write of our own at
    once, because it makes us forget before it is sent.
    """

    def __init__(self, service: Service, clock: Clock) -> None:
        self._service = service
        self._clock = clock
        self._revision: str | None = None
        self._heard_at = float("-inf")
        self._epoch = 0

    def forget(self) -> None:
        self._revision = None
        self._epoch += 1

    def heard(self, revision: str | None) -> None:
        self._revision = revision
        self._heard_at = self._clock.monotonic()

    async def current(self) -> str | None:
        """Return the revision, None when the engine has none. Raises SparkError."""
        age = self._clock.monotonic() - self._heard_at
        if self._revision is not None and age < _TRUST_SECONDS:
            return self._revision
        epoch = self._epoch
        revision = await self._service.revision()
        if epoch == self._epoch:  # else a write started meanwhile, and this answer may be old
            self.heard(revision)
        return revision
