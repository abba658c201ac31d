"""What httpx and HTTP say of a failed call to a service, made errors of ours at this one place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

import httpx2
from pydantic import ValidationError

from spark_nb.domain.byte_size import MIB
from spark_nb.domain.service_contract import Failure, FailureFacts
from spark_nb.errors import (
    AuthError,
    RateLimitedError,
    ServiceError,
    ServiceTimeout,
    ServiceUnavailable,
    SparkError,
    ToolError,
)
from spark_nb.policy.retry import retry_after_seconds

_NEVER_SENT = (
    httpx2.ConnectError,
    httpx2.ConnectTimeout,
    httpx2.PoolTimeout,
    httpx2.ProxyError,
    httpx2.UnsupportedProtocol,
    httpx2.LocalProtocolError,
    httpx2.WriteError,
    httpx2.WriteTimeout,
)
_TOKEN_REFUSED = (401, 403)
_NO_SUCH_TOOL = (404, 405, 501)
_RATE_LIMIT_SECONDS = 1.0
_MESSAGE_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class ServiceWords:
    """What errors call a service, and the variables that point to it."""

    title: str
    variable: str

    @property
    def url(self) -> str:
        return f"{self.variable}_URL"

    @property
    def token(self) -> str:
        return f"{self.variable}_TOKEN"


def driver_error(error: httpx2.HTTPError, words: ServiceWords) -> SparkError:
    """Return the error of ours for what went wrong on the way."""
    match error:
        case httpx2.ReadTimeout():
            return ServiceTimeout(f"The {words.title} did not answer in time.", hint="Call again.")
        case _ if isinstance(error, _NEVER_SENT):
            return ServiceUnavailable(
                f"The {words.title} does not answer.",
                landed="no",
                hint=f"See whether it runs, and check {words.url}.",
            )
        case httpx2.TransportError():
            return ServiceUnavailable(
                f"The {words.title} went away during the call.", hint="See whether it runs."
            )
    return nonsense(f"an answer that cannot be read ({type(error).__name__})", words)


def refusal(
    response: httpx2.Response, body: bytes, words: ServiceWords, sent_bytes: int
) -> SparkError:
    """Return the error of ours for an answer that is not 200."""
    status = response.status_code
    seconds = retry_after_seconds(response.headers.get("retry-after"), datetime.now(UTC))
    if status in _TOKEN_REFUSED:
        return AuthError(
            f"The {words.title} does not accept the token.", hint=f"Check {words.token}."
        )
    if status == 429:
        wait = _RATE_LIMIT_SECONDS if seconds is None else seconds
        return RateLimitedError(
            f"The {words.title} gets too many calls.",
            retry_after_seconds=wait,
            hint=f"Call again in {wait:g} s.",
        )
    if status >= 500 and status not in _NO_SUCH_TOOL:
        return ServiceUnavailable(
            f"The {words.title} answered {_status_words(status)}.",
            retry_after_seconds=seconds,
            hint="Look at its log.",
        )
    if status >= 400:
        return _no(status, body, words, sent_bytes)
    if status >= 300:
        return ServiceError(
            f"The {words.title} is somewhere else: it answered {_status_words(status)}.",
            landed="no",
            hint=f"Set {words.url} to its final address.",
        )
    return nonsense(_status_words(status), words)


def nonsense(what: str, words: ServiceWords) -> ServiceError:
    """Return the error for an answer that is not what the contract says."""
    return ServiceError(
        f"The {words.title} sent {what}.",
        hint=f"Check {words.url}; its version may not fit this version of spark-nb.",
    )


def _no(status: int, body: bytes, words: ServiceWords, sent_bytes: int) -> ToolError:
    facts = _facts(body)
    if facts is not None:
        hint = _one_line(facts.hint) if facts.hint else "Look at the service's log."
        return ToolError(_one_line(facts.message), code=_one_line(facts.code), hint=hint)
    if status in _NO_SUCH_TOOL:
        return ToolError(
            f"The {words.title} has no such tool: it answered {_status_words(status)}.",
            code="unsupported",
            hint=f"Check {words.url}.",
        )
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return ToolError(
            f"The {words.title} takes no request of {sent_bytes / MIB:.1f} MiB.",
            code="too_large",
            hint="Compress or split the file.",
        )
    return ToolError(
        f"The {words.title} refused the call: it answered {_status_words(status)}.",
        code=f"http_{status}",
        hint="Look at its log.",
    )


def _facts(body: bytes) -> FailureFacts | None:
    try:
        return Failure.model_validate_json(body).error
    except ValidationError:
        return None


def _one_line(text: str) -> str:
    return " ".join(text.split())[:_MESSAGE_CHARACTERS]


def _status_words(status: int) -> str:
    try:
        return f"HTTP {status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"HTTP {status}"
