from __future__ import annotations

from datetime import UTC, datetime

import pytest

from spark_nb.errors import (
    AuthError,
    ConflictError,
    RateLimitedError,
    RejectedError,
    ServiceError,
    ServiceTimeout,
    ServiceUnavailable,
    ToolError,
)
from spark_nb.policy.retry import (
    backoff_seconds,
    may_have_landed,
    passes,
    pause_seconds,
    retry_after_seconds,
)

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("error", "again", "landed"),
    [
        (ServiceUnavailable("away", landed="no"), True, False),
        (ServiceUnavailable("cut"), True, True),
        (ServiceTimeout("slow"), False, True),
        (ServiceError("nonsense"), False, True),
        (ServiceError("HTTP 405", landed="no"), False, False),
        (AuthError("who?"), False, False),
        (RateLimitedError("later", retry_after_seconds=1), True, False),
        (ToolError("no", code="no"), False, False),
        (ToolError("busy", code="busy", retry_after_seconds=1), True, False),
        (ConflictError("changed", path="Assets/A.cs", expected=None, actual=None), False, False),
        (RejectedError("too large", field="code"), False, False),
    ],
)
def test_what_may_be_tried_again_and_what_may_have_landed(error, again, landed):
    assert (passes(error), may_have_landed(error)) == (again, landed)


def test_backoff_grows_is_capped_and_jitters_down_to_nothing():
    assert [backoff_seconds(n, lambda: 1.0) for n in (1, 2, 3, 20)] == [0.1, 0.2, 0.4, 2.0]
    assert backoff_seconds(3, lambda: 0.0) == 0.0


@pytest.mark.parametrize(
    ("error", "seconds"),
    [
        (ServiceUnavailable("cut"), 0.2),
        (ServiceUnavailable("later", retry_after_seconds=3), 3.2),
        (ServiceUnavailable("before", retry_after_seconds=-3), 0.2),
        (RateLimitedError("later", retry_after_seconds=1), 1.2),
        (ToolError("busy", code="busy", retry_after_seconds=0.5), 0.7),
    ],
)
def test_the_servers_word_is_kept_and_jitter_comes_on_top(error, seconds):
    assert pause_seconds(error, 2, lambda: 1.0) == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7.0),
        (" 0 ", 0.0),
        ("Sun, 01 Mar 2026 12:00:30 GMT", 30.0),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 0.0),
        ("Sun, 01 Mar 2026 13:00:00 +0100", 0.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 400, None),
        ("Sun, 01 Mar 2147483648 12:00:30 GMT", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header, seconds):
    assert retry_after_seconds(header, NOW) == seconds
