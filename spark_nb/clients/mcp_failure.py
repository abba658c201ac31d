"""What HTTP knows of a failed MCP request, carried through the SDK and made an error of ours.

The SDK hands on JSON-RPC errors and nothing else. So the transport below it writes what happened
into such an error, and here it is read again. It bears a mark that no server knows, so that none
can speak for the transport.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Literal

import httpx2
from anyio import BrokenResourceError, ClosedResourceError
from mcp.shared.exceptions import MCPError
from mcp.types import CONNECTION_CLOSED, INVALID_PARAMS, METHOD_NOT_FOUND
from pydantic import ValidationError

from spark_nb.errors import (
    AuthError,
    RateLimitedError,
    ServiceError,
    ServiceUnavailable,
    SparkError,
    ToolError,
)
from spark_nb.policy.retry import retry_after_seconds

_CODE = -32090
_MARK = secrets.token_hex(16)
_RESOURCE_NOT_FOUND = -32002
_REFUSALS = {METHOD_NOT_FOUND: "method_not_found", INVALID_PARAMS: "invalid_params"}
_RATE_LIMIT_SECONDS = 1.0
_TOKEN_REFUSED = (401, 403)
_KEY_WANTED = "API key"  # MCP for Unity lets everybody in, and then refuses to answer


@dataclass(frozen=True, slots=True)
class Failure:
    """``refused`` is an HTTP answer without a JSON-RPC one in it, and ``status`` its number."""

    kind: Literal["unreachable", "cut", "session_gone", "refused"]
    status: int = 0
    retry_after_seconds: float | None = None

    @classmethod
    def of_status(cls, status: int, headers: Mapping[str, str]) -> Failure:
        seconds = retry_after_seconds(headers.get("retry-after"), datetime.now(UTC))
        return cls("refused", status, seconds)

    @classmethod
    def of_error(cls, error: httpx2.TransportError) -> Failure:
        never_sent = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
        return cls("unreachable" if isinstance(error, never_sent) else "cut")

    def response(self) -> httpx2.Response:
        """Return an HTTP answer whose JSON-RPC error the SDK gives to the caller."""
        data = {"mark": _MARK, **asdict(self)}
        error = {"code": _CODE, "message": self.kind, "data": data}
        return httpx2.Response(503, json={"jsonrpc": "2.0", "id": None, "error": error})

    def as_error(self) -> SparkError:
        match self.kind:
            case "refused":
                return self._refusal()
            case "cut":
                return connection_lost()
        return ServiceUnavailable(
            "The Unity server does not answer.",
            landed="no",
            hint="Run spark-nb status, or check UNITY_MCP_URL.",
        )

    def _refusal(self) -> SparkError:
        if self.status in _TOKEN_REFUSED:
            return token_refused()
        message = f"The Unity server answered HTTP {self.status}."
        if self.status == 429:
            seconds = self.retry_after_seconds or _RATE_LIMIT_SECONDS
            hint = f"Call again in {seconds:.1f} s."
            return RateLimitedError(message, retry_after_seconds=seconds, hint=hint)
        if self.status >= 500:
            return ServiceUnavailable(
                message,
                retry_after_seconds=self.retry_after_seconds,
                hint="Look at the server's log.",
            )
        return ServiceError(message, landed="no", hint="Check UNITY_MCP_URL.")


def token_refused() -> AuthError:
    return AuthError("The Unity server does not accept the token.", hint="Check UNITY_MCP_TOKEN.")


def connection_lost() -> ServiceUnavailable:
    return ServiceUnavailable(
        "The Unity server went away during the call.",
        hint="Run spark-nb status. After a write, look at the file before calling again.",
    )


DRIVER_ERRORS = (MCPError, ValidationError, ClosedResourceError, BrokenResourceError)
"""All that a request to the SDK may raise: a word of the server's, nonsense, a lost connection."""


def is_session_gone(error: Exception) -> bool:
    """Whether the server forgot our session, and so has not looked at the request."""
    failure = _written_below(error)
    return failure is not None and failure.kind == "session_gone"


def spark_error(error: Exception) -> SparkError:
    """Return the error of ours for one of ``DRIVER_ERRORS``."""
    failure = _written_below(error)
    if failure is not None:
        return failure.as_error()
    match error:
        case MCPError(code=code) if code != CONNECTION_CLOSED:
            return _word_of_the_server(error)
        case ValidationError():
            return ServiceError(
                "The Unity server's answer is not what MCP says it should be.",
                hint="Its version may not fit this version of spark-nb.",
            )
    return connection_lost()


def _written_below(error: Exception) -> Failure | None:
    """Return what the transport wrote into ``error``, None when the server wrote it."""
    if isinstance(error, MCPError) and isinstance(error.data, dict):
        data = dict(error.data)
        if data.pop("mark", None) == _MARK:
            return Failure(**data)
    return None


def _word_of_the_server(error: MCPError) -> SparkError:
    said = error.data.get("code") if isinstance(error.data, dict) else None
    if said == "not_found" or error.code == _RESOURCE_NOT_FOUND:
        return ToolError("There is no such file.", code="not_found", hint="Check the path.")
    if said is not None or error.code in _REFUSALS:
        code = str(said or _REFUSALS[error.code])
        return ToolError(error.message, code=code, hint="See which tools the server has.")
    if _KEY_WANTED in error.message:
        return token_refused()
    return ServiceError(
        f"The Unity server answered with an error: {error.message.rstrip('.')}.",
        hint="Look at the server's log.",
    )
