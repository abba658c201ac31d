"""Everything SPARK raises.

SparkError
├── RejectedError            our guardrail stopped it; nothing was sent
├── ToolError                the engine said no
├── ConflictError            the file is not what was expected; nothing was written
├── RateLimitedError         too many calls; come back in ``retry_after_seconds``
├── ServiceError             the service did not do its part
│   ├── ServiceTimeout       no answer in time
│   ├── ServiceUnavailable   away, or its breaker is open
│   └── AuthError            it does not accept our token
└── SetupError               embedded stack, settings, migrations
"""

from __future__ import annotations


class SparkError(Exception):
    """Root of the tree. ``hint`` says what to do next; ``tool`` and ``call_id`` say which call.

    ``attempts`` is how often a service was asked before this was raised.
    """

    attempts: int = 0

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
        return [f"\x1b[31m{type(self).__name__}\x1b[0m {self}"]


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
    """The engine understood the call and refused it. ``code`` is the engine's own word."""

    def __init__(
        self,
        message: str,
        *,
        code: str,
        tool: str | None = None,
        call_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, tool=tool, call_id=call_id, hint=hint)
        self.code = code


class ConflictError(SparkError):
    """The file is not what was expected; nothing was written.

    ``expected`` and ``actual`` are SHA-256 hex digests, or None where there is no file.
    """

    def __init__(
        self,
        message: str,
        *,
        path: str,
        expected: str | None,
        actual: str | None,
        tool: str | None = None,
        call_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, tool=tool, call_id=call_id, hint=hint)
        self.path = path
        self.expected = expected
        self.actual = actual


class RateLimitedError(SparkError):
    """Too many calls. Nothing was sent."""

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
    """The service did not do its part; the call may or may not have landed."""


class ServiceTimeout(ServiceError):
    """No answer within the service's time limit."""


class ServiceUnavailable(ServiceError):
    """The service is away. ``retry_after_seconds`` is None when nobody knows."""

    def __init__(
        self,
        message: str,
        *,
        retry_after_seconds: float | None = None,
        tool: str | None = None,
        call_id: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, tool=tool, call_id=call_id, hint=hint)
        self.retry_after_seconds = retry_after_seconds


class AuthError(ServiceError):
    """The service does not accept our token."""


class SetupError(SparkError):
    """The embedded stack, the settings or a migration is not in order."""
