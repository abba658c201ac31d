"""Everything SPARK raises.

SparkError
├── RejectedError            our guardrail stopped it; nothing was sent
├── ToolError                the engine said no
├── ConflictError            the file is not what was expected; nothing was written
├── RateLimitedError         too many calls; come back in ``retry_after_seconds``
├── ServiceError             the service did not do its part; ``landed`` says what is known
│   ├── ServiceTimeout       no answer in time
│   ├── ServiceUnavailable   away
│   │   ├── BreakerOpen      failed several times in a row; nothing was sent
│   │   └── EngineAway       the server answers, and no engine is behind it
│   └── AuthError            it does not accept our token
└── SetupError               embedded stack, settings, migrations

Drivers' errors end in the adapters: each maps its own, once, onto this tree. What they become:

==========================================  ==================================================
connection refused, not found, TLS          ServiceUnavailable, landed ``no``
connection cut, HTTP 5xx                    ServiceUnavailable, landed ``maybe``
HTTP 429                                    RateLimitedError with the server's Retry-After
HTTP 401, 403                               AuthError
no answer in time                           ServiceTimeout, landed ``maybe``
an answer that says no                      ToolError, ConflictError or RejectedError
an answer that makes no sense               ServiceError
==========================================  ==================================================
"""

from __future__ import annotations

import os
from typing import Literal

Landed = Literal["no", "maybe"]
_DIFF_LINES = 24  # what a notebook shows of a diff


class SparkError(Exception):
    """Root of the tree. ``hint`` says what to do next; ``tool`` and ``call_id`` say which call.

    ``attempts`` is how often a service was asked before this was raised, ``queue_ms`` how long the
    call waited to be let in.
    """

    attempts: int = 0
    queue_ms: float = 0.0

    def __init__(
        self,
        message: str,
        *,
        tool: str | None = None,
        call_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.tool = tool
        self.call_id = call_id
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.tool}: {self.message}" if self.tool else self.message
        return f"{text} {self.hint}" if self.hint else text

    def _render_traceback_(self) -> list[str]:
        """Give a notebook one short paragraph; IPython calls this instead of a traceback."""
        name = type(self).__name__
        shown = name if os.environ.get("NO_COLOR") else f"\x1b[31m{name}\x1b[0m"
        return [f"{shown} {self}"]


class RejectedError(SparkError):
    """A guardrail stopped the call before anything was sent.

    ``limit`` and ``actual`` are in the field's own unit: bytes, pixels, or the text itself.
    """

    def __init__(
        self,
        message: str,
        *,
        field: str,
        limit: object = None,
        actual: object = None,
        tool: str | None = None,
        call_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, tool=tool, call_id=call_id, hint=hint)
        self.field = field
        self.limit = limit
        self.actual = actual


class ToolError(SparkError):
    """The engine understood the call and refused it. ``code`` is the engine's own word.

    ``retry_after_seconds`` is set when it refused for now alone, being busy.
    """

    def __init__(
        self,
        message: str,
        *,
        code: str,
        retry_after_seconds: float | None = None,
        tool: str | None = None,
        call_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, tool=tool, call_id=call_id, hint=hint)
        self.code = code
        self.retry_after_seconds = retry_after_seconds


class ConflictError(SparkError):
    """The file is not what was expected; nothing was written.

    ``expected`` and ``actual`` are SHA-256 hex digests, or None where there is no file. ``diff``
    is a unified diff from what was expected to what is there, where that is known and text.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str,
        expected: str | None,
        actual: str | None,
        diff: str = "",
        tool: str | None = None,
        call_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, tool=tool, call_id=call_id, hint=hint)
        self.path = path
        self.expected = expected
        self.actual = actual
        self.diff = diff

    def _render_traceback_(self) -> list[str]:
        lines = self.diff.splitlines()
        shown = lines[:_DIFF_LINES] + ["…"] * (len(lines) > _DIFF_LINES)
        return [*super()._render_traceback_(), *shown]


class RateLimitedError(SparkError):
    """Too many calls, by our count or the server's. Nothing was done."""

    def __init__(
        self,
        message: str,
        *,
        retry_after_seconds: float,
        tool: str | None = None,
        call_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, tool=tool, call_id=call_id, hint=hint)
        self.retry_after_seconds = retry_after_seconds


class ServiceError(SparkError):
    """The service did not do its part.

    ``landed`` is ``no`` when the call surely had no effect, ``maybe`` when nobody here can know.
    """

    def __init__(
        self,
        message: str,
        *,
        landed: Landed = "maybe",
        tool: str | None = None,
        call_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, tool=tool, call_id=call_id, hint=hint)
        self.landed: Landed = landed


class ServiceTimeout(ServiceError):
    """No answer within the service's time limit."""


class ServiceUnavailable(ServiceError):
    """The service is away. ``retry_after_seconds`` is None when nobody knows."""

    def __init__(
        self,
        message: str,
        *,
        retry_after_seconds: float | None = None,
        landed: Landed = "maybe",
        tool: str | None = None,
        call_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, landed=landed, tool=tool, call_id=call_id, hint=hint)
        self.retry_after_seconds = retry_after_seconds


class BreakerOpen(ServiceUnavailable):
    """The service failed several times in a row and is left alone for ``retry_after_seconds``."""


class EngineAway(ServiceUnavailable):
    """The server is well, and the engine behind it is not there; nothing was sent."""


class AuthError(ServiceError):
    """The service does not accept our token; it looked at nothing else."""

    def __init__(
        self,
        message: str,
        *,
        tool: str | None = None,
        call_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, landed="no", tool=tool, call_id=call_id, hint=hint)


class SetupError(SparkError):
    """The embedded stack, the settings or a migration is not in order."""
